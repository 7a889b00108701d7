import Files
import Journaling
package import Model

/// `soframe retry`, `erase` and `hold`: asks the running instance, or acts itself when there is none.
package struct RequestRun: Sendable {
    private let installation: Installation

    package init(_ installation: Installation) { self.installation = installation }

    /// How often, each fifth of a second, it is looked for the answer of a running instance.
    private static let patience = 50

    /// Whether that was done, and a whole sentence about it.
    ///
    /// - Parameters:
    ///   - path: As the user named it.
    ///   - words: Why something is held.
    ///   - end: When a hold ends by itself.
    package func run(
        _ action: UserRequest, _ path: String, words: String = "", until end: Timestamp? = nil
    ) async throws -> Answer {
        let place = try FilePlace(path, in: installation.paths)
        if action == .retry, case .outbox = place {
            throw UserError("\(path) is in the outbox. Name the picture in the inbox.")
        }
        do {
            let lock = try await InstanceLock.instance.take(
                in: installation.state, command: "soframe \(action.rawValue)")
            let answer = try await act(action, place, words, until: end)
            withExtendedLifetime(lock) {}
            return answer
        } catch let error as HeldByAnother where error.lock == .instance {
            return try await ask(action, place, words, until: end)
        }
    }

    private func act(
        _ action: UserRequest, _ place: FilePlace, _ words: String, until end: Timestamp?
    ) async throws -> Answer {
        if action == .erase {
            // Nobody is making a video now; one that a crash left on its way to its name is there or is not.
            try await Publisher(outbox: installation.outbox, journal: installation.journal).recover(at: .now)
        }
        let answer = try await RequestAnswers(installation: installation, stop: { _ in })
            .answer(action, place, words, until: end)
        guard action == .retry, answer.succeeded else { return answer }
        return Answer(succeeded: true, sentence: answer.sentence + " Run soframe watch or soframe batch.")
    }

    private func ask(
        _ action: UserRequest, _ place: FilePlace, _ words: String, until end: Timestamp?
    ) async throws -> Answer {
        let request = try await installation.journal.ask(action, place, words: words, end: end, at: .now)
        for _ in 0..<Self.patience {
            if let answer = try await installation.journal.takeAnswer(to: request) { return answer }
            try await Task.sleep(for: .milliseconds(200))
        }
        return Answer(
            succeeded: true, sentence: "The request is left for the running instance, which has not answered yet.")
    }
}
