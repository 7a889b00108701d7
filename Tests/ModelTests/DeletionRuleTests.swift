import Model
import Testing

/// A zone whose clock changes at given moments, as the tz database describes it.
private struct ChangingZone: TimeZoneOffsets, CustomTestStringConvertible {
    let testDescription: String
    /// Hours east of UTC before the first change.
    let hours: Double
    let changes: [(at: Timestamp, hours: Double)]

    func secondsFromUTC(at time: Timestamp) -> Int {
        Int((changes.last { $0.at <= time }?.hours ?? hours) * 3600)
    }

    static let berlin2026 = ChangingZone(
        testDescription: "Europe/Berlin", hours: 1,
        changes: [(utc(2026, 3, 29, 1, 0), 2), (utc(2026, 10, 25, 1, 0), 1)])
    static let newYork2026 = ChangingZone(
        testDescription: "America/New_York", hours: -5,
        changes: [(utc(2026, 3, 8, 7, 0), -4), (utc(2026, 11, 1, 6, 0), -5)])
    static let lordHowe2026 = ChangingZone(
        testDescription: "Australia/Lord_Howe", hours: 11,
        changes: [(utc(2026, 4, 4, 15, 0), 10.5), (utc(2026, 10, 3, 15, 30), 11)])
    static let samoa2011 = ChangingZone(
        testDescription: "Pacific/Apia", hours: -10, changes: [(utc(2011, 12, 30, 10, 0), 14)])
    /// The clock goes back at midnight, so that the evening comes twice.
    static let havana2026 = ChangingZone(
        testDescription: "America/Havana", hours: -5,
        changes: [(utc(2026, 3, 8, 5, 0), -4), (utc(2026, 11, 1, 5, 0), -5)])
    static let kolkata = ChangingZone(testDescription: "Asia/Kolkata", hours: 5.5, changes: [])
}

/// Days since 1970 of the proleptic Gregorian calendar (Howard Hinnant, days_from_civil).
private func utc(_ year: Int64, _ month: Int64, _ day: Int64, _ hour: Int64, _ minute: Int64, _ milliseconds: Int64 = 0)
    -> Timestamp
{
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    return Timestamp(milliseconds: ((days * 24 + hour) * 60 + minute) * 60_000 + milliseconds)
}

