import Fixtures
import Foundation
import Journaling
import Model
import Retention
import Testing

@testable import Service

/// Deadlines and sweeps where the clock changes, by the system's own zones: from the configuration to what users read.
struct DaylightSavingTests {
    /// When a picture came, and when it is deleted: 24 hours later, at the next sweep.
    struct Case: CustomTestStringConvertible, Sendable {
        let zone: String
        let at: String
        let arrival: String
        let deadline: String
        var testDescription: String { "\(zone) \(at), \(arrival)" }

        init(_ zone: String, _ at: String, _ arrival: String, _ deadline: String) {
            (self.zone, self.at, self.arrival, self.deadline) = (zone, at, arrival, deadline)
        }
    }

    /// The instants are those of Python's zoneinfo, in 2026.
    static let cases = [
        Case("Europe/Berlin", "02:30", "2026-03-27T00:00:00Z", "2026-03-28T01:30:00Z"),
        // 02:30 does not come on the 29th: the clock goes from 02:00 to 03:00.
        Case("Europe/Berlin", "02:30", "2026-03-28T00:00:00Z", "2026-03-29T01:00:00Z"),
        Case("Europe/Berlin", "02:30", "2026-03-28T01:00:01Z", "2026-03-30T00:30:00Z"),
        // 02:30 comes twice on the 25th of October: the first counts.
        Case("Europe/Berlin", "02:30", "2026-10-24T00:00:00Z", "2026-10-25T00:30:00Z"),
        Case("Europe/Berlin", "02:30", "2026-10-24T00:30:01Z", "2026-10-26T01:30:00Z"),
        Case("America/New_York", "02:15", "2026-03-07T07:00:00Z", "2026-03-08T07:00:00Z"),
        Case("America/New_York", "02:15", "2026-03-07T07:00:01Z", "2026-03-09T06:15:00Z"),
        Case("America/New_York", "01:30", "2026-10-31T05:00:00Z", "2026-11-01T05:30:00Z"),
        Case("America/New_York", "01:30", "2026-10-31T05:30:01Z", "2026-11-02T06:30:00Z"),
        // Half an hour only: 01:45 comes twice in April, 02:15 not at all in October.
        Case("Australia/Lord_Howe", "01:45", "2026-04-03T14:00:00Z", "2026-04-04T14:45:00Z"),
        Case("Australia/Lord_Howe", "01:45", "2026-04-03T14:45:01Z", "2026-04-05T15:15:00Z"),
        Case("Australia/Lord_Howe", "02:15", "2026-10-02T15:00:00Z", "2026-10-03T15:30:00Z"),
        Case("Australia/Lord_Howe", "02:15", "2026-10-02T15:30:01Z", "2026-10-04T15:15:00Z"),
        Case("Asia/Kolkata", "03:00", "2026-03-28T12:00:00Z", "2026-03-29T21:30:00Z"),
        Case("Asia/Kolkata", "03:00", "2026-10-24T21:30:00Z", "2026-10-25T21:30:00Z"),
        Case("UTC", "03:00", "2026-03-28T03:00:01Z", "2026-03-30T03:00:00Z"),
    ]

    private func time(_ text: String) throws -> Timestamp {
        Timestamp(milliseconds: Int64(try Date(text, strategy: .iso8601).timeIntervalSince1970) * 1000)
    }

    @Test("A picture goes at the time of day that the zone's clock shows, once a day", arguments: cases)
    func deadlines(one: Case) async throws {
        let (arrival, deadline) = (try time(one.arrival), try time(one.deadline))
        let clock = ToldClock(start: arrival)
        let test = try TestInstallation(
            #"{"retention": {"keep": "24h", "schedule": {"at": ["\#(one.at)"]}, "time_zone": "\#(one.zone)"}}"#,
            clock: clock.clocks)
        try await test.sight("a.jpg", at: arrival)
        let explanation = try await Explanation("a.jpg", in: test.installation).text
        #expect(explanation.contains("\nIt will be deleted at \(one.deadline).\n"))
        clock.move(by: .milliseconds(deadline.since(arrival).milliseconds - 1))
        #expect(try await StatusReport(test.installation).nextSweep == deadline)
        #expect(try await test.installation.sweeper.run(as: "test").outcome.deleted == 0)
        clock.move(by: .milliseconds(1))
        #expect(try await test.installation.sweeper.run(as: "test").outcome.deleted == 1)
    }

    @Test(
        "Whatever the clock does, there is one sweep a day for a year, and a running instance meets each",
        arguments: ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"])
    func year(zone: String) throws {
        let time = try #require(TimeOfDay("02:20"))
        let rule = DeletionRule(
            keep: .hours(24), schedule: .daily(try #require(DailyTimes([time]))), zone: try SystemZone(named: zone))
        var now = try self.time("2026-01-01T12:00:00Z")
        var timer = SweepTimer(rule, last: ClockReading(wall: now, boot: "b", sinceBoot: .zero))
        var up = TimeSpan.zero
        for day in 0..<365 {
            let wait = timer.wait(at: ClockReading(wall: now, boot: "b", sinceBoot: up))
            #expect(wait <= .hours(25) && (day == 0 || wait >= .hours(22)))
            now = now + wait
            up = TimeSpan(milliseconds: up.milliseconds + wait.milliseconds)
            #expect(rule.tick(atOrAfter: now) == now)
            let reading = ClockReading(wall: now, boot: "b", sinceBoot: up)
            #expect(timer.wait(at: reading) == .zero)
            timer.swept(reading, again: nil)
        }
        let (earliest, latest) = (try self.time("2026-12-31T00:00:00Z"), try self.time("2027-01-02T00:00:00Z"))
        #expect((earliest...latest).contains(now))
    }
}
