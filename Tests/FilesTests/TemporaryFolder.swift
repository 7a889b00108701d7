import Files
import Foundation
import Model

/// A folder of its own for one test, removed with everything in it at the end.
final class TemporaryFolder: Sendable {
    let path: String
    let directory: Directory

    init() throws {
        let made = FileManager.default.temporaryDirectory.appending(path: "soframe-files-\(UUID().uuidString)")
        path = made.path(percentEncoded: false)
        directory = try Directory.create(path)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func full(_ name: String) -> String { path + "/" + name }

    func write(_ text: String, _ name: String) throws {
        try Data(text.utf8).write(to: URL(filePath: full(name)))
    }

    func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: full(name))), as: UTF8.self)
    }

    func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: full(name), withDestinationPath: target)
    }

    /// Gives an existing file a second name.
    func hardLink(_ name: String, to existing: String) throws {
        try FileManager.default.linkItem(atPath: full(existing), toPath: full(name))
    }

    func move(_ name: String, to other: String) throws {
        try FileManager.default.moveItem(atPath: full(name), toPath: full(other))
    }

    func delete(_ name: String) throws { try FileManager.default.removeItem(atPath: full(name)) }

    func names() throws -> Set<String> { Set(try FileManager.default.contentsOfDirectory(atPath: path)) }
}

/// A path that a test knows to be valid.
func place(_ text: String) throws -> RelativePath {
    try place(Array(text.utf8))
}

func place(_ bytes: [UInt8]) throws -> RelativePath {
    guard let path = RelativePath(bytes: bytes) else { throw InvalidPlace() }
    return path
}

struct InvalidPlace: Error {}

extension Directory {
    /// The identity of what a test knows to be there.
    func identity(of path: RelativePath) throws -> FileIdentity {
        guard let status = try status(of: path) else { throw InvalidPlace() }
        return status.identity
    }
}
