import Intake
import Journaling
import Model
import ServiceLifecycle
import Synchronization

/// Runs the hooks that the journal owes, one at a time, beside whatever else is done.
final class HookService: Service {
    /// Runs a command line with a message; returns what went wrong.
    typealias Run = @Sendable ([String], String) async throws -> HookTrouble?

    /// How long `finish` lets hooks begin. Also how often the journal is asked without a ring: a job may end in ways that
    /// nobody tells of.
    private static let patience = TimeSpan.seconds(60)

    private let journal: Journal
    private let hooks: Hooks
    private let start: Run
    private let now: @Sendable () -> Timestamp
    private let sleep: @Sendable (Duration) async throws -> Void
    private let tell: @Sendable (HookEvent) -> Void
    private let bell = Bell()
    /// When the last hook may begin, once the end is in sight.
    private let end = Mutex<Timestamp?>(nil)

    /// - Parameters:
    ///   - start: By default, runs the program.
    ///   - sleep: Waits so long, or throws when the task is cancelled.
    ///   - tell: Called on any thread.
    init(
        _ installation: Installation, start: @escaping Run = { try await HookRun().run($0, message: $1) },
        now: @escaping @Sendable () -> Timestamp = { .now },
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
        tell: @escaping @Sendable (HookEvent) -> Void = { _ in }
    ) {
        journal = installation.journal
        hooks = installation.configuration.hooks
        self.start = start
        self.now = now
        self.sleep = sleep
        self.tell = tell
    }

    /// Says that a job may have ended.
    func jobEnded() { bell.ring() }

    /// Lets `run` return as soon as no hook is due, and begin none that comes due later than in a minute.
    func finish() {
        end.withLock { $0 = now() + Self.patience }
        bell.ring()
    }

    /// Runs until a graceful stop or cancellation, which kill a hook that is at work and leave it owed; or to the end that
    /// `finish` sets.
    func run() async throws { try await untilStopped { try await self.work() } }

    private func work() async throws {
        while !Task.isCancelled {
            let end = end.withLock(\.self)
            if let end, now() >= end { return }
            if let hook = try await journal.dueHook(at: now()) {
                try await settle(hook)
            } else if end != nil {
                return
            } else {
                try await pause()
            }
        }
    }

    private func pause() async throws {
        let next = try await journal.nextHookTime()
        let span = min(next?.since(now()) ?? Self.patience, Self.patience)
        await bell.wait(atMost: .milliseconds(max(span.milliseconds, 100)), sleep: sleep)
    }

    private func settle(_ hook: OwedHook) async throws {
        guard let words = hooks[hook.occasion] else { return try await journal.hookRan(hook.job) }
        guard let trouble = try await start(words, HookMessage(hook: hook).text) else {
            try await journal.hookRan(hook.job)
            tell(.ran(job: hook.job))
            return
        }
        let failedAt = now()
        switch HookBackoff.verdict(failures: hook.failures + 1) {
        case .again(let span):
            try await journal.hookFailed(hook.job, trouble.sentence, at: failedAt, again: failedAt + span)
            tell(.failed(job: hook.job, trouble, again: span))
        case .giveUp:
            try await journal.hookFailed(hook.job, trouble.sentence, at: failedAt, again: nil)
            tell(.givenUp(job: hook.job, trouble))
        }
    }
}
