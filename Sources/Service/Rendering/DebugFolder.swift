import Files
import Model
import Working

/// The folder that a user gave for pictures of how a shot comes about.
struct DebugFolder {
    /// One for each kind, without a name yet.
    let files: [DebugFile]

    private let path: String
    private let folder: Directory
    /// What earlier runs left and this one replaces.
    private let older: [RelativePath: FileIdentity]

    /// Makes the folder if it is missing. Throws `UserError` when one of the pictures is there already and may not be replaced.
    init(_ path: String, force: Bool) throws {
        let folder = try Directory.create(path)
        var older: [RelativePath: FileIdentity] = [:]
        for name in DebugImage.fileNames {
            guard let place = RelativePath(name), let status = try folder.status(of: place) else { continue }
            if status.kind != .regular || !force { throw UserError.fileExists("\(path)/\(name)", status.kind) }
            older[place] = status.identity
        }
        files = try DebugImage.allCases.map { _ in DebugFile(try folder.createUnnamed()) }
        self.path = path
        self.folder = folder
        self.older = older
    }

    /// Gives those that were drawn their names, and returns their paths. What else is left of earlier runs goes: it would show
    /// another shot.
    func publish(_ report: WorkReport) throws -> [String] {
        var left = older
        let paths = try report.images.map { image in
            let name = image.fileName(depth: report.imageDepth)
            guard let place = RelativePath(name), let index = DebugImage.allCases.firstIndex(of: image) else {
                throw UserError.noFileName(name)
            }
            let existing = left.removeValue(forKey: place)
            let isThere = try files[index].withFile { file in
                if let existing { return try folder.replace(place, ifStill: existing, with: file) == .replaced }
                return try folder.publish(file, as: place) == .published
            }
            if !isThere { throw UserError.fileExists("\(path)/\(name)") }
            return "\(path)/\(name)"
        }
        for (place, identity) in left { _ = try folder.remove(place, ifStill: identity) }
        return paths
    }
}
