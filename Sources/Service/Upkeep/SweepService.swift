import Logging
import Model
import Retention
import ServiceLifecycle

/// Sweeps at every tick of the schedule.
struct SweepService: Service {
    let sweep: SweepRun
    let rule: DeletionRule
    /// When the sweep at start began.
    let last: Timestamp
    let logger: Logger
    /// Called at least every minute but while it sweeps.
    let beat: @Sendable () -> Void

    /// What could not be deleted is tried again after this time, or with the next tick.
    private static let patience = TimeSpan.minutes(5)
    /// Short naps: the wall clock may be set, and the machine may sleep.
    private static let nap = TimeSpan.seconds(30)

    func run() async throws {
        try await untilStopped {
            var due = rule.nextTick(after: last)
            while true {
                beat()
                // A clock that was set back brings the next tick nearer.
                due = min(due, rule.nextTick(after: .now))
                let span = min(TimeSpan(milliseconds: due.since(.now).milliseconds + 1), Self.nap)
                try await Task.sleep(for: .milliseconds(span.milliseconds))
                let began = Timestamp.now
                guard due <= began else { continue }
                let isClean = try await sweepOnce()
                // Ticks that passed while it swept are made up for.
                due = rule.nextTick(after: began)
                if !isClean { due = min(due, began + Self.patience) }
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
            return outcome.failures.isEmpty
        } catch let error as CancellationError {
            throw error
        } catch {
            logger.error("the sweep failed and is tried again", metadata: ["error": "\(type(of: error))"])
            return false
        }
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
