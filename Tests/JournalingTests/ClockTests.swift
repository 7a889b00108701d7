import Foundation
import Model
import Testing

@testable import Journaling

/// When inputs are due while the clock on the wall is set: by hours since a picture came that may stay for a day.
struct ClockTests {
    let test: TestJournal
    var journal: Journal { test.journal }

    init() throws { test = try TestJournal() }

    /// So many hours after the first minute, with the wall set forward by others, in one start of the machine.
    private func after(_ hours: Int64, set: Int64 = 0) -> ClockReading {
        ClockReading(
            wall: .minute((hours + set) * 60), boot: "first", sinceBoot: .days(1000) + .hours(hours))
    }

    /// So many hours after a new start of the machine.
    private func restarted(_ boot: String = "second", wall: Int64, up: Int64) -> ClockReading {
        ClockReading(wall: .minute(wall * 60), boot: boot, sinceBoot: .hours(up))
    }

    private func isDue(_ reading: ClockReading) async throws -> Bool {
        test.clock.show(reading)
        let isDue = try await journal.due(at: reading).count == 1
        #expect(try await journal.overdue(at: reading) == (isDue ? 1 : 0))
        return isDue
    }

    @Test("Setting the clock back puts nothing off", arguments: [-1, -72, -24 * 365])
    func back(set: Int64) async throws {
        try await test.sight("a.jpg")
        #expect(try await !isDue(after(23, set: set)))
        #expect(try await isDue(after(24, set: set)))
        #expect(try await journal.story(inbox: place("a.jpg"), outbox: nil)?.expected == .minute((24 + set) * 60))
    }

    @Test("Setting the clock forward by a day or less is believed", arguments: [1, 24])
    func forward(set: Int64) async throws {
        try await test.sight("a.jpg")
        #expect(try await !isDue(after(23 - set, set: set)))
        #expect(try await isDue(after(24 - set, set: set)))
        #expect(try await journal.clockDoubt(at: after(24 - set, set: set)) == nil)
    }

