import Foundation
import Intake
import Journaling
import Model
import ServiceLifecycle
import Synchronization

/// Keeps as many jobs running as the configuration allows, in the journal's order, while there is room for what they write.
package final class JobDispatcher: Service {
    private let journal: Journal
    private let runner: JobRunner
    private let lanes: Int
    private let space: SpaceRule
    private let tell: @Sendable (SpaceHold.Change) -> Void
    private let beat: @Sendable () -> Void
    private let sleep: @Sendable (Duration) async throws -> Void
    private let bell = Bell()
    private let hold = Mutex(SpaceHold())
    /// The running jobs.
    private let runs = Mutex<[Int64: Run]>([:])

    /// A job that runs: how to stop it, and what rings when it has ended.
    private struct Run {
        let stop = Bell()
        let end = Bell()
    }

    /// How often a volume without room is looked at again.
    private static let lookAgain = Duration.seconds(10)
    /// How long it waits at most without a ring, to show that it is alive.
    private static let longestPause = Duration.seconds(30)

    /// - Parameters:
    ///   - space: By default the installation's own rule.
    ///   - sleep: Waits so long, or throws when the task is cancelled.
    ///   - tell: Called when want of room begins to hold the queue, and when that ends.
    ///   - beat: Called each time that it looks what is to be done: at least every minute, whatever the jobs do.
    package init(
        _ installation: Installation, runner: JobRunner, space: SpaceRule? = nil,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
        tell: @escaping @Sendable (SpaceHold.Change) -> Void = { _ in }, beat: @escaping @Sendable () -> Void = {}
    ) {
        journal = installation.journal
        self.runner = runner
        self.space = space ?? SpaceRule(installation)
        self.sleep = sleep
        self.tell = tell
        self.beat = beat
        lanes =
            switch installation.configuration.jobs {
            case .auto: ProcessInfo.processInfo.activeProcessorCount
            case .count(let count): count
            }
    }

    /// Says that the queue changed: there may be new jobs, or running ones may have lost their place.
    package func queueChanged() async throws {
        bell.ring()
        let running = runs.withLock { Array($0.keys) }
        let still = try await journal.stillRunning(running)
        runs.withLock { runs in
            for job in running where !still.contains(job) { runs[job]?.stop.ring() }
        }
    }

    /// Stops those of these jobs that lost their place, and returns when none of them runs any more. One whose video is
    /// whole by then is delivered. For one caller at a time.
    package func stop(_ jobs: [Int64]) async throws {
        try await queueChanged()
        for run in runs.withLock({ runs in jobs.compactMap { runs[$0] } }) { await run.end.wait() }
    }

    /// Runs until a graceful stop or cancellation, which end running workers and put their jobs back.
    package func run() async throws { try await untilStopped { try await self.work(untilEmpty: false) } }

    /// Runs until no job is ready any more, or none can be begun for want of room, which is returned then.
    package func drain() async throws -> SpaceShortage? {
        try await work(untilEmpty: true)
        return hold.withLock(\.shortage)
    }

    private func work(untilEmpty: Bool) async throws {
        try await withThrowingDiscardingTaskGroup { group in
            while !Task.isCancelled {
                beat()
                let running = runs.withLock(\.count)
                if running < lanes, hasRoom(), let job = try await claim() {
                    group.addTask { try await self.runToItsEnd(job) }
                } else if running == 0, untilEmpty {
                    return
                } else {
                    try await pause(isFull: running >= lanes)
                }
            }
            group.cancelAll()
        }
    }

    /// Looks anew; what it finds holds until the next look.
    private func hasRoom() -> Bool {
        let shortage = space.shortage()
        if let change = hold.withLock({ $0.see(shortage) }) { tell(change) }
        return shortage == nil
    }

    /// A job that was claimed is run even when the program is told to stop meanwhile: its run then puts it back.
    private func claim() async throws -> Job? {
        let journal = journal
        guard let job = try await uninterrupted({ try await journal.claim(at: .now) }) else { return nil }
        runs.withLock { $0[job.id] = Run() }
        return job
    }

    /// Waits for a change of the queue, the end of a job, the time of one that waits after a failure, or the time to look
    /// whether there is room again.
    private func pause(isFull: Bool) async throws {
        if !isFull, hold.withLock({ $0.shortage != nil }) {
            await bell.wait(atMost: Self.lookAgain, sleep: sleep)
            return
        }
        guard !isFull, let next = try await journal.nextAttempt() else {
            await bell.wait(atMost: Self.longestPause)
            return
        }
        let span = Duration.milliseconds(max(next.since(.now).milliseconds, 1000))
        await bell.wait(atMost: min(span, Self.longestPause), sleep: sleep)
    }

    private func runToItsEnd(_ job: Job) async throws {
        let run = runs.withLock { $0[job.id] } ?? Run()
        defer {
            _ = runs.withLock { $0.removeValue(forKey: job.id) }
            run.end.ring()
            bell.ring()
        }
        try await withThrowingTaskGroup { group in
            group.addTask { try await self.runner.run(job) }
            group.addTask { await run.stop.wait() }
            try await group.next()
            group.cancelAll()
            try await group.waitForAll()
        }
    }
}
