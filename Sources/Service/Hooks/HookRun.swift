import Containing
import Foundation
import Model

/// Runs a hook's program once.
struct HookRun: Sendable {
    /// What a program needs to find others, its settings and its language.
    private static let kept = ["PATH", "HOME", "LANG"]

    private let timeLimit: TimeSpan
    private let environment: [String: String]

    /// - Parameter environment: Ours; only what is meant for everybody is passed on.
    init(
        timeLimit: TimeSpan = .seconds(60), environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        self.timeLimit = timeLimit
        self.environment = environment.filter { Self.kept.contains($0.key) }
    }

    /// Runs the program to its end, the message on its standard input. Cancelling the task kills it.
    ///
    /// - Returns: nil when it ended well.
    /// - Throws: `CancellationError` when it was killed for that.
    func run(_ words: [String], message: String) async throws -> HookTrouble? {
        let errand = Errand(words, input: Array(message.utf8), environment: environment, timeLimit: timeLimit)
        let ending: Errand.Ending
        do {
            ending = try await withTaskCancellationHandler {
                try await withCheckedThrowingContinuation { continuation in
                    // A thread of its own: waiting must not block the cooperative pool.
                    Thread.detachNewThread { continuation.resume(with: Result { try errand.run() }) }
                }
            } onCancel: {
                errand.cancel()
            }
        } catch let error as SpawnError {
            return .notStarted(error.reason)
        }
        return switch ending {
        case .ended(.exited(code: 0)): nil
        case .ended(.exited(let code)): .exited(code: code)
        case .ended(.killed(let signal)): .killed(signal: signal)
        case .tooLong: .tooLong(limit: timeLimit)
        case .cancelled: throw CancellationError()
        }
    }
}
