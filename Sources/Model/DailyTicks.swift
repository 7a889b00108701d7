/// What a time zone's clock shows: looked up by whoever has the zone's data.
package protocol TimeZoneOffsets: Sendable {
    /// Seconds to add to UTC to get the zone's wall clock at that moment; positive to the east, within 16 hours.
    func secondsFromUTC(at time: Timestamp) -> Int
}

/// A clock that never changes, for UTC and the like.
package struct FixedOffset: TimeZoneOffsets, Equatable {
    package let seconds: Int
    package init(seconds: Int) { self.seconds = seconds }
    package static let utc = FixedOffset(seconds: 0)
    package func secondsFromUTC(at time: Timestamp) -> Int { seconds }
}

/// The moments at which a zone's wall clock first shows one of some times of day.
///
/// A time that a day skips (the clock goes forward) counts as the first moment after the gap; of one that a day has twice
/// (the clock goes back) the first counts.
struct DailyTicks {
    let times: DailyTimes
    let zone: any TimeZoneOffsets

    private static let day: Int64 = 86_400_000
    /// No zone has ever been farther from UTC (the tz database's extremes are −15:56 and +15:13).
    private static let farthest: Int64 = 16 * 3_600_000

    func first(atOrAfter time: Timestamp) -> Timestamp {
        let wall = time.milliseconds + offset(at: time.milliseconds)
        // Division rounds towards 1970; starting a day early covers that, and clocks that have gone back.
        var day = wall / Self.day - 2
        while true {
            let ticks = times.times.map { moment(wall: day * Self.day + Int64($0.minutes) * 60_000) }
            if let tick = ticks.filter({ $0 >= time.milliseconds }).min() { return Timestamp(milliseconds: tick) }
            day += 1
        }
    }

    private func offset(at milliseconds: Int64) -> Int64 {
        Int64(zone.secondsFromUTC(at: Timestamp(milliseconds: milliseconds))) * 1000
    }

    /// The first moment at which the wall clock shows `wall` (milliseconds as if UTC) or more.
    private func moment(wall: Int64) -> Int64 {
        let before = offset(at: wall - Self.farthest)
        let after = offset(at: wall + Self.farthest)
        let shown = [wall - before, wall - after].filter { $0 + offset(at: $0) == wall }
        if let first = shown.min() { return first }
        // The clock jumps over `wall`: search for the jump between a moment before it and one behind it.
        var (low, high) = (wall - max(before, after), wall - min(before, after))
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if middle + offset(at: middle) >= wall { high = middle } else { low = middle }
        }
        return high
    }
}
