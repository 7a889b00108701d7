import Foundation
import Synchronization

/// How far a render is: a bar that redraws itself on a terminal, nothing elsewhere.
final class ProgressBar: Sendable {
    private struct State {
        var began = ContinuousClock.now
        var drawn: ContinuousClock.Instant?
    }

    private let title: String
    private let isShown: Bool
    private let state = Mutex(State())

    init(title: String, isShown: Bool = Terminal.isInteractive) {
        self.title = title
        self.isShown = isShown
    }

    /// Redraws at most ten times a second, and for the last frame.
    func show(frame: Int, of total: Int) {
        guard isShown else { return }
        let line: String? = state.withLock { state in
            let now = ContinuousClock.now
            if frame == 1 { state.began = now }
            if let drawn = state.drawn, now - drawn < .milliseconds(100), frame < total { return nil }
            state.drawn = now
            let elapsed = (now - state.began) / .seconds(1)
            return Self.line(title, frame: frame, of: total, speed: elapsed > 0 ? Double(frame) / elapsed : 0)
        }
        if let line { Terminal.write("\r\u{1B}[K" + line) }
    }

    /// Leaves the cursor on a line of its own.
    func finish() {
        if isShown, state.withLock({ $0.drawn != nil }) { Terminal.write("\n") }
    }

    /// A bar with the share done, frames a second and the time left.
    static func line(_ title: String, frame: Int, of total: Int, speed: Double) -> String {
        let width = 30
        let filled = total > 0 ? frame * width / total : 0
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        let left = speed > 0 ? Double(total - frame) / speed : 0
        return
            "\(title) \(bar) \(total > 0 ? frame * 100 / total : 0) %  \(Int(speed.rounded())) fps, \(Int(left.rounded(.up))) s left"
    }
}
