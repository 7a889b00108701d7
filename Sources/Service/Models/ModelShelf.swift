import Crypto
package import Files
import Model

/// The folder of the networks that the user installed.
package struct ModelShelf: Sendable {
    /// Bytes of the largest network that is taken: many times those that a machine without a graphics card can run.
    static let largest = 1 << 29

    let path: String

    /// Every network, the one that jobs use first: by kind, then by name.
    package func models() throws(FileError) -> [InstalledModel] {
        let folder: Directory
        do throws(FileError) {
            folder = try Directory.open(path)
        } catch {
            if error.isMissing { return [] }
            throw error
        }
        var models: [InstalledModel] = []
        for entry in try folder.entries() where entry.kind == .regular {
            guard let place = RelativePath.root.appending(entry.name), let status = try folder.status(of: place),
                let model = InstalledModel(file: entry.name, size: status.size)
            else { continue }
            models.append(model)
        }
        let order = ModelKind.allCases
        return models.sorted { one, other in
            one.kind == other.kind
                ? one.name < other.name
                : (order.firstIndex(of: one.kind) ?? 0) < (order.firstIndex(of: other.kind) ?? 0)
        }
    }

    /// Opens a network's file.
    func open(_ model: InstalledModel) throws -> OpenedFile {
        guard let place = model.place else { throw Self.noSuch(model.name) }
        return try Directory.open(path).openForReading(place)
    }

    /// SHA-256 of a network's file, as hexadecimal digits.
    package func hash(of model: InstalledModel) throws -> String {
        var hash = SHA256()
        try open(model).forEachChunk { hash.update(data: $0) }
        return hexadecimal(hash.finalize())
    }

    /// Removes a network.
    ///
    /// - Throws: `UserError` when there is none of that name.
    package func remove(_ name: String) throws {
        let known = try models().filter { $0.name == name }
        guard !known.isEmpty else { throw Self.noSuch(name) }
        let folder = try Directory.open(path)
        for model in known {
            guard let place = model.place, let status = try folder.status(of: place) else { continue }
            guard case .removed = try folder.remove(place, ifStill: status.identity) else {
                throw UserError("The model \(name) was exchanged meanwhile. See soframe models, and try again.")
            }
        }
    }

    private static func noSuch(_ name: String) -> UserError {
        UserError("There is no model \(DisplayText.escaped(name.utf8)). soframe models lists those that there are.")
    }
}
