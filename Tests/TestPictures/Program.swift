import Foundation

/// Runs programs of the machine to their end.
package enum Program {
    /// - Returns: Its standard output.
    /// - Throws: `ProgramFailure` when it cannot be started or ends with another code than 0.
    @discardableResult
    package static func run(_ name: String, _ arguments: [String]) throws -> String {
        let folder = try ScratchFolder()
        for stream in ["out", "err"] { try folder.write([], stream) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [name] + arguments
        process.standardInput = FileHandle.nullDevice
        let output = try FileHandle(forWritingTo: URL(filePath: folder.path("out")))
        let errors = try FileHandle(forWritingTo: URL(filePath: folder.path("err")))
        process.standardOutput = output
        process.standardError = errors
        // The child has its own; Foundation keeps every process it ever started, and these with it.
        defer { for file in [output, errors] { try? file.close() } }
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let said = String(decoding: try folder.read("err"), as: UTF8.self)
            throw ProgramFailure(description: "\(name) ended with \(process.terminationStatus): \(said)")
        }
        return String(decoding: try folder.read("out"), as: UTF8.self)
    }
}

package struct ProgramFailure: Error, CustomStringConvertible {
    package let description: String

    package init(description: String) { self.description = description }
}
