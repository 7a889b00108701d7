import Foundation

/// A folder of its own for one test, removed with everything in it at the end.
package final class ScratchFolder: Sendable {
    private let root: String

    package init() throws {
        let made = FileManager.default.temporaryDirectory.appending(path: "soframe-test-\(UUID().uuidString)")
        root = made.path(percentEncoded: false)
        try FileManager.default.createDirectory(at: made, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    package var path: String { root }

    package func path(_ name: String) -> String { root + "/" + name }

    package func write(_ bytes: [UInt8], _ name: String) throws {
        try Data(bytes).write(to: URL(filePath: path(name)))
    }

    package func read(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: path(name))))
    }

    /// Writes a shell script that can be run as a program.
    package func writeProgram(_ script: String, _ name: String) throws -> String {
        try write(Array("#!/bin/sh\n\(script)\n".utf8), name)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path(name))
        return path(name)
    }
}
