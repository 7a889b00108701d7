import Files
package import Model

/// A sidecar that a user pointed at.
package enum SidecarFile {
    /// Reads it as strictly as the inbox does.
    package static func read(_ place: NamedPlace) throws -> SettingsLayer {
        let bytes = try place.folder.openForReading(place.name).readAll(limit: 65_536)
        do throws(SettingsError) {
            return try SettingsLayer.read(bytes)
        } catch {
            throw JobFailure(.sidecarInvalid, "\(place.path): \(error.description)", advice: "Run soframe check on it.")
        }
    }
}
