import Files
import Intake
package import Journaling
import Model
import Retention

/// `soframe batch`: renders everything that is in the inbox now, between two sweeps.
package struct BatchRun: Sendable {
    /// How long files that are still arriving are waited for.
    private static let patience = TimeSpan.seconds(60)
    private static let command = "soframe batch"

    private let installation: Installation
    private let executable: String?
    private let space: SpaceRule
    private let tell: @Sendable (JobEvent) -> Void

    /// What came of it.
    package struct Outcome: Equatable, Sendable {
        package var refused = 0
        /// Pictures that were rendered with the same settings before and deleted, and are not rendered again. Neither
        /// delivered nor a failure: a plain `rsync` sends them again and again.
        package var repeated = 0
        /// What could not be deleted or noted, as whole sentences.
        package var failures: [String] = []
        /// Why pictures were left although they were ready.
        package var shortage: SpaceShortage?
        /// Pictures that were still arriving, or changed meanwhile, and are left for the next run.
        package var left = 0
        /// Hooks that are left to the next run, or were given up.
        package var hooks = HookCounts()

        /// Whether nothing was refused, and nothing kept the batch from its work.
        package var isClean: Bool { refused == 0 && failures.isEmpty && shortage == nil }
    }

    /// - Parameters:
    ///   - executable: The program that runs a worker; nil for this one.
    ///   - space: By default the installation's own rule.
    ///   - tell: Called on any thread.
    package init(
        _ installation: Installation, executable: String? = nil, space: SpaceRule? = nil,
        tell: @escaping @Sendable (JobEvent) -> Void
    ) {
        self.installation = installation
        self.executable = executable
        self.space = space ?? SpaceRule(installation)
        self.tell = tell
    }

    /// Throws `HeldByAnother` when the state folder is another's. Cancelling the task kills the workers and puts their
    /// jobs back.
    package func run() async throws -> Outcome {
        let lock = try await InstanceLock.instance.take(in: installation.state, command: Self.command)
        var outcome = Outcome()
        outcome.failures += try await Recovery(installation: installation).run()
        outcome.failures += try await installation.sweeper.runUnlessHeld(as: Self.command)?.failures ?? []

        let intakeClock = IntakeClock.system
        let desk = try installation.desk(clock: intakeClock)
        let admissions = try await takeIn(desk, intakeClock)
        if let trouble = await desk.report.trouble { outcome.failures.append("The inbox is unavailable: \(trouble)") }
        outcome.refused = admissions.filter(\.isRefused).count
        outcome.repeated = admissions.filter(\.isRepeated).count
        outcome.failures += try await NoteWriter(installation).writeMissingNotes()
        let shortage = try await renderWithHooks()
        let queued = try await installation.journal.counts()[.queued] ?? 0
        outcome.left = await desk.unsettledPictures.count + queued
        outcome.shortage = queued > 0 ? shortage : nil
        outcome.hooks = try await installation.journal.hookCounts()

        outcome.failures += try await installation.sweeper.runUnlessHeld(as: Self.command)?.failures ?? []
        withExtendedLifetime(lock) {}
        return outcome
    }

    private func takeIn(_ desk: IntakeDesk, _ intakeClock: IntakeClock) async throws -> [Admission] {
        let clock = ContinuousClock()
        let end = clock.now + .milliseconds(Self.patience.milliseconds)
        var admissions: [Admission] = []
        while true {
            let pass = try await desk.settle()
            admissions += pass.admissions
            let pause = pass.nextDue - intakeClock.now.elapsed
            let isDone = await !desk.hasUnsettledPictures && pause > .zero
            if isDone || clock.now >= end { return admissions }
            try await Task.sleep(for: min(max(pause, .milliseconds(10)), .milliseconds(250)))
        }
    }

    /// Renders what waits while hooks are run, and then runs those that are due.
    private func renderWithHooks() async throws -> SpaceShortage? {
        let hooks = HookService(installation)
        return try await withThrowingTaskGroup { group in
            group.addTask { try await hooks.run() }
            let shortage = try await render(hooks)
            hooks.finish()
            try await group.waitForAll()
            return shortage
        }
    }

    /// Renders what waits, and answers what other commands ask meanwhile; returns what room was lacking at the end.
    private func render(_ hooks: HookService) async throws -> SpaceShortage? {
        let runner = JobRunner(installation, executable: executable) { [tell] event in
            tell(event)
            if event.isEnd { hooks.jobEnded() }
        }
        let dispatcher = JobDispatcher(installation, runner: runner, space: space)
        let requests = RequestService(installation, dispatcher)
        try await requests.answer()
        return try await withThrowingTaskGroup { group in
            // Requests are answered until this task is cancelled.
            group.addTask { try await requests.run() }
            let shortage = try await dispatcher.drain()
            group.cancelAll()
            try await group.waitForAll()
            return shortage
        }
    }
}
