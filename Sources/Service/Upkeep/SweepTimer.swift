import Model

/// When the next sweep is due: at the next tick of the schedule, by the clock on the wall or by the one that only counts
/// on, whichever comes first. So setting the wall back, however often, holds up no sweep.
struct SweepTimer {
    private let rule: DeletionRule
    /// On the wall.
    private var tick: Timestamp
    /// On the other clock.
    private var elapsed: TimeSpan

    /// - Parameter last: When the last sweep began. All readings are of one start of the machine.
    init(_ rule: DeletionRule, last: ClockReading) {
        self.rule = rule
        tick = rule.nextTick(after: last.wall)
        elapsed = last.sinceBoot + tick.since(last.wall)
    }

    /// How long until the next sweep if no clock is set meanwhile; zero when it is due.
    mutating func wait(at now: ClockReading) -> TimeSpan {
        // A clock that was set back brings the next tick nearer.
        expect(rule.nextTick(after: now.wall), at: now)
        return min(tick.since(now.wall), elapsed.beyond(now.sinceBoot))
    }

    /// A sweep was done.
    ///
    /// - Parameters:
    ///   - began: When it began. Ticks that passed while it went on are made up for.
    ///   - patience: After which it is tried again if it left something; nil when it did not.
    mutating func swept(_ began: ClockReading, again patience: TimeSpan?) {
        self = SweepTimer(rule, last: began)
        if let patience { expect(began.wall + patience, at: began) }
    }

    private mutating func expect(_ time: Timestamp, at now: ClockReading) {
        tick = min(tick, time)
        elapsed = min(elapsed, now.sinceBoot + time.since(now.wall))
    }
}

extension TimeSpan {
    fileprivate static func + (one: TimeSpan, other: TimeSpan) -> TimeSpan {
        TimeSpan(milliseconds: one.milliseconds + other.milliseconds)
    }

    /// How much longer than another this is; zero when it is not.
    fileprivate func beyond(_ other: TimeSpan) -> TimeSpan { TimeSpan(milliseconds: milliseconds - other.milliseconds) }
}
