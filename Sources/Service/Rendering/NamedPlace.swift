package import Files
import Intake
package import Model

/// A file that a user named by a path: its folder, held open, and its name there.
package struct NamedPlace: Sendable {
    /// As the user wrote it.
    package let path: String
    package let folder: Directory
    package let name: RelativePath

    /// Opens the folder, which must exist; the file need not.
    package init(_ path: String) throws {
        let split = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path.utf8.index(after: $0) } ?? path.startIndex
        guard let name = RelativePath(bytes: path[split...].utf8), !name.isRoot else {
            throw UserError.noFileName(path)
        }
        self.init(
            path: path, folder: try Directory.open(split == path.startIndex ? "." : String(path[..<split])), name: name)
    }

    private init(path: String, folder: Directory, name: RelativePath) {
        self.path = path
        self.folder = folder
        self.name = name
    }

    /// The place with another extension in the same folder.
    package func sibling(withExtension word: String) throws -> NamedPlace {
        let stem = name.name.lastIndex(of: UInt8(ascii: ".")).map { $0 == 0 ? name.name : Array(name.name[..<$0]) }
        return try renamed((stem ?? name.name) + Array(".\(word)".utf8))
    }

    /// Where the picture's sidecar may be; the first that exists counts.
    package var sidecars: [NamedPlace] {
        get throws { try SidecarNames.candidates(for: name).map { try renamed($0.bytes) } }
    }

    /// Writes a text file there, over an older one; whatever else has the name is an error.
    package func write(_ text: String) throws {
        if let status = try folder.status(of: name), status.kind != .regular {
            throw UserError("\(path) is \(status.kind.withArticle), not a regular file. Give the path of a file.")
        }
        _ = try folder.write(Array(text.utf8), as: name, existing: .replace(durably: true))
    }

    private func renamed(_ bytes: [UInt8]) throws -> NamedPlace {
        guard let renamed = RelativePath(bytes: bytes) else { throw UserError.noFileName(path) }
        let prefix = path.utf8.dropLast(name.bytes.count)
        return NamedPlace(path: String(decoding: prefix + bytes, as: UTF8.self), folder: folder, name: renamed)
    }
}
