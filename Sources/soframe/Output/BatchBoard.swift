import Model
import Service
import Synchronization

/// Shows a batch: a progress bar for the jobs that run on a terminal, and one line for each that ended. Pictures have names
/// there, and in systemd's journal, which keeps what it is told, the numbers of their jobs.
final class BatchBoard: Sendable {
    private struct State {
        var began = ContinuousClock.now
        var drawn: ContinuousClock.Instant?
        /// Frames done and in all of each running job.
        var running: [Int64: (frame: Int, total: Int)] = [:]
        var framesDone = 0
        var hasFailures = false
    }

    private let isInteractive: Bool
    private let isNaming: Bool
    private let state = Mutex(State())

    init(isInteractive: Bool = Terminal.isInteractive, isNaming: Bool = !Terminal.isJournal) {
        self.isInteractive = isInteractive
        self.isNaming = isNaming
    }

    /// Whether a job failed or was put off to a later run.
    var hasFailures: Bool { state.withLock(\.hasFailures) }

    func show(_ event: JobEvent) {
        switch event {
        case .started(let job): update(job, frame: 0, of: 0)
        case .progress(let job, let frame, let total): update(job, frame: frame, of: total)
        case .delivered(let job, let video):
            end(job, isNaming ? "\(job.path) → \(video)" : "Job \(job.id) is delivered.", isFailure: false)
        case .failed(let job, let failure): end(job, line(job, failure), isFailure: true)
        case .postponed(let job, let failure):
            end(job, line(job, failure) + " It will be tried again.", isFailure: true)
        case .abandoned(let job): end(job, nil, isFailure: false)
        case .trouble(let job, let sentences):
            let hint = "A note or receipt of job \(job.id) could not be written or removed."
            end(job, isNaming ? sentences.joined(separator: "\n") : hint, isFailure: true)
        }
    }

    func finish() { if isInteractive { Terminal.write("\r\u{1B}[K") } }

    private func line(_ job: Job, _ failure: JobFailure) -> String {
        isNaming
            ? "\(job.path): \(failure.sentence) \(failure.advice) [\(failure.code.rawValue)]"
            : "Job \(job.id) failed: \(failure.code.rawValue)."
    }

    private func update(_ job: Job, frame: Int, of total: Int) {
        let bar: String? = state.withLock { state in
            state.framesDone += max(0, frame - (state.running[job.id]?.frame ?? 0))
            state.running[job.id] = (frame, total)
            let now = ContinuousClock.now
            if let drawn = state.drawn, now - drawn < .milliseconds(100) { return nil }
            state.drawn = now
            return Self.bar(state, elapsed: (now - state.began) / .seconds(1))
        }
        if isInteractive, let bar { Terminal.write("\r\u{1B}[K" + bar) }
    }

    private static func bar(_ state: State, elapsed: Double) -> String {
        let done = state.running.values.reduce(0) { $0 + $1.frame }
        let total = state.running.values.reduce(0) { $0 + $1.total }
        return ProgressBar.line(
            "\(state.running.count) running", frame: done, of: total,
            speed: elapsed > 0 ? Double(state.framesDone) / elapsed : 0)
    }

    private func end(_ job: Job, _ line: String?, isFailure: Bool) {
        state.withLock { state in
            state.running.removeValue(forKey: job.id)
            state.hasFailures = state.hasFailures || isFailure
        }
        if isInteractive { Terminal.write("\r\u{1B}[K") }
        if let line { Terminal.say(line) }
    }
}
