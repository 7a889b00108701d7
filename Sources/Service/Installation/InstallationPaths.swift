import Files
import Foundation
package import Model

/// Where one installation's folders are, and how it is configured.
package struct InstallationPaths: Sendable {
    package let inbox: String
    package let outbox: String
    package let state: String
    package let configuration: Configuration
    /// The networks that tell depth.
    package let models: ModelRoom

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
        let privately = state ?? configuration.state ?? "\(root)/state"
        self.state = privately
        models = ModelRoom(folder: "\(privately)/models", configuration.models, environment: environment)
    }

    private static func configuration(root: String, _ environment: [String: String]) throws -> Configuration {
        let path = "\(root)/soframe.json"
        var bytes: [UInt8]?
        var status: FileStatus?
        do {
            let place = try NamedPlace(path)
            let file = try place.folder.openForReading(place.name)
            bytes = try file.readAll(limit: 65_536)
            status = file.openingStatus
        } catch let error as FileError where error.isMissing {}
        let configuration: Configuration
        do throws(SettingsError) {
            configuration = try Configuration.resolved(file: bytes, environment: environment)
        } catch {
            throw UserError(error.variable == nil ? "\(path): \(error.description)" : error.description)
        }
        if let status, !configuration.hooks.occasions.isEmpty {
            try HookTrust.check(owner: status.owner, permissions: status.permissions, path: path, user: geteuid())
        }
        return configuration
    }
}
