import Files
import Journaling
import Model
package import Retention

/// One sweep, alone: planned, its notes written, carried out.
package struct SweepRun: Sendable {
    private let installation: Installation
    private let sweeper: Sweeper

    init(_ installation: Installation) throws(FileError) {
        self.installation = installation
        sweeper = Sweeper(
            inbox: try installation.inbox, outbox: installation.outbox, journal: installation.journal,
            options: installation.configuration.retention)
    }

    /// What a sweep would delete now.
    package func plan() async throws -> SweepPlan { try await sweeper.plan(at: installation.journal.clock.now) }

    /// Sweeps.
    ///
    /// - Parameters:
    ///   - command: Ours, as the user knows it.
    ///   - patience: How long to wait for another sweep that is at work.
    /// - Throws: `HeldByAnother` when that sweep goes on, and what the journal throws.
    package func run(
        as command: String, patience: Duration = .zero
    ) async throws -> (plan: SweepPlan, outcome: Sweeper.Outcome) {
        let lock = try await InstanceLock.sweep.take(in: installation.state, command: command, patience: patience)
        let now = installation.journal.clock.now
        let plan = try await sweeper.plan(at: now)
        try await sweeper.expireJobs(of: plan, at: now)
        // A note that cannot be written keeps no picture longer than it may stay.
        let troubles = try await NoteWriter(installation).writeMissingNotes()
        var outcome = try await sweeper.carryOut(plan, at: now.wall)
        let hidden = HiddenFiles(outbox: installation.outbox).removeAbandoned(at: now.wall)
        try await installation.journal.prove(hidden.deletions, at: now.wall)
        outcome.failures += troubles + hidden.troubles
        withExtendedLifetime(lock) {}
        return (plan, outcome)
    }

    /// Sweeps, unless another sweep is at work; that one is left to it, and nil returned.
    package func runUnlessHeld(as command: String) async throws -> Sweeper.Outcome? {
        do {
            return try await run(as: command).outcome
        } catch let error as HeldByAnother where error.lock == .sweep {
            return nil
        }
    }
}
