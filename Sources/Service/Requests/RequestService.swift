import Journaling
import Model
import ServiceLifecycle

/// Answers what other commands ask of the running instance, every second.
struct RequestService: Service {
    let journal: Journal
    let answers: RequestAnswers
    /// Called every second.
    let beat: @Sendable () -> Void
    let onChange: @Sendable () async throws -> Void

    /// - Parameter dispatcher: Of the jobs of the instance that runs.
    init(_ installation: Installation, _ dispatcher: JobDispatcher, beat: @escaping @Sendable () -> Void = {}) {
        self.beat = beat
        journal = installation.journal
        answers = RequestAnswers(installation: installation) { try await dispatcher.stop($0) }
        onChange = { try await dispatcher.queueChanged() }
    }

    func run() async throws {
        try await untilStopped {
            while true {
                try await answer()
                beat()
                try await Task.sleep(for: .seconds(1))
            }
        }
    }

    /// Answers what was asked until now.
    func answer() async throws {
        for request in try await journal.requests() {
            let answer = try await answers.answer(request.action, request.place, request.words, until: request.end)
            try await journal.answer(request.id, answer)
            try await onChange()
        }
    }
}
