import Intake
import Model
import Synchronization

@testable import Service

/// Clocks that only the test moves and sets, from the real time on.
final class ToldClock: Sendable {
    private struct State {
        /// Intake's, which no restart of the machine concerns here.
        var elapsed = Duration.seconds(100)
        /// How far the wall was set forward, in milliseconds.
        var set: Int64 = 0
        var boot = 1
        var bootedAt = Duration.zero
    }

    private let state = Mutex(State())
    let start: Timestamp

    /// - Parameter start: What the wall shows first.
    init(start: Timestamp = .now) { self.start = start }

    /// Lets time pass on both.
    func move(by span: Duration) { state.withLock { $0.elapsed += span } }

    /// Sets the wall alone, forward or back.
    func set(by span: Duration) { state.withLock { $0.set += span.milliseconds } }

    /// Starts the machine anew after it was off for so long.
    func reboot(off: Duration) {
        state.withLock {
            $0.elapsed += off
            $0.boot += 1
            $0.bootedAt = $0.elapsed
        }
    }

    private func wall(_ state: State) -> Timestamp {
        Timestamp(milliseconds: start.milliseconds + state.elapsed.milliseconds - 100_000 + state.set)
    }

    var clock: IntakeClock {
        IntakeClock { [self] in
            let state = state.withLock(\.self)
            return Moment(elapsed: state.elapsed, wall: wall(state))
        }
    }

    var clocks: Clocks {
        Clocks { [self] in
            let state = state.withLock(\.self)
            return ClockReading(
                wall: wall(state), boot: "boot \(state.boot)",
                sinceBoot: TimeSpan(milliseconds: (state.elapsed - state.bootedAt).milliseconds))
        }
    }
}

extension Duration {
    fileprivate var milliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }

    static func hours(_ count: Int64) -> Duration { .seconds(count * 3600) }
}
