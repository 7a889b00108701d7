import Containing
package import Files
import Foundation
package import Model
import StrictJSON

/// A trial of OpenVINO, and of a network with it, in a child process that locks itself in as a worker does: a network's file
/// is as untrusted as a picture.
package struct ModelTrial: Sendable {
    /// The path of `libopenvino_c.so`.
    let library: String
    /// Nil to try OpenVINO alone.
    let kind: ModelKind?
    let limits: JobLimits
    let threads: Int
    let sandbox: SandboxMode
    private let executable: String

    /// - Parameter executable: A program that runs `ModelTrialMain` on the subcommand `try-model PARENT`.
    package init(
        library: String, kind: ModelKind?, _ configuration: Configuration, executable: String = "/proc/self/exe"
    ) {
        self.library = library
        self.kind = kind
        limits = configuration.limits
        threads = configuration.encoderThreads
        sandbox = configuration.sandbox
        self.executable = executable
    }

    /// What was found.
    package struct Report: Equatable, Sendable {
        /// OpenVINO's.
        package var version: String
        /// Pixels of a picture that it was tried with; none when OpenVINO was tried alone.
        package var width = 0
        package var height = 0
        /// Whether it takes pictures of other shapes.
        package var takesAnyShape = false
        /// Seconds that it takes to prepare it, and to tell the depth of such a picture.
        package var preparing = 0.0
        package var running = 0.0
    }

    /// Blocks the thread until the child has ended, or its time is over.
    ///
    /// - Parameter model: The network's file; left out to try OpenVINO alone.
    /// - Throws: `JobFailure` with what is wrong.
    package func run(model: consuming Descriptor? = nil) throws -> Report {
        do {
            return try converse(model)
        } catch let error as SpawnError {
            throw JobFailure(
                .internalError, "The process that tries the model could not be started: \(error.reason).",
                advice: "Check the limits on processes and open files (ulimit -a) and the machine's memory.")
        }
    }

    private func converse(_ model: consuming Descriptor?) throws -> Report {
        var channels = try WorkerChannels(order: text)
        let child = try start(channels, model)
        channels.closeChildsEnds()
        let answer = listen(to: channels, child)
        let ending = child.wait()
        if let report = try Self.report(answer) { return report }
        throw JobFailure(
            .modelUnavailable,
            ending == .exited(code: 0)
                ? "The process that tried the model ended without a word."
                : "The process that tried the model died, or took longer than limits.job_seconds allows.",
            advice: "Get the file anew; if that fails too, the model is nothing that OpenVINO can run here.")
    }

    private func start(
        _ channels: borrowing WorkerChannels, _ model: consuming Descriptor?
    ) throws(SpawnError) -> ChildProcess {
        let nothing = channels.silence
        guard let model else { return try start(channels, input: nothing) }
        let input = model.withRawValue { $0 }
        let child = try start(channels, input: input)
        // It stays open until the child has its own.
        _ = consume model
        return child
    }

    private func start(_ channels: borrowing WorkerChannels, input: Int32) throws(SpawnError) -> ChildProcess {
        let (silence, order, events) = (channels.silence, channels.order, channels.reports)
        return try ChildProcess(
            executable: executable, arguments: ["soframe", "try-model", String(getpid())],
            descriptors: Channel.laidOut { channel in
                switch channel {
                case .picture: input
                case .order: order
                case .events: events
                case .video, .errors, .depth: silence
                }
            })
    }

    private func listen(to channels: borrowing WorkerChannels, _ child: borrowing ChildProcess) -> [UInt8] {
        let clock = ContinuousClock()
        let deadline = clock.now + .seconds(limits.jobSeconds)
        var answer: [UInt8] = []
        while true {
            let left = (deadline - clock.now) / .milliseconds(1)
            if left <= 0 { child.kill() }
            guard let bytes = channels.read(waiting: Int32(min(max(left.rounded(.up), 0), 60_000))) else {
                return answer
            }
            answer += bytes
        }
    }
}

extension ModelTrial {
    private var text: String {
        JSONWriter.line([
            "library": .string(library), "kind": kind.map { .string($0.rawValue) } ?? .null,
            "memory_limit": .integer(Int(limits.memory.bytes)), "seconds_limit": .integer(limits.jobSeconds),
            "threads": .integer(threads), "sandbox": .string(sandbox.rawValue),
        ])
    }

    /// Reads what `text` wrote; nil when it is anything else.
    init?(text: [UInt8]) {
        guard let root = try? JSONReader.read(text), let library = try? root["library"]?.string(),
            let memory = try? root["memory_limit"]?.integer(), let seconds = try? root["seconds_limit"]?.integer(),
            let threads = try? root["threads"]?.integer(),
            let sandbox = (try? root["sandbox"]?.string()).flatMap(SandboxMode.init(rawValue:))
        else { return nil }
        var configuration = Configuration()
        configuration.limits.memory = MemorySize(bytes: Int64(memory))
        configuration.limits.jobSeconds = seconds
        configuration.encoderThreads = threads
        configuration.sandbox = sandbox
        self.init(
            library: library, kind: (try? root["kind"]?.string()).flatMap(ModelKind.init(rawValue:)), configuration)
    }

    private static func report(_ answer: [UInt8]) throws -> Report? {
        let line = answer.prefix { $0 != UInt8(ascii: "\n") }
        guard let root = try? JSONReader.read(Array(line)) else { return nil }
        if let sentence = try? root["failed"]?.string(), let advice = try? root["advice"]?.string(),
            let code = (try? root["code"]?.string()).flatMap(FailureCode.init(rawValue:))
        {
            throw JobFailure(code, sentence, advice: advice)
        }
        guard let version = try? root["version"]?.string(), let width = try? root["width"]?.integer(),
            let height = try? root["height"]?.integer(), let any = try? root["takes_any_shape"]?.bool(),
            let preparing = try? root["preparing"]?.double(), let running = try? root["running"]?.double()
        else { return nil }
        return Report(
            version: version, width: width, height: height, takesAnyShape: any, preparing: preparing, running: running)
    }
}

extension ModelTrial.Report {
    var text: String {
        JSONWriter.line([
            "version": .string(version), "width": .integer(width), "height": .integer(height),
            "takes_any_shape": .bool(takesAnyShape), "preparing": .number(preparing), "running": .number(running),
        ])
    }
}
