import Intake
import Testing

@testable import Service

struct ServiceManagerTests {
    private let start = ContinuousClock.now

    @Test("Who asks is told by the environment, and asks for signs of life of one process only")
    func environment() {
        func manager(_ environment: [String: String]) -> ServiceManager? {
            ServiceManager(environment: environment, process: 7)
        }
        #expect(manager([:]) == nil)
        #expect(manager(["NOTIFY_SOCKET": "nowhere"]) == nil)
        #expect(manager(["NOTIFY_SOCKET": "@"]) == nil)
        #expect(manager(["NOTIFY_SOCKET": "@a"])?.address == "@a")
        #expect(manager(["NOTIFY_SOCKET": "/run/a"])?.watchdog == nil)
        var asked = ["NOTIFY_SOCKET": "/run/a", "WATCHDOG_USEC": "120000000"]
        #expect(manager(asked)?.watchdog == .seconds(120))
        asked["WATCHDOG_PID"] = "7"
        #expect(manager(asked)?.watchdog == .seconds(120))
        asked["WATCHDOG_PID"] = "8"
        #expect(manager(asked)?.watchdog == nil)
        for wrong in ["0", "-1", "soon"] {
            #expect(manager(["NOTIFY_SOCKET": "/run/a", "WATCHDOG_USEC": wrong])?.watchdog == nil)
        }
    }

    private func reading(ready: Bool = true, _ status: String = "S", alive: Bool = true) -> Pulse.Reading {
        Pulse.Reading(isReady: ready, status: status, isAlive: alive)
    }

    @Test("A start that takes long asks for more time every ten seconds, for an hour, until it is ready")
    func starting() {
        var notices = Notices(watchdog: nil, began: start)
        let more = "EXTEND_TIMEOUT_USEC=60000000"
        #expect(notices.next(reading(ready: false), at: start) == "STATUS=S\n\(more)")
        #expect(notices.next(reading(ready: false), at: start + .seconds(9)) == nil)
        #expect(notices.next(reading(ready: false), at: start + .seconds(10)) == more)
        #expect(notices.next(reading(ready: false), at: start + .seconds(3600)) == nil)
        #expect(notices.next(reading(), at: start + .seconds(3601)) == "READY=1")
        #expect(notices.next(reading(), at: start + .seconds(9000)) == nil)
    }

    @Test("Ready is told once, and the status when it changes")
    func changes() {
        var notices = Notices(watchdog: nil, began: start)
        #expect(notices.next(reading(), at: start) == "READY=1\nSTATUS=S")
        #expect(notices.next(reading(), at: start) == nil)
        #expect(notices.next(reading("T"), at: start) == "STATUS=T")
        #expect(notices.next(reading(ready: false, "T"), at: start) == nil)
        #expect(notices.interval == .seconds(10))
    }

    @Test("Signs of life come four times as often as they are wanted, and only from a watch that is alive")
    func watchdog() {
        var notices = Notices(watchdog: .seconds(30), began: start)
        #expect(notices.interval == .seconds(7.5))
        #expect(notices.next(reading(), at: start) == "READY=1\nSTATUS=S\nWATCHDOG=1")
        #expect(notices.next(reading(), at: start + .seconds(7)) == nil)
        #expect(notices.next(reading(), at: start + .seconds(7.5)) == "WATCHDOG=1")
        #expect(notices.next(reading(alive: false), at: start + .seconds(20)) == nil)
        #expect(notices.next(reading("T", alive: false), at: start + .seconds(90)) == "STATUS=T")
        #expect(notices.next(reading("T"), at: start + .seconds(91)) == "WATCHDOG=1")
    }

    @Test(
        "A part that does not go round in its time is no life, whatever the others do", arguments: Pulse.Part.allCases)
    func stuck(part: Pulse.Part) {
        let pulse = Pulse()
        pulse.start(at: start)
        let late = start + part.patience
        for other in Pulse.Part.allCases where other != part { pulse.beat(other, at: late) }
        #expect(pulse.reading(at: late - .seconds(1)).isAlive)
        #expect(!pulse.reading(at: late).isAlive)
        pulse.beat(part, at: late)
        #expect(pulse.reading(at: late).isAlive)
    }

    @Test("Parts that have ended are not waited for, nor one that ends late")
    func resting() {
        let pulse = Pulse()
        pulse.start(at: start)
        pulse.rest()
        pulse.beat(.intake, at: start)
        #expect(pulse.reading(at: start + .seconds(100_000)).isAlive)
    }

    @Test("The status says what waits, or what keeps all from its work, and news ring")
    func status() async {
        let pulse = Pulse()
        #expect(pulse.reading() == Pulse.Reading(isReady: false, status: "Starting.", isAlive: true))
        pulse.ready()
        await pulse.news.wait()
        #expect(pulse.reading() == Pulse.Reading(isReady: true, status: "Watching.", isAlive: true))
        pulse.show(WatchFigures(queued: 3, running: 1, overdue: 2))
        #expect(pulse.reading().status == "Queued: 3. Running: 1. Overdue deletions: 2.")
        pulse.show(WatchFigures(isInboxAvailable: false))
        #expect(
            pulse.reading().status == "Queued: 0. Running: 0. Overdue deletions: 0. The inbox is unavailable.")
        pulse.show(trouble: "No space left on device")
        #expect(pulse.reading().status == "Kept from its work: No space left on device. All is tried again.")
        pulse.show(trouble: nil)
        #expect(pulse.reading().status.hasPrefix("Queued: 0."))
    }
}
