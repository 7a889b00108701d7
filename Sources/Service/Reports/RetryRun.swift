import Files
import Journaling
import Model

/// `soframe retry`: asks the running instance, or does it itself when there is none.
package struct RetryRun: Sendable {
    private let installation: Installation

    package init(_ installation: Installation) { self.installation = installation }

    /// How long an answer of a running instance is waited for.
    private static let patience = 50

    /// Whether the picture will be rendered again, and a whole sentence about it.
    package func run(_ path: String) async throws -> (succeeded: Bool, sentence: String) {
        let answer = try await answer(path)
        return (answer.succeeded, answer.sentence)
    }

    private func answer(_ path: String) async throws -> Answer {
        guard case .inbox(let place) = try FilePlace(path, in: installation.paths) else {
            throw UserError("\(path) is in the outbox. Name the picture in the inbox.")
        }
        let journal = installation.journal
        guard try await InstanceLock.instance.holder(in: installation.state) != nil else {
            let answer = try await journal.retry(place, at: .now)
            return answer.succeeded
                ? Answer(succeeded: true, sentence: answer.sentence + " Run soframe watch or soframe batch.") : answer
        }
        let request = try await journal.ask(.retry, place, at: .now)
        for _ in 0..<Self.patience {
            if let answer = try await journal.takeAnswer(to: request) { return answer }
            try await Task.sleep(for: .milliseconds(200))
        }
        return Answer(
            succeeded: true, sentence: "The request is left for the running instance, which has not answered yet.")
    }
}
