import Foundation

/// A program that ended.
package struct Ended: Sendable {
    package let code: Int32
    package let wasKilled: Bool
    package let output: String
    package let errors: String
}

/// A program that runs, its output and errors kept in files.
package final class Program: Sendable {
    private let process: Process
    private let folder: TestFolder

    /// `soframe`, which is built beside the tests.
    package static var soframe: String {
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return (tests as NSString).deletingLastPathComponent + "/soframe"
    }

    /// Starts a program; a name without a slash is looked for in the usual places.
    package init(
        _ executable: String, _ arguments: [String], environment: [String: String] = [:], in place: String? = nil
    ) throws {
        folder = try TestFolder()
        process = Process()
        process.executableURL = URL(fileURLWithPath: executable.contains("/") ? executable : "/usr/bin/env")
        process.arguments = (executable.contains("/") ? [] : [executable]) + arguments
        let kept = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("SOFRAME_") }
        process.environment = kept.merging(environment) { $1 }
        if let place { process.currentDirectoryURL = URL(fileURLWithPath: place) }
        process.standardInput = FileHandle.nullDevice
        let output = try Self.file(folder, "output")
        let errors = try Self.file(folder, "errors")
        process.standardOutput = output
        process.standardError = errors
        // The child has its own; Foundation keeps every process it ever started, and these with it.
        defer { for file in [output, errors] { try? file.close() } }
        try process.run()
    }

    private static func file(_ folder: TestFolder, _ name: String) throws -> FileHandle {
        try FileHandle(forWritingTo: URL(fileURLWithPath: try folder.write(name, "")))
    }

    package var errors: String { (try? folder.read("errors")) ?? "" }

    package var identifier: Int32 { process.processIdentifier }

    package func signal(_ number: Int32) { kill(process.processIdentifier, number) }

    package func end() async throws -> Ended {
        try await until("the program ends") { !process.isRunning }
        return Ended(
            code: process.terminationStatus, wasKilled: process.terminationReason == .uncaughtSignal,
            output: try folder.read("output"), errors: errors)
    }

    deinit { if process.isRunning { signal(SIGKILL) } }
}

/// Runs `soframe` to its end.
package func soframe(
    _ arguments: String..., environment: [String: String] = [:], in place: String? = nil
) async throws -> Ended {
    try await Program(Program.soframe, arguments, environment: environment, in: place).end()
}

/// Runs another program to its end, which must be a good one.
@discardableResult
package func run(_ executable: String, _ arguments: String...) async throws -> String {
    let ended = try await Program(executable, arguments).end()
    guard ended.code == 0 else { throw Unmet("\(executable) \(arguments) ended with \(ended.code): \(ended.errors)") }
    return ended.output
}
