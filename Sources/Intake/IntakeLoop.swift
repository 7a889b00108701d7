package import Model
package import Watching

/// Keeps an inbox taken in: hands events to the desk, and has it look whenever it is time.
package struct IntakeLoop<Events: AsyncSequence & Sendable>: Sendable where Events.Element == DirectoryEvent {
    private let desk: IntakeDesk
    private let events: Events
    private let sleep: @Sendable (Duration) async throws -> Void
    private let onRound: @Sendable () -> Void
    private let onAdmission: @Sendable ([Admission]) async throws -> Void

    /// It goes round at least as often, for whoever wants to see that it does.
    private static var longestPause: Duration { .seconds(60) }

    /// - Parameters:
    ///   - events: of the desk's inbox, skipping what `NameRules.isUneventful` says. They may end: an inbox that is only
    ///     polled has none.
    ///   - sleep: waits so long, or throws when the task is cancelled.
    ///   - onRound: called after each pass, well or not, and at least every other minute.
    ///   - onAdmission: called after each pass that admitted or refused something, or found files whose volume was away; jobs
    ///     wait in the ledger by then.
    package init(
        desk: IntakeDesk, events: Events,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
        onRound: @escaping @Sendable () -> Void = {},
        onAdmission: @escaping @Sendable ([Admission]) async throws -> Void
    ) {
        self.desk = desk
        self.events = events
        self.sleep = sleep
        self.onRound = onRound
        self.onAdmission = onAdmission
    }

    /// Runs until the task is cancelled. Throws `IntakeError.inboxGone`, and what the ledger, the events or `onAdmission` throw; an
    /// inbox that is unavailable is tried again.
    package func run() async throws {
        let bell = Bell()
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                for try await event in events {
                    await desk.note(event)
                    bell.ring()
                }
                return false
            }
            group.addTask {
                try await settleRepeatedly(bell)
                return true
            }
            // The end of the events is not the end.
            while let isEnd = try await group.next(), !isEnd {}
            group.cancelAll()
        }
    }

    private func settleRepeatedly(_ bell: Bell) async throws {
        var failures = 0
        while !Task.isCancelled {
            defer { onRound() }
            do {
                let pass = try await desk.settle()
                failures = 0
                let news = pass.admissions.filter { $0 != .unchanged }
                if !news.isEmpty || pass.returned > 0 { try await onAdmission(news) }
                await pause(pass.nextDue - desk.clock.now.elapsed, bell)
            } catch IntakeError.inboxUnavailable {
                failures += 1
                await pause(Patience.afterFailures(failures), bell)
            }
        }
    }

    /// Waits until the span has passed or something was noted.
    private func pause(_ span: Duration, _ bell: Bell) async {
        if span > .zero { await bell.wait(atMost: min(span, Self.longestPause), sleep: sleep) }
    }
}
