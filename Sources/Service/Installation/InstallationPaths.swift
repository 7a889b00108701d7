import Files
import Foundation
package import Model

/// Where one installation's folders are, and how it is configured.
package struct InstallationPaths: Sendable {
    package let inbox: String
    package let outbox: String
    package let state: String
    package let configuration: Configuration

    /// Reads `ROOT/soframe.json` if there is one. A flag goes before the environment, that before the file, and that
    /// before the folders of the root.
    ///
    /// - Parameters:
    ///   - inbox: As given by a flag; likewise the others.
    /// - Throws: `UserError` that names the file or variable, the place in it and what is allowed there.
    package init(
        root: String, inbox: String?, outbox: String?, state: String?, environment: [String: String]
    ) throws {
        let configuration = try Self.configuration(root: root, environment)
        self.configuration = configuration
        self.inbox = inbox ?? configuration.inbox ?? "\(root)/inbox"
        self.outbox = outbox ?? configuration.outbox ?? "\(root)/outbox"
        self.state = state ?? configuration.state ?? "\(root)/state"
    }

    private static func configuration(root: String, _ environment: [String: String]) throws -> Configuration {
        let path = "\(root)/soframe.json"
        let bytes: [UInt8]?
        do {
            let file = try NamedPlace(path)
            bytes = try file.folder.openForReading(file.name).readAll(limit: 65_536)
        } catch let error as FileError where error.isMissing {
            bytes = nil
        }
        do throws(SettingsError) {
            return try Configuration.resolved(file: bytes, environment: environment)
        } catch {
            throw UserError(error.variable == nil ? "\(path): \(error.description)" : error.description)
        }
    }
}
