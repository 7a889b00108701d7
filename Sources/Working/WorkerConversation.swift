import Containing
import Files
import Glibc
import Model
import Synchronization

/// One child process from its start to its end, seen from the thread that waits for it.
final class WorkerConversation: Sendable {
    private enum Stop { case cancelled, tooLong }
    private struct State {
        var stop: Stop?
        var process: Int32?
    }

    private let picture: Descriptor
    private let depth: Descriptor?
    private let video: Descriptor
    private let images: [DebugFile]
    private let timeLimit: TimeSpan
    private let progress: @Sendable (Int, Int) -> Void
    private let state = Mutex(State())

    init(
        picture: consuming Descriptor, depth: consuming Descriptor?, video: consuming Descriptor,
        images: [DebugFile], timeLimit: TimeSpan, progress: @escaping @Sendable (Int, Int) -> Void
    ) {
        self.picture = picture
        self.depth = depth
        self.video = video
        self.images = images
        self.timeLimit = timeLimit
        self.progress = progress
    }

    /// Ends the child, if there is one yet, from any thread.
    func cancel() { stop(.cancelled) }

    private func stop(_ reason: Stop) {
        state.withLock { state in
            state.stop = state.stop ?? reason
            // Not waited for yet, so the number is still the child's.
            if let process = state.process { kill(process, SIGKILL) }
        }
    }

    /// Blocks until the child has ended.
    func run(_ order: WorkOrder, executable: String) throws -> WorkReport {
        do {
            return try converse(order, executable)
        } catch let error as SpawnError {
            throw JobFailure(
                .internalError, "The process that renders could not be started: \(error.reason).",
                advice: "Check the limits on processes and open files (ulimit -a) and the machine's memory.")
        }
    }

    private func converse(_ order: WorkOrder, _ executable: String) throws -> WorkReport {
        var channels = try WorkerChannels(order: order.text)
        let child = try start(executable, channels)
        channels.closeChildsEnds()
        let last = listen(to: channels)
        child.waitForEnd()
        state.withLock { $0.process = nil }
        return try verdict(last, child.wait())
    }

    private func verdict(_ last: WorkEvent?, _ ending: ChildProcess.Ending) throws -> WorkReport {
        switch (state.withLock(\.stop), last, ending) {
        case (.cancelled, _, _): throw CancellationError()
        case (_, .finished(let report), .exited(code: 0)): return report
        case (_, .failed(let failure), _): throw failure
        // The kernel counts the seconds of all threads, and may be first.
        case (.tooLong, _, _), (nil, _, .killed(signal: SIGXCPU)):
            throw JobFailure(
                .renderTimeout, "Rendering took longer than limits.job_seconds allows (\(timeLimit.text)).",
                advice: "Choose a shorter duration or a smaller resolution, or raise limits.job_seconds.")
        case (nil, _, let ending):
            throw JobFailure(
                .workerCrashed, "The process that rendered the picture \(ending.words).",
                advice: "Send the picture again as an ordinary JPEG; if that fails too, please report it.")
        }
    }

    private func start(
        _ executable: String, _ channels: borrowing WorkerChannels
    ) throws(SpawnError) -> ChildProcess {
        let (silence, order, events) = (channels.silence, channels.order, channels.reports)
        // These descriptors stay open as long as this object, which outlives the call.
        let depth =
            switch depth {
            case .some(let depth): depth.withRawValue { $0 }
            case nil: silence
            }
        let child = try ChildProcess(
            executable: executable, arguments: ["soframe", "worker", String(getpid())],
            descriptors: Channel.laidOut(images: images.map(\.descriptor)) { channel in
                switch channel {
                case .picture: picture.withRawValue { $0 }
                case .video: video.withRawValue { $0 }
                case .errors: silence
                case .order: order
                case .events: events
                case .depth: depth
                }
            })
        let isStopped = state.withLock { state in
            state.process = child.identifier
            return state.stop != nil
        }
        if isStopped { child.kill() }
        return child
    }

    /// Reads events until the child closes its end, and stops it when its time is over; returns the last event that is
    /// no progress.
    private func listen(to channels: borrowing WorkerChannels) -> WorkEvent? {
        let clock = ContinuousClock()
        let deadline = clock.now + .milliseconds(timeLimit.milliseconds)
        var last: WorkEvent?
        var lines = LineBuffer()
        while true {
            let left = (deadline - clock.now) / .milliseconds(1)
            if left <= 0 { stop(.tooLong) }
            guard let bytes = channels.read(waiting: Int32(min(max(left.rounded(.up), 0), 60_000))) else { return last }
            for line in lines.append(bytes) {
                switch WorkEvent(line: line) {
                case .progress(let frame, let total): progress(frame, total)
                case let event?: last = event
                case nil: break
                }
            }
        }
    }
}

extension ChildProcess.Ending {
    fileprivate var words: String {
        switch self {
        case .exited(let code): "ended with the code \(code)"
        case .killed(let signal): "was killed by the signal \(signal)"
        }
    }
}
