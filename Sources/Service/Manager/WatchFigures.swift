import Journaling
import Model

/// What a service manager shows of a running watch.
struct WatchFigures: Equatable, Sendable {
    var queued = 0
    var running = 0
    var overdue = 0
    var isInboxAvailable = true

    /// One line.
    var text: String {
        "Queued: \(queued). Running: \(running). Overdue deletions: \(overdue)."
            + (isInboxAvailable ? "" : " The inbox is unavailable.")
    }
}

extension WatchFigures {
    init(_ journal: Journal, isInboxAvailable: Bool) async throws {
        let counts = try await journal.counts()
        self.init(
            queued: counts[.queued] ?? 0, running: (counts[.running] ?? 0) + (counts[.publishing] ?? 0),
            overdue: try await journal.overdue(at: journal.clock.now), isInboxAvailable: isInboxAvailable)
    }
}
