import Journaling
import Logging
import Model
import Retention
import ServiceLifecycle

/// Sweeps at every tick of the schedule.
struct SweepService: Service {
    let sweep: SweepRun
    let journal: Journal
    let rule: DeletionRule
    /// When the sweep at start began.
    let last: ClockReading
    let logger: Logger
    /// Called at least every minute but while it sweeps.
    let beat: @Sendable () -> Void

    /// What could not be deleted is tried again after this time, or with the next tick.
    private static let patience = TimeSpan.minutes(5)
    /// Short naps: the wall clock may be set, and the machine may sleep.
    private static let nap = TimeSpan.seconds(30)

    func run() async throws {
        try await untilStopped {
            var timer = SweepTimer(rule, last: last)
            var earlier = last
            while true {
                beat()
                let span = min(TimeSpan(milliseconds: timer.wait(at: journal.clock.now).milliseconds + 1), Self.nap)
                try await Task.sleep(for: .milliseconds(span.milliseconds))
                let now = journal.clock.now
                if now.wasSet(since: earlier) { try await journal.keepTime() }
                earlier = now
                guard timer.wait(at: now) == .zero else { continue }
                timer.swept(now, again: try await sweepOnce() ? nil : Self.patience)
            }
        }
    }

    /// Whether nothing is left to be done.
    private func sweepOnce() async throws -> Bool {
        do {
            guard let outcome = try await sweep.runUnlessHeld(as: "soframe watch") else {
                logger.info("another sweep is at work; this one is left to it")
                return true
            }
            outcome.log(to: logger)
            try await journal.clockDoubt(at: journal.clock.now)?.log(to: logger)
            return outcome.failures.isEmpty
        } catch let error as CancellationError {
            throw error
        } catch {
            logger.error("the sweep failed and is tried again", metadata: ["error": "\(type(of: error))"])
            return false
        }
    }
}

extension ClockReading {
    /// Whether the wall was set meanwhile, by more than clocks are corrected as they go. Both are of one start.
    fileprivate func wasSet(since earlier: ClockReading) -> Bool {
        let byWall = wall.milliseconds - earlier.wall.milliseconds
        return abs(byWall - (sinceBoot.milliseconds - earlier.sinceBoot.milliseconds)) > 60_000
    }
}

extension ClockDoubt {
    func log(to logger: Logger) {
        logger.warning(
            "the clock was set forward by more than a day, so files that would be overdue wait; soframe status says how long",
            metadata: ["files": "\(files)"])
    }
}

extension Sweeper.Outcome {
    /// Counts only: the sentences name files.
    func log(to logger: Logger) {
        logger.info("swept", metadata: ["deleted": "\(deleted)", "failed": "\(failures.count)"])
        if !failures.isEmpty {
            logger.error("files could not be deleted or noted; soframe clean says which and why")
        }
    }
}
