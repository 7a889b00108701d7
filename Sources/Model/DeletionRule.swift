/// When inputs are deleted: they stay for a while after their arrival, and go with the next sweep of a fixed schedule.
package struct DeletionRule: Sendable {
    /// How long an input stays after its arrival.
    package var keep: TimeSpan
    package var schedule: SweepSchedule
    /// The clock on the wall that `SweepSchedule.daily` means.
    package var zone: any TimeZoneOffsets

    package init(keep: TimeSpan, schedule: SweepSchedule, zone: any TimeZoneOffsets = FixedOffset.utc) {
        self.keep = keep
        self.schedule = schedule
        self.zone = zone
    }

    /// The sweep that deletes an input: the first at or after its arrival plus the shorter of the rule's and the
    /// sidecar's time. When `waitsForJob` is true the input stays until the first sweep after its job has ended instead,
    /// if that is later.
    package func deadline(arrival: Timestamp, keep own: TimeSpan? = nil) -> Timestamp {
        tick(atOrAfter: arrival + effectiveKeep(own))
    }

    /// Whether an input goes with the first sweep after its job has ended: a time of zero asks for no stay of its own, but
    /// the picture must be there to be rendered.
    package func waitsForJob(keep own: TimeSpan? = nil) -> Bool { effectiveKeep(own) == .zero }

    /// The time that holds for an input: a sidecar's `keep` may shorten the rule's, never lengthen it.
    package func effectiveKeep(_ own: TimeSpan?) -> TimeSpan { own.map { min($0, keep) } ?? keep }

    /// The first sweep strictly after a moment.
    package func nextTick(after time: Timestamp) -> Timestamp { tick(atOrAfter: time + TimeSpan(milliseconds: 1)) }

    /// The first sweep at or after a moment.
    package func tick(atOrAfter time: Timestamp) -> Timestamp {
        switch schedule {
        case .every(let span): Self.multiple(of: max(1, span.milliseconds), atOrAfter: time)
        case .daily(let times): DailyTicks(times: times, zone: zone).first(atOrAfter: time)
        }
    }

    /// Multiples count from 1970-01-01T00:00Z, so that a restart does not move the schedule.
    private static func multiple(of step: Int64, atOrAfter time: Timestamp) -> Timestamp {
        let past = time.milliseconds % step
        let isOnTick = past == 0
        // `%` keeps the sign: before 1970 the remainder already points to the later multiple.
        return Timestamp(milliseconds: time.milliseconds - past + (isOnTick || past < 0 ? 0 : step))
    }
}

/// When sweeps happen.
package enum SweepSchedule: Equatable, Sendable {
    /// At every multiple of a span since 1970-01-01T00:00Z; a span of zero counts as a millisecond.
    case every(TimeSpan)
    /// Each day at these times of the zone's clock.
    case daily(DailyTimes)
}

/// Times of day, at least one, in order and each once.
package struct DailyTimes: Equatable, Sendable {
    package let times: [TimeOfDay]

    /// Nil when there is none or one appears twice.
    package init?(_ times: [TimeOfDay]) {
        guard !times.isEmpty, Set(times).count == times.count else { return nil }
        self.times = times.sorted()
    }
}

/// A minute of the day on a wall clock.
package struct TimeOfDay: Hashable, Comparable, Sendable {
    /// 0…1439 since midnight.
    package let minutes: Int

    /// `HH:MM`, 00:00…23:59, two digits each; nil for anything else.
    package init?(_ text: String) {
        let digits = Array(text.utf8)
        guard digits.count == 5, digits[2] == UInt8(ascii: ":"),
            [0, 1, 3, 4].allSatisfy({ (0x30...0x39).contains(digits[$0]) })
        else { return nil }
        let hour = Int(digits[0] - 0x30) * 10 + Int(digits[1] - 0x30)
        let minute = Int(digits[3] - 0x30) * 10 + Int(digits[4] - 0x30)
        guard hour < 24, minute < 60 else { return nil }
        minutes = hour * 60 + minute
    }

    package var text: String {
        [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }

    package static func < (one: TimeOfDay, other: TimeOfDay) -> Bool { one.minutes < other.minutes }
}
