import Model
import Testing

@testable import Service

/// When a running instance sweeps, whatever is done to the clock. Times are minutes.
struct SweepTimerTests {
    private let rule = DeletionRule(keep: .hours(24), schedule: .every(.hours(1)))

    private func reading(_ wall: Int64, up: Int64) -> ClockReading {
        ClockReading(
            wall: Timestamp(milliseconds: (500_000 * 60 + wall) * 60_000), boot: "b", sinceBoot: .minutes(up))
    }

    @Test("It waits for the next tick, and then for the one after")
    func ticks() {
        var timer = SweepTimer(rule, last: reading(0, up: 7))
        #expect(timer.wait(at: reading(10, up: 17)) == .minutes(50))
        #expect(timer.wait(at: reading(60, up: 67)) == .zero)
        timer.swept(reading(60, up: 67), again: nil)
        #expect(timer.wait(at: reading(61, up: 68)) == .minutes(59))
    }

    @Test("A tick that passed while the machine slept, or while it swept, is made up for")
    func missed() {
        var timer = SweepTimer(rule, last: reading(0, up: 0))
        #expect(timer.wait(at: reading(200, up: 200)) == .zero)
        timer.swept(reading(30, up: 30), again: nil)
        #expect(timer.wait(at: reading(61, up: 61)) == .zero)
    }

    @Test(
        "A clock that is set back, once or again and again, holds up no sweep beyond an interval", arguments: [1, 40])
    func back(step: Int) {
        var timer = SweepTimer(rule, last: reading(0, up: 0))
        var waits: [TimeSpan] = []
        for up in stride(from: Int64(0), through: 60, by: step) {
            waits.append(timer.wait(at: reading(30 - up % 7, up: up)))
        }
        #expect(timer.wait(at: reading(10, up: 60)) == .zero)
        #expect(waits.allSatisfy { $0 <= .minutes(60) })
    }

    @Test("A clock that is set back by days is followed to its own next tick")
    func farBack() {
        var timer = SweepTimer(rule, last: reading(0, up: 0))
        #expect(timer.wait(at: reading(-3 * 24 * 60 + 50, up: 5)) == .minutes(10))
        #expect(timer.wait(at: reading(-3 * 24 * 60 + 60, up: 15)) == .zero)
    }

    @Test("A clock that is set forward over a tick has it swept at once")
    func forward() {
        var timer = SweepTimer(rule, last: reading(0, up: 0))
        #expect(timer.wait(at: reading(30 * 60 + 1, up: 1)) == .zero)
    }

    @Test("What could not be deleted is tried again sooner")
    func again() {
        var timer = SweepTimer(rule, last: reading(0, up: 0))
        timer.swept(reading(60, up: 60), again: .minutes(5))
        #expect(timer.wait(at: reading(61, up: 61)) == .minutes(4))
        #expect(timer.wait(at: reading(-600, up: 65)) == .zero)
    }
}
