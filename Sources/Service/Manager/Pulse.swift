import Intake
import Synchronization

/// How a watch is, as its parts show by themselves, for whoever has to tell a service manager.
final class Pulse: Sendable {
    typealias Instant = ContinuousClock.Instant

    /// A loop that must go round as long as the watch runs.
    enum Part: CaseIterable {
        case intake, dispatcher, requests, sweeps

        /// How long one round may take before the part counts as stuck. A round of intake reads one large file at most; a
        /// sweep may have to delete a full inbox from a slow disk.
        var patience: Duration {
            switch self {
            case .intake: .seconds(600)
            case .dispatcher, .requests: .seconds(120)
            case .sweeps: .seconds(3600)
            }
        }
    }

    struct Reading: Equatable {
        /// Whether pictures have been taken in since the start, or could have been.
        var isReady = false
        /// For people; names no file.
        var status = "Starting."
        var isAlive = true
    }

    private struct State: Equatable {
        var isReady = false
        var figures: WatchFigures?
        var trouble: String?
        var rounds: [Part: Instant] = [:]
    }

    private let state = Mutex(State())
    /// Rings when there is something new to tell.
    let news = Bell()

    /// The parts begin, or begin anew.
    func start(at now: Instant = .now) {
        state.withLock { state in for part in Part.allCases { state.rounds[part] = now } }
    }

    /// The parts have ended: none is expected to go round before the next start.
    func rest() { state.withLock { $0.rounds = [:] } }

    /// A part has gone round once more.
    func beat(_ part: Part, at now: Instant = .now) {
        state.withLock { state in if state.rounds[part] != nil { state.rounds[part] = now } }
    }

    /// Pictures are taken in from now on.
    func ready() { change { $0.isReady = true } }

    func show(_ figures: WatchFigures) { change { $0.figures = figures } }

    /// Something keeps the watch from its work, in a few words that name no file; nil when that is over.
    func show(trouble: String?) { change { $0.trouble = trouble } }

    func reading(at now: Instant = .now) -> Reading {
        state.withLock { state in
            var reading = Reading()
            reading.isReady = state.isReady
            if let trouble = state.trouble {
                reading.status = "Kept from its work: \(trouble). All is tried again."
            } else if let figures = state.figures {
                reading.status = figures.text
            } else if state.isReady {
                reading.status = "Watching."
            }
            reading.isAlive = state.rounds.allSatisfy { part, last in now - last < part.patience }
            return reading
        }
    }

    private func change(_ change: (inout State) -> Void) {
        let isNews = state.withLock { state in
            let before = state
            change(&state)
            return state != before
        }
        if isNews { news.ring() }
    }
}
