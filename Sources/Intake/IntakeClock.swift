import Glibc
package import Model

/// The present on both of intake's clocks.
package struct Moment: Equatable, Sendable {
    /// Since some fixed moment; runs on whatever the clock on the wall is set to, also while the machine sleeps.
    package let elapsed: Duration
    /// What the ledger records, and what the kernel's file times are compared with.
    package let wall: Timestamp

    package init(elapsed: Duration, wall: Timestamp) {
        self.elapsed = elapsed
        self.wall = wall
    }
}

/// Where intake learns the time.
package struct IntakeClock: Sendable {
    private let read: @Sendable () -> Moment

    package init(_ read: @escaping @Sendable () -> Moment) { self.read = read }

    package var now: Moment { read() }

    /// Of all system clocks, so that times of one can be compared with another's.
    private static let start = ContinuousClock.now

    /// The machine's own.
    package static var system: IntakeClock {
        IntakeClock {
            var time = timespec()
            // Cannot fail for this clock (clock_gettime(2)).
            _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
            let milliseconds = Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
            return Moment(elapsed: ContinuousClock.now - start, wall: Timestamp(milliseconds: milliseconds))
        }
    }
}

extension TimeSpan {
    var duration: Duration { .milliseconds(milliseconds) }
}
