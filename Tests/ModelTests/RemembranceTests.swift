import Model
import Testing

struct RemembranceTests {
    private static func time(_ hours: Int64) -> Timestamp { Timestamp(milliseconds: hours * 3_600_000) }

    @Test("What has gone is remembered for a lifetime, and for none not at all")
    func lifetime() {
        let memory = Remembrance(since: Self.time(5), for: .hours(10))
        #expect(memory == Remembrance(since: Self.time(5), until: Self.time(15)))
        #expect(Remembrance(since: Self.time(5), for: .zero) == nil)
    }

    @Test(
        "Only what is first seen after the other went comes again, until that is forgotten",
        arguments: [
            (4, 6, false), (5, 5, true), (5, 14, true), (14, 14, true), (5, 15, false), (15, 15, false), (4, 20, false),
        ] as [(Int64, Int64, Bool)])
    func covering(arrival: Int64, now: Int64, isCovered: Bool) {
        let memory = Remembrance(since: Self.time(5), until: Self.time(15))
        #expect(memory.covers(arrival: Self.time(arrival), at: Self.time(now)) == isCovered)
    }

    @Test(
        "What goes again is remembered from the first time on, and as long as is right for the last",
        arguments: [3, 30])
    func following(until: Int64) {
        let memory = Remembrance(since: Self.time(1), until: Self.time(9))
        let later = Remembrance(since: Self.time(2), until: Self.time(until))
        #expect(memory.followed(by: later) == Remembrance(since: Self.time(1), until: Self.time(until)))
    }
}
