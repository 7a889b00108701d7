import Intake
import Model
import Synchronization

@testable import Service

/// A clock that only the test moves, from the real time on.
final class ToldClock: Sendable {
    private let elapsed = Mutex(Duration.seconds(100))
    private let start = Timestamp.now

    func move(by span: Duration) { elapsed.withLock { $0 += span } }

    var clock: IntakeClock {
        IntakeClock { [self] in
            let elapsed = elapsed.withLock { $0 }
            return Moment(elapsed: elapsed, wall: start + .seconds(Double((elapsed - .seconds(100)) / .seconds(1))))
        }
    }
}
