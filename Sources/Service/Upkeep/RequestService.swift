import Journaling
import Model
import ServiceLifecycle

/// Answers what other commands ask of the running instance, every second.
struct RequestService: Service {
    let journal: Journal
    let onChange: @Sendable () async throws -> Void

    func run() async throws {
        try await untilStopped {
            while true {
                try await answer()
                try await Task.sleep(for: .seconds(1))
            }
        }
    }

    /// Answers what was asked until now.
    func answer() async throws {
        for request in try await journal.requests() {
            switch request.action {
            case .retry: try await journal.answer(request.id, try await journal.retry(request.path, at: .now))
            }
            try await onChange()
        }
    }
}
