import Files
import Intake
import Journaling
import Model

/// Does what users ask of an installation.
struct RequestAnswers: Sendable {
    let installation: Installation
    /// Stops these jobs where they run, and returns when none of them does.
    let stop: @Sendable ([Int64]) async throws -> Void

    /// - Parameters:
    ///   - words: Why something is held.
    ///   - end: When a hold ends by itself.
    func answer(
        _ action: UserRequest, _ place: FilePlace, _ words: String, until end: Timestamp?
    ) async throws -> Answer {
        let journal = installation.journal
        let now = journal.clock.now.wall
        if action != .retry { try await sight(place, at: now) }
        return switch action {
        case .retry: try await journal.retry(place.path, at: now)
        case .hold: try await journal.hold(place, because: words, until: end, at: now)
        case .release: try await journal.release(place, at: now)
        case .erase: try await Eraser(installation: installation, stop: stop).erase(place, at: now)
        }
    }

    /// Notes a file of the inbox that nobody has seen yet.
    private func sight(_ place: FilePlace, at now: Timestamp) async throws {
        guard case .inbox(let path) = place, let kind = NameRules.role(of: path).kind,
            let status = try? installation.inbox.status(of: path), status.kind == .regular
        else { return }
        _ = try await installation.journal.sight([Sighting(path: path, kind: kind, stamp: status.stamp, at: now)])
    }
}