private func times(_ texts: String...) throws -> SweepSchedule {
    .daily(try #require(DailyTimes(texts.compactMap { TimeOfDay($0) })))
}

@Suite("When inputs are deleted")
struct DeletionRuleTests {
    @Test(
        "Sweeps at a span fall on its multiples since 1970",
        arguments: [
            (0, 0), (1, 3_600_000), (3_599_999, 3_600_000), (3_600_000, 3_600_000), (3_600_001, 7_200_000), (-1, 0),
            (-3_600_000, -3_600_000), (-3_600_001, -3_600_000),
        ] as [(Int64, Int64)])
    func multiples(time: Int64, tick: Int64) {
        let rule = DeletionRule(keep: .zero, schedule: .every(.hours(1)))
        #expect(rule.tick(atOrAfter: Timestamp(milliseconds: time)) == Timestamp(milliseconds: tick))
    }

    @Test(
        "The next sweep lies strictly after a moment",
        arguments: [
            (0, 3_600_000), (1, 3_600_000), (3_599_999, 3_600_000), (3_600_000, 7_200_000),
        ] as [(Int64, Int64)])
    func next(time: Int64, tick: Int64) {
        let rule = DeletionRule(keep: .zero, schedule: .every(.hours(1)))
        #expect(rule.nextTick(after: Timestamp(milliseconds: time)) == Timestamp(milliseconds: tick))
    }

    @Test("A span of zero cannot stop the schedule")
    func zeroSpan() {
        let rule = DeletionRule(keep: .zero, schedule: .every(.zero))
        #expect(rule.nextTick(after: Timestamp(milliseconds: 5)) == Timestamp(milliseconds: 6))
    }

    @Test(
        "An input goes with the first sweep at or after its arrival and the time it may stay",
        arguments: [
            (0, 0, 24, 0), (0, 1, 25, 0), (1, 0, 25, 0), (23, 59, 48, 0),
        ] as [(Int64, Int64, Int64, Int64)])
    func deadline(hour: Int64, minute: Int64, sweepHour: Int64, sweepMinute: Int64) {
        let rule = DeletionRule(keep: .hours(24), schedule: .every(.hours(1)))
        #expect(
            rule.deadline(arrival: utc(2026, 5, 1, hour, minute)) == utc(2026, 5, 1, sweepHour, sweepMinute))
    }

    @Test(
        "A sidecar's time may shorten the rule's, never lengthen it",
        arguments: [
            (TimeSpan.hours(1), TimeSpan.hours(1)), (.hours(24), .hours(24)), (.days(7), .hours(24)), (.zero, .zero),
            (nil, .hours(24)),
        ] as [(TimeSpan?, TimeSpan)])
    func ownKeep(own: TimeSpan?, holds: TimeSpan) {
        let rule = DeletionRule(keep: .hours(24), schedule: .every(.minutes(1)))
        let arrival = utc(2026, 5, 1, 12, 0)
        #expect(rule.deadline(arrival: arrival, keep: own) == arrival + holds)
        #expect(rule.effectiveKeep(own) == holds)
    }

    @Test(
        "A time of zero waits for the job; its first sweep is the first at or after arrival",
        arguments: [
            (TimeSpan.hours(1), TimeSpan.zero, true), (.zero, nil, true), (.zero, .hours(2), true),
            (.hours(1), nil, false),
            (.hours(1), .seconds(1), false),
        ] as [(TimeSpan, TimeSpan?, Bool)])
    func zero(keep: TimeSpan, own: TimeSpan?, waits: Bool) {
        let rule = DeletionRule(keep: keep, schedule: .every(.hours(1)))
        #expect(rule.waitsForJob(keep: own) == waits)
        let onTick = rule.deadline(arrival: utc(2026, 5, 1, 12, 0), keep: own) == utc(2026, 5, 1, 12, 0)
        #expect(onTick == waits)
    }

    @Test(
        "Daily sweeps fall on the zone's wall clock",
        arguments: [
            (FixedOffset.utc as any TimeZoneOffsets, utc(2026, 5, 1, 2, 59), utc(2026, 5, 1, 3, 0)),
            (FixedOffset.utc, utc(2026, 5, 1, 3, 0), utc(2026, 5, 1, 3, 0)),
            (FixedOffset.utc, utc(2026, 5, 1, 3, 0, 1), utc(2026, 5, 2, 3, 0)),
            (FixedOffset.utc, utc(2026, 12, 31, 22, 0), utc(2027, 1, 1, 3, 0)),
            (FixedOffset.utc, utc(1969, 12, 30, 4, 0), utc(1969, 12, 31, 3, 0)),
            (ChangingZone.kolkata, utc(2026, 5, 1, 0, 0), utc(2026, 5, 1, 21, 30)),
            (ChangingZone.newYork2026, utc(2026, 1, 1, 0, 0), utc(2026, 1, 1, 8, 0)),
            (FixedOffset(seconds: 14 * 3600), utc(2026, 5, 1, 12, 0), utc(2026, 5, 1, 13, 0)),
            (FixedOffset(seconds: -12 * 3600), utc(2026, 5, 1, 16, 0), utc(2026, 5, 2, 15, 0)),
        ] as [(any TimeZoneOffsets, Timestamp, Timestamp)])
    func daily(zone: any TimeZoneOffsets, time: Timestamp, tick: Timestamp) throws {
        let rule = DeletionRule(keep: .zero, schedule: try times("03:00"), zone: zone)
        #expect(rule.tick(atOrAfter: time) == tick)
    }

    @Test(
        "Where the clock changes, each day has each sweep once",
        arguments: [
            // 02:30 does not exist on 29 March in Berlin: the first moment after the gap is 03:00 summer time.
            (.berlin2026, "02:30", utc(2026, 3, 28, 2, 0), [utc(2026, 3, 29, 1, 0), utc(2026, 3, 30, 0, 30)]),
            (.berlin2026, "02:00", utc(2026, 3, 28, 2, 0), [utc(2026, 3, 29, 1, 0), utc(2026, 3, 30, 0, 0)]),
            (.berlin2026, "01:59", utc(2026, 3, 28, 2, 0), [utc(2026, 3, 29, 0, 59), utc(2026, 3, 29, 23, 59)]),
            (.berlin2026, "03:00", utc(2026, 3, 28, 3, 0), [utc(2026, 3, 29, 1, 0), utc(2026, 3, 30, 1, 0)]),
            // 02:30 comes twice on 25 October: the first, in summer time, counts.
            (.berlin2026, "02:30", utc(2026, 10, 24, 12, 0), [utc(2026, 10, 25, 0, 30), utc(2026, 10, 26, 1, 30)]),
            (.berlin2026, "02:00", utc(2026, 10, 24, 12, 0), [utc(2026, 10, 25, 0, 0), utc(2026, 10, 26, 1, 0)]),
            (.berlin2026, "03:00", utc(2026, 10, 24, 12, 0), [utc(2026, 10, 25, 2, 0), utc(2026, 10, 26, 2, 0)]),
            // Between the two 02:30 of that night the next sweep is tomorrow's.
            (.berlin2026, "02:30", utc(2026, 10, 25, 0, 45), [utc(2026, 10, 26, 1, 30), utc(2026, 10, 27, 1, 30)]),
            (.newYork2026, "02:30", utc(2026, 3, 7, 12, 0), [utc(2026, 3, 8, 7, 0), utc(2026, 3, 9, 6, 30)]),
            (.newYork2026, "01:15", utc(2026, 10, 31, 12, 0), [utc(2026, 11, 1, 5, 15), utc(2026, 11, 2, 6, 15)]),
            (.lordHowe2026, "02:15", utc(2026, 10, 3, 0, 0), [utc(2026, 10, 3, 15, 30), utc(2026, 10, 4, 15, 15)]),
            (.lordHowe2026, "01:45", utc(2026, 4, 4, 0, 0), [utc(2026, 4, 4, 14, 45), utc(2026, 4, 5, 15, 15)]),
            (.havana2026, "00:30", utc(2026, 3, 7, 12, 0), [utc(2026, 3, 8, 5, 0), utc(2026, 3, 9, 4, 30)]),
            (.havana2026, "00:00", utc(2026, 10, 31, 12, 0), [utc(2026, 11, 1, 4, 0), utc(2026, 11, 2, 5, 0)]),
            // Samoa skipped 30 December 2011: that day's sweep falls on the first moment of the 31st.
            (.samoa2011, "12:00", utc(2011, 12, 29, 23, 0), [utc(2011, 12, 30, 10, 0), utc(2011, 12, 30, 22, 0)]),
        ] as [(ChangingZone, String, Timestamp, [Timestamp])])
    private func clockChanges(zone: ChangingZone, time: String, start: Timestamp, ticks: [Timestamp]) throws {
        let rule = DeletionRule(keep: .zero, schedule: try times(time), zone: zone)
        let first = rule.tick(atOrAfter: start)
        #expect([first, rule.nextTick(after: first)] == ticks)
    }

    @Test("Several times a day take turns, and two in one gap are one sweep")
    func severalTimes() throws {
        let rule = DeletionRule(
            keep: .zero, schedule: try times("20:00", "02:45", "02:15"), zone: ChangingZone.berlin2026)
        var ticks: [Timestamp] = []
        var time = utc(2026, 3, 28, 12, 0)
        for _ in 0..<4 {
            time = rule.nextTick(after: time)
            ticks.append(time)
        }
        #expect(
            ticks == [
                utc(2026, 3, 28, 19, 0), utc(2026, 3, 29, 1, 0), utc(2026, 3, 29, 18, 0), utc(2026, 3, 30, 0, 15),
            ])
    }

    @Test(
        "Over a year of clock changes the next sweep is always later, within 25 hours, at its time of day",
        arguments: [
            ChangingZone.berlin2026, .newYork2026, .lordHowe2026, .havana2026, .kolkata,
        ])
    private func wholeYear(zone: ChangingZone) throws {
        let rule = DeletionRule(keep: .zero, schedule: try times("02:20"), zone: zone)
        var time = utc(2026, 1, 1, 0, 0)
        var offTime = 0
        for _ in 0..<365 {
            let next = rule.nextTick(after: time)
            #expect(next > time)
            #expect(next.since(time) <= .hours(25))
            let wall = next.milliseconds + Int64(zone.secondsFromUTC(at: next)) * 1000
            if wall % 86_400_000 != (2 * 60 + 20) * 60_000 { offTime += 1 }
            time = next
        }
        // Only the night whose 02:20 does not exist differs.
        #expect(offTime == (["Asia/Kolkata", "America/Havana"].contains(zone.testDescription) ? 0 : 1))
    }

    @Test(
        "A time of day is read and written", arguments: [("00:00", 0), ("03:00", 180), ("23:59", 1439), ("09:05", 545)])
    func timeOfDay(text: String, minutes: Int) {
        #expect(TimeOfDay(text)?.minutes == minutes)
        #expect(TimeOfDay(text)?.text == text)
    }

    @Test(
        "Anything else is no time of day",
        arguments: ["", "3:00", "24:00", "12:60", "12-30", "12:3", "012:30", "ab:cd", "１2:00"])
    func noTimeOfDay(text: String) {
        #expect(TimeOfDay(text) == nil)
    }

    @Test("Times of day are put in order; none or one twice is refused")
    func dailyTimes() throws {
        let (early, late) = (try #require(TimeOfDay("03:00")), try #require(TimeOfDay("15:00")))
        #expect(DailyTimes([late, early])?.times == [early, late])
        #expect(DailyTimes([]) == nil)
        #expect(DailyTimes([early, late, early]) == nil)
    }
}
