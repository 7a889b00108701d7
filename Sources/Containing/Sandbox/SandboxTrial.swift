import Glibc
package import Model

/// A trial of the sandbox in a child process: proof, on this kernel, that it holds.
package enum SandboxTrial {
    /// What the child found.
    package enum Outcome: Equatable, Sendable {
        case tried([SandboxProbe.Attempt])
        /// The sandbox could not be set up, in a whole sentence.
        case unavailable(String)
    }

    /// Starts a child that locks itself in and tries to get out. Blocks the thread for some milliseconds.
    ///
    /// - Parameters:
    ///   - folder: A library's own, to try a worker that prepares with it first.
    ///   - executable: A program that runs `answer` on the subcommand `try-sandbox MODE [FOLDER]`.
    package static func run(
        _ mode: SandboxMode, preparingWith folder: String? = nil, executable: String = "/proc/self/exe"
    ) throws(SpawnError) -> Outcome {
        var channels = try WorkerChannels(order: "")
        let child = try ChildProcess(
            executable: executable, arguments: ["soframe", "try-sandbox", mode.rawValue] + (folder.map { [$0] } ?? []),
            descriptors: [channels.order, channels.reports, channels.silence])
        channels.closeChildsEnds()
        var answer: [UInt8] = []
        while let bytes = channels.read(waiting: 1000) { answer += bytes }
        _ = child.wait()
        let lines = String(decoding: answer, as: UTF8.self).split(separator: "\n")
        let attempts = lines.compactMap { line -> SandboxProbe.Attempt? in
            let words = line.split(separator: " ", maxSplits: 1)
            guard words.count == 2, let errno = Int32(words[0]) else { return nil }
            return SandboxProbe.Attempt(deed: String(words[1]), errno: errno)
        }
        guard attempts.isEmpty else { return .tried(attempts) }
        return .unavailable(lines.first.map(String.init) ?? "The sandbox's trial ended without a word.")
    }

    /// The child's side: one attempt a line, errno first, or the sentence that says why there are none.
    package static func answer(_ mode: SandboxMode, preparingWith folder: String? = nil) {
        do throws(SandboxError) {
            for attempt in try SandboxProbe.run(mode, preparingWith: folder) { say("\(attempt.errno) \(attempt.deed)") }
        } catch {
            say(error.description)
        }
    }

    private static func say(_ line: String) {
        let bytes = Array("\(line)\n".utf8)
        _ = unsafe bytes.withUnsafeBytes { unsafe write(1, $0.baseAddress, $0.count) }
    }
}
