import Crypto
import Journaling
package import Model

/// What one sweep would delete, and why: made from the journal alone, so that a dry run and a real one plan the same.
package struct SweepPlan: Equatable, Sendable {
    package enum Place: Equatable, Sendable { case inbox, outbox }

    package struct Item: Equatable, Sendable {
        package let place: Place
        package let path: RelativePath
        package let identity: FileIdentity
        /// What it is, in a word for people: a picture, sidecar, note, …
        package let kind: String
        /// When its time was over.
        package let deadline: Timestamp
        /// For how long it has been, when the plan was made. Not part of the digest.
        package let lateness: TimeSpan
        /// Of the input or output in the journal.
        let id: Int64
        /// The input whose holds count.
        let owner: Int64
        /// A transfer is left alone while something still writes to it.
        let mustBeIdle: Bool
    }

    package let items: [Item]
    /// Outputs whose time is over and that are not where they were: there is nothing to delete.
    let missing: [SweptOutput]

    /// SHA-256 of everything that the plan says, as 64 hexadecimal digits: two plans with the same digest are the same.
    package var digest: String {
        var hash = SHA256()
        for item in items { hash.update(data: item.canonical) }
        return hexadecimal(hash.finalize())
    }
}

extension SweepPlan.Item {
    /// Its bytes for the digest: a line of numbers and words, then the path, whose length the line gives.
    fileprivate var canonical: [UInt8] {
        let numbers = [
            Int64(bitPattern: identity.device), Int64(bitPattern: identity.inode), deadline.milliseconds, id,
        ]
        let words = ["\(place)", kind, "\(mustBeIdle)"] + numbers.map(String.init) + [String(path.bytes.count)]
        return Array(words.joined(separator: " ").utf8) + [UInt8(ascii: "\n")] + path.bytes
    }
}