    @Test(
        "A jump forward of more than a day deletes nothing at once, and holds up nothing for longer than it may stay",
        arguments: [25, 30, 24 * 365 * 56])
    func jump(set: Int64) async throws {
        try await test.sight("a.jpg")
        #expect(try await !isDue(after(2, set: set)))
        #expect(
            try await journal.clockDoubt(at: after(2, set: set))
                == ClockDoubt(files: 1, ahead: .hours(set), until: .minute((24 + set) * 60)))
        #expect(try await journal.story(inbox: place("a.jpg"), outbox: nil)?.expected == .minute((24 + set) * 60))
        #expect(try await !isDue(after(23, set: set)))
        let late = after(25, set: set)
        #expect(try await isDue(late))
        #expect(try await journal.clockDoubt(at: late) == nil)
        #expect(try await journal.due(at: late).first?.lateness == .hours(1), "Not years.")
    }

    @Test("Small steps forward that come to more than a day together are not believed either")
    func steps() async throws {
        try await test.sight("a.jpg")
        for hour in 1...3 { #expect(try await !isDue(after(Int64(hour), set: Int64(hour) * 5))) }
        #expect(try await !isDue(after(5, set: 40)))
        #expect(try await isDue(after(24, set: 40)))
    }

    @Test("A jump that is taken back leaves the printed deadline as it was")
    func takenBack() async throws {
        try await test.sight("a.jpg")
        #expect(try await !isDue(after(2, set: 1000)))
        try await journal.keepTime()
        #expect(try await !isDue(after(3)))
        #expect(try await journal.clockDoubt(at: after(3)) == nil)
        #expect(try await !isDue(after(23)))
        #expect(try await isDue(after(24)))
        #expect(try await journal.story(inbox: place("a.jpg"), outbox: nil)?.expected == .minute(24 * 60))
    }

    @Test("What comes after a jump goes by the clock as it is then")
    func afterJump() async throws {
        test.clock.show(after(1, set: 1000))
        _ = try await journal.sight([
            Sighting(path: place("a.jpg"), kind: .picture, stamp: .test(), at: .minute(1001 * 60))
        ])
        #expect(try await !isDue(after(24, set: 1000)))
        #expect(try await isDue(after(25, set: 1000)))
    }

    @Test("After a restart of the machine the wall is believed: what was due meanwhile goes at once, nothing else")
    func restart() async throws {
        try await test.sight("a.jpg")
        #expect(try await !isDue(restarted(wall: 23, up: 0)))
        #expect(try await isDue(restarted(wall: 24, up: 0)))
        #expect(try await isDue(restarted(wall: 24 * 30, up: 0)))
        #expect(try await journal.clockDoubt(at: restarted(wall: 24 * 30, up: 0)) == nil)
    }

    @Test("A machine without a clock of its own, on which it is 1970 until the network says otherwise")
    func withoutClock() async throws {
        let years: Int64 = -24 * 365 * 56
        test.clock.show(restarted("first", wall: years, up: 0))
        _ = try await journal.sight([
            Sighting(path: place("a.jpg"), kind: .picture, stamp: .test(), at: .minute(years * 60))
        ])
        #expect(try await !isDue(restarted("first", wall: 0, up: 1)), "It is not 56 years old.")
        try await journal.keepTime()
        #expect(try await !isDue(restarted("second", wall: years, up: 0)))
        try await journal.keepTime()
        #expect(try await !isDue(restarted("second", wall: 3, up: 1)))
        #expect(try await !isDue(restarted("second", wall: 24, up: 22)))
        #expect(try await isDue(restarted("second", wall: 25, up: 23)))
    }

    @Test("Hours of use count together even if each start of the machine begins in 1970")
    func alwaysTheSame() async throws {
        try await test.sight("a.jpg")
        for day in 1...23 {
            #expect(try await !isDue(restarted("\(day)", wall: -400_000, up: 0)))
            try await journal.keepTime()
            #expect(try await !isDue(restarted("\(day)", wall: -399_999, up: 1)))
            try await journal.keepTime()
        }
        #expect(try await isDue(restarted("24", wall: -399_999, up: 1)))
    }

    @Test("A file that was heard of before the clock was set and recorded after is not taken for older than it is")
    func setMeanwhile() async throws {
        for (inode, set) in [(1, 1000), (2, -1000)] as [(UInt64, Int64)] {
            test.clock.show(after(1, set: set))
            let sighting = Sighting(
                path: try place("\(inode).jpg"), kind: .picture, stamp: .test(inode: inode), at: .minute(60))
            _ = try await journal.sight([sighting])
        }
        #expect(try await journal.due(at: after(24)) == [])
        #expect(try await journal.due(at: after(24, set: 1000)) == [])
        #expect(try await journal.due(at: after(25, set: -1000)).count == 2)
        #expect(try await journal.due(at: after(25, set: 1000)).count == 2)
    }

    @Test("A sidecar goes by its picture's clock, and neither outlives the other")
    func sidecar() async throws {
        try await test.sight("a.jpg.json", .sidecar, inode: 2)
        test.clock.show(after(1, set: -72))
        let path = try place("a.jpg")
        _ = try await journal.sight([
            Sighting(path: path, kind: .picture, stamp: .test(), at: .minute(-71 * 60))
        ])
        _ = try await journal.admit([
            Submission(
                path: path, stamp: .test(), contentHash: [1],
                sidecar: .init(path: place("a.jpg.json"), hash: [2]), wish: .success(Settings()), at: .minute(-71 * 60))
        ])
        #expect(try await journal.due(at: after(24, set: -72)) == [])
        #expect(try await journal.due(at: after(25, set: -72)).map(\.kind) == [.sidecar, .picture])
    }

    @Test("Videos and notes stay as long as they should, whatever the clock is set to")
    func outputs() async throws {
        try await test.admit("a.jpg")
        try await test.deliver("a.jpg", as: "a.mp4")
        func due(_ reading: ClockReading) async throws -> [Timestamp] {
            try await journal.dueOutputs(.video, after: .days(2), at: reading).map(\.deadline)
        }
        #expect(try await due(after(47)) == [])
        #expect(try await due(after(48)) == [.minute(48 * 60)])
        #expect(try await due(after(47, set: -9)) == [])
        #expect(try await due(after(48, set: -9)).count == 1)
        #expect(try await due(after(2, set: 1000)) == [])
        #expect(try await due(after(48, set: 1000)).count == 1)
        #expect(try await journal.dueOutputs(.note, after: .days(2), at: after(48)).isEmpty)
    }

    @Test("A journal of before believes the wall for what it has")
    func upgraded() async throws {
        let now = Clocks.system.now
        let path = test.folder.appending(path: "older.sqlite").path
        let arrival = Timestamp(milliseconds: now.wall.milliseconds - 3_600_000)
        try OlderJournal.make(at: path, lacking: Schema.clocks, arrival: arrival)
        let later = try Journal(path: path, rule: .hourly(keep: .hours(2)), clock: Clocks { now })
        func due(in hours: Double, set: Double = 0) async throws -> Int {
            try await later.due(
                at: ClockReading(
                    wall: now.wall + .seconds((hours + set) * 3600), boot: now.boot,
                    sinceBoot: now.sinceBoot + .seconds(hours * 3600))
            ).count
        }
        try await later.keepTime()
        #expect(try await due(in: 0.9) == 0)
        #expect(try await due(in: 1.1) == 1)
        #expect(try await due(in: 1.1, set: 1000) == 1)
        #expect(try await due(in: 0.9, set: 1000) == 0)
    }

    @Test("The machine's own clocks go on together, within one start that has a name")
    func system() {
        let (one, other) = (Clocks.system.now, Clocks.system.now)
        #expect(one.boot == other.boot && one.boot.count == 36)
        #expect(one.sinceBoot <= other.sinceBoot && one.sinceBoot > .zero)
        #expect(one.wall.milliseconds > 1_735_689_600_000)
    }
}

extension TimeSpan {
    static func + (one: TimeSpan, other: TimeSpan) -> TimeSpan {
        TimeSpan(milliseconds: one.milliseconds + other.milliseconds)
    }
}
