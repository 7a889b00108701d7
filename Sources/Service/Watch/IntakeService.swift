import AsyncAlgorithms
import Files
import Intake
import Model
import ServiceLifecycle
import Watching

/// Takes the inbox in for as long as the program runs.
struct IntakeService: Service {
    let desk: IntakeDesk
    /// Nil when the inbox is polled.
    let events: DirectoryEvents?
    let onAdmission: @Sendable ([Admission]) async throws -> Void

    func run() async throws {
        do {
            try await untilStopped { try await takeIn() }
        } catch {
            await events?.stop()
            throw error
        }
        await events?.stop()
    }

    private func takeIn() async throws {
        if let events {
            try await IntakeLoop(desk: desk, events: events, onAdmission: onAdmission).run()
        } else {
            let silence = AsyncChannel<DirectoryEvent>()
            silence.finish()
            try await IntakeLoop(desk: desk, events: silence, onAdmission: onAdmission).run()
        }
    }
}
