/// The present on two clocks: the one on the wall, which people and programs set, and the one that only counts on.
package struct ClockReading: Equatable, Sendable {
    package let wall: Timestamp
    /// Which start of the machine `sinceBoot` counts from; no two starts have the same.
    package let boot: String
    /// Time since then, sleep included. Nobody can set it.
    package let sinceBoot: TimeSpan

    package init(wall: Timestamp, boot: String, sinceBoot: TimeSpan) {
        self.wall = wall
        self.boot = boot
        self.sinceBoot = sinceBoot
    }
}

/// Where the time is learnt, for whatever must not be deceived by a clock that is set.
package struct Clocks: Sendable {
    private let read: @Sendable () -> ClockReading

    package init(_ read: @escaping @Sendable () -> ClockReading) { self.read = read }

    package var now: ClockReading { read() }
}
