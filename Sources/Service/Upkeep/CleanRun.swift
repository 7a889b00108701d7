import Files
import Intake
package import Journaling
import Model
import Retention

/// `soframe clean`: one sweep, for cron.
package struct CleanRun: Sendable {
    /// How long another sweep is waited for.
    private static let patience = Duration.seconds(30)

    private let installation: Installation

    package init(_ installation: Installation) { self.installation = installation }

    /// What was done.
    package struct Outcome: Equatable, Sendable {
        /// Of the plan; the same as that of a dry run which planned the same.
        package let digest: String
        package let deleted: Int
        /// How many inputs should be gone and are not.
        package let overdue: Int
        /// Whole sentences.
        package let failures: [String]
        /// Files that stay because the clock was set forward.
        package let doubt: ClockDoubt?

        /// Whether nothing overdue remains.
        package var isComplete: Bool { overdue == 0 && failures.isEmpty && doubt == nil }
    }

    /// What would be deleted now, a line each (deadline, kind, place), and the plan's digest. Changes nothing.
    package func plan() async throws -> (lines: [String], digest: String) {
        let plan = try await installation.sweeper.plan()
        return (plan.items.map { "\($0.deadline.text)  \($0.kind)  \($0.path)" }, plan.digest)
    }

    /// Sweeps. Throws `HeldByAnother` when another sweep is at work for long.
    package func run() async throws -> Outcome {
        try await recordUnseen()
        let (plan, outcome) = try await installation.sweeper.run(as: "soframe clean", patience: Self.patience)
        let (journal, now) = (installation.journal, installation.journal.clock.now)
        return Outcome(
            digest: plan.digest, deleted: outcome.deleted,
            overdue: try await journal.overdue(at: now) - outcome.busy,
            failures: outcome.failures, doubt: try await journal.clockDoubt(at: now))
    }

    /// Notes files that nobody has seen yet, so that their time begins. A running instance does that by itself.
    private func recordUnseen() async throws {
        guard try await InstanceLock.instance.holder(in: installation.state) == nil else { return }
        let journal = installation.journal
        let unseen = try UnseenFiles(
            in: installation.inbox, recursive: installation.configuration.intake.recursive,
            known: try await journal.inputs(), at: journal.clock.now.wall)
        if !unseen.moves.isEmpty { try await journal.move(unseen.moves) }
        // In parts, so that nobody else waits long for the journal.
        for start in stride(from: 0, to: unseen.sightings.count, by: 2000) {
            _ = try await journal.sight(Array(unseen.sightings[start..<min(start + 2000, unseen.sightings.count)]))
        }
    }
}
