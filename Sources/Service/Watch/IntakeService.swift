import AsyncAlgorithms
import Files
import Intake
import Logging
import Model
import ServiceLifecycle
import Watching

/// Takes the inbox in for as long as the program runs, and waits for it while it is away.
///
/// Throws `InboxReplaced` when another folder stands in its place.
struct IntakeService: Service {
    let desk: IntakeDesk
    let installation: Installation
    let logger: Logger
    let pulse: Pulse
    let onAdmission: @Sendable ([Admission]) async throws -> Void

    /// How often the inbox's path is compared with the folder that is held: nobody tells of a mount, or of a folder above
    /// that was moved.
    private static let lookAgain = Duration.seconds(2)

    func run() async throws {
        try await untilStopped {
            while true {
                do {
                    try await takeIn()
                } catch IntakeError.inboxGone {
                    await desk.goAway()
                }
                try await untilBack()
                await desk.comeBack()
            }
        }
    }

    private func takeIn() async throws {
        let events = try await events()
        logger.info("watching", metadata: ["by": events == nil ? "polling" : "inotify"])
        pulse.ready()
        do {
            try await withThrowingTaskGroup { group in
                group.addTask { try await take(events) }
                group.addTask { try await untilAway() }
                try await group.next()
                group.cancelAll()
            }
        } catch {
            await events?.stop()
            throw error
        }
        await events?.stop()
    }

    private func take(_ events: DirectoryEvents?) async throws {
        if let events {
            try await IntakeLoop(desk: desk, events: events, onRound: beat, onAdmission: onAdmission).run()
        } else {
            let silence = AsyncChannel<DirectoryEvent>()
            silence.finish()
            try await IntakeLoop(desk: desk, events: silence, onRound: beat, onAdmission: onAdmission).run()
        }
    }

    private func untilAway() async throws {
        while case .there = await desk.standing(at: installation.paths.inbox) {
            try await Task.sleep(for: Self.lookAgain)
        }
        throw IntakeError.inboxGone
    }

    private func untilBack() async throws {
        while true {
            switch await desk.standing(at: installation.paths.inbox) {
            case .there: return
            case .missing:
                beat()
                try await Task.sleep(for: Self.lookAgain)
            case .replaced(let folder): throw InboxReplaced(by: folder)
            }
        }
    }

    private func beat() { pulse.beat(.intake) }

    /// Nil when the inbox is only polled.
    private func events() async throws -> DirectoryEvents? {
        if try installation.isOnlyPolled() { return nil }
        do throws(WatchingError) {
            return try installation.directoryEvents()
        } catch {
            await desk.poll(.root, because: error.description)
            return nil
        }
    }
}

/// Another folder has the inbox's path now: a volume was mounted there or unmounted, or somebody made a new one.
struct InboxReplaced: Error {
    let folder: Directory

    init(by folder: Directory) { self.folder = folder }
}
