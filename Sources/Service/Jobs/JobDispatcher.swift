import Foundation
import Intake
import Journaling
import Model
import ServiceLifecycle
import Synchronization

/// Keeps as many jobs running as the configuration allows, in the journal's order.
package final class JobDispatcher: Service {
    private let journal: Journal
    private let runner: JobRunner
    private let lanes: Int
    private let bell = Bell()
    /// The running jobs, and how to stop each.
    private let stops = Mutex<[Int64: Bell]>([:])

    package init(_ installation: Installation, runner: JobRunner) {
        journal = installation.journal
        self.runner = runner
        lanes =
            switch installation.configuration.jobs {
            case .auto: ProcessInfo.processInfo.activeProcessorCount
            case .count(let count): count
            }
    }

    /// Says that the queue changed: there may be new jobs, or running ones may have lost their place.
    package func queueChanged() async throws {
        bell.ring()
        let running = stops.withLock { Array($0.keys) }
        let still = try await journal.stillRunning(running)
        stops.withLock { stops in
            for job in running where !still.contains(job) { stops[job]?.ring() }
        }
    }

    /// Runs until a graceful stop or cancellation, which end running workers and put their jobs back.
    package func run() async throws { try await untilStopped { try await self.work(untilEmpty: false) } }

    /// Runs until no job is ready any more.
    package func drain() async throws { try await work(untilEmpty: true) }

    private func work(untilEmpty: Bool) async throws {
        try await withThrowingDiscardingTaskGroup { group in
            while !Task.isCancelled {
                let running = stops.withLock(\.count)
                if running < lanes, let job = try await claim() {
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

    /// A job that was claimed is run even when the program is told to stop meanwhile: its run then puts it back.
    private func claim() async throws -> Job? {
        let journal = journal
        guard let job = try await uninterrupted({ try await journal.claim(at: .now) }) else { return nil }
        stops.withLock { $0[job.id] = Bell() }
        return job
    }

    /// Waits for a change of the queue, the end of a job, or the time of one that waits after a failure.
    private func pause(isFull: Bool) async throws {
        guard !isFull, let next = try await journal.nextAttempt() else {
            await bell.wait()
            return
        }
        await bell.wait(atMost: .milliseconds(max(next.since(.now).milliseconds, 1000)))
    }

    private func runToItsEnd(_ job: Job) async throws {
        let stop = stops.withLock { $0[job.id] } ?? Bell()
        defer {
            _ = stops.withLock { $0.removeValue(forKey: job.id) }
            bell.ring()
        }
        try await withThrowingTaskGroup { group in
            group.addTask { try await self.runner.run(job) }
            group.addTask { await stop.wait() }
            try await group.next()
            group.cancelAll()
            try await group.waitForAll()
        }
    }
}
