import Crypto
import Foundation
import GRDB
package import Model

/// What an output's place is known by once its name is forgotten: nobody without the journal's key can tell whether a name
/// at hand was among them.
package struct PathHash: Sendable {
    private let key: SymmetricKey

    init(key: [UInt8]) { self.key = SymmetricKey(data: key) }

    /// HMAC-SHA-256 of the path below the outbox: 32 bytes.
    package func callAsFunction(_ path: RelativePath) -> [UInt8] { hash(path.bytes) }

    /// The word keeps it apart from all else that is hashed with the key.
    private func hash(_ path: [UInt8]) -> [UInt8] {
        var hash = HMAC<SHA256>(key: key)
        hash.update(data: Array("output".utf8))
        hash.update(data: path)
        return Array(hash.finalize())
    }

    /// The same for SQL, as `path_hash(path)`.
    var function: DatabaseFunction {
        DatabaseFunction("path_hash", argumentCount: 1, pure: true) { values in
            guard let path = values.first.flatMap({ Data.fromDatabaseValue($0) }) else { return nil }
            return Data(hash(Array(path)))
        }
    }
}
