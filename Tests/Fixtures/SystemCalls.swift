import Foundation

/// A program and all its children, with what they ask of the kernel noted by strace(1).
package final class TracedProgram: Sendable {
    /// The program itself: strace stands aside.
    package let program: Program
    private let folder: TestFolder

    /// - Parameter calls: As strace takes them, such as `socket,connect` or `%network`.
    package init(
        _ executable: String, _ arguments: [String], noting calls: String, environment: [String: String] = [:]
    ) throws {
        folder = try TestFolder()
        program = try Program(
            "strace",
            ["-D", "-f", "-y", "-s", "4096", "-e", "trace=\(calls)", "-o", folder.at("calls"), executable] + arguments,
            environment: environment)
    }

    /// Waits until it has ended and everything is noted; a line a call.
    package func end() async throws -> (ended: Ended, calls: [String]) {
        let ended = try await program.end()
        let last = "\n\(program.identifier) "
        try await until("strace has noted the program's end") {
            guard let text = try? "\n" + folder.read("calls") else { return false }
            return text.contains(" +++ exited with") && text.hasSuffix("+++\n") && text.contains(last)
        }
        let lines = try folder.read("calls").split(separator: "\n").map(String.init)
        // The last is what strace notes of a thread that was ended before it could be asked what it was about to do.
        let others = [" +++ ", " --- ", " ???("]
        return (ended, Self.joined(lines.filter { line in !others.contains { line.contains($0) } }))
    }

    /// strace cuts a call in two when one of another process comes between.
    private static func joined(_ lines: [String]) -> [String] {
        let cut = " <unfinished ...>"
        var begun: [Substring: String] = [:]
        var whole: [String] = []
        for line in lines {
            let process = line.prefix { $0 != " " }
            if line.hasSuffix(cut) {
                begun[process] = String(line.dropLast(cut.count))
            } else if let end = line.range(of: " resumed>"), let start = begun.removeValue(forKey: process) {
                whole.append(start + line[end.upperBound...])
            } else {
                whole.append(line)
            }
        }
        return whole + begun.values
    }
}
