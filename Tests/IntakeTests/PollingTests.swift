import Files
import Fixtures
import Foundation
import Intake
import Model
import Synchronization
import Testing
import Watching

struct PollingTests {
    private static let overlay = "It is on an overlay, where changes in the layers below are not told."

    @Test(
        "The rest after a look through polled folders is twenty times as long as the look, and five seconds at the least",
        arguments: [(10, 5000), (200, 4200), (1000, 21_000), (7000, 147_000)])
    func rest(look: Int, rest: Int) async throws {
        let inbox = try TestInbox()
        let (look, rest) = (Duration.milliseconds(look), Duration.milliseconds(rest))
        // Stands still but during a pass, which asks for the time before it looks and after.
        let time = Mutex((elapsed: Duration.zero, step: Duration.zero))
        let clock = IntakeClock {
            time.withLock { time in
                defer { time.elapsed += time.step }
                return Moment(elapsed: time.elapsed, wall: Timestamp(milliseconds: 0))
            }
        }
        var rules = IntakeRules()
        rules.reconcile = .hours(10)
        let desk = IntakeDesk(
            inbox: inbox.directory, ledger: inbox.ledger, key: [UInt8](repeating: 7, count: 32), rules: rules,
            clock: clock)
        await desk.poll(.root, because: "It is slow.")
        for _ in 0..<3 {
            let start = time.withLock { time in
                time.step = look
                return time.elapsed
            }
            let pass = try await desk.settle()
            #expect(pass.nextDue == start + max(rest, .seconds(5)))
            time.withLock { $0 = (pass.nextDue, .zero) }
        }
    }

    @Test("Folders beyond the limit of watches are polled, each with the reason, until they are gone")
    func limit() async throws {
        let inbox = try TestInbox()
        for name in ["a", "b/c"] { try inbox.makeFolder(name) }
        try await inbox.run(.zero)
        for name in ["a", "b"] { await inbox.desk.note(.cannotWatch(try place(name), .limitReached)) }
        let reason = WatchObstacle.limitReached.description
        #expect(await inbox.desk.report.polled == [try place("a"): reason, try place("b"): reason])
        try inbox.write("b/c/photo.jpg")
        try inbox.write("told-to-nobody.jpg")
        #expect(try await inbox.run(.seconds(20)) == [.queued(job: 1)])
        #expect(await inbox.queued == ["b/c/photo.jpg"])
        try inbox.delete("b")
        try await inbox.run(.seconds(10))
        #expect(await inbox.desk.report.polled == [try place("a"): reason])
    }

    @Test(
        "An inbox on an overlay is polled for what comes in a layer below, and is told the rest",
        .enabled(if: Overlay.canMount))
    func inboxOnOverlay() async throws {
        let overlay = try Overlay()
        let (clock, ledger) = (TestClock(), MemoryLedger())
        let desk = IntakeDesk(
            inbox: try Directory.open(overlay.path), ledger: ledger, key: [UInt8](repeating: 7, count: 32),
            clock: clock.clock)
        _ = try await desk.settle()
        #expect(await desk.report.polled == [.root: Self.overlay])
        try overlay.lower.write("below.jpg", "picture")
        try TestInbox.write(overlay.path + "/above.jpg", "other")
        await desk.note(.written(try place("above.jpg")))
        var admitted: [Duration] = []
        while admitted.count < 2, clock.now < .seconds(130) {
            let pass = try await desk.settle()
            admitted += pass.admissions.map { _ in clock.now }
            clock.move(to: pass.nextDue)
        }
        #expect(await ledger.jobs.map(\.submission.path.description) == ["above.jpg", "below.jpg"])
        #expect(admitted == [.seconds(102), .seconds(110)], "what was told need not settle for longer than elsewhere")
    }

    @Test(
        "A folder that is another mount is polled alone, also when it comes later, until it is unmounted",
        .enabled(if: Overlay.canMount))
    func mountedLater() async throws {
        let inbox = try TestInbox()
        for name in ["layers", "plain"] { try inbox.makeFolder(name) }
        try await inbox.run(.seconds(1))
        #expect(await inbox.desk.report.polled == [:])
        let overlay = try Overlay()
        try overlay.show(at: inbox.path + "/layers")
        defer { Volume.hide(inbox.path + "/layers") }
        try await inbox.run(.seconds(300))
        #expect(await inbox.desk.report.polled == [try place("layers"): Self.overlay])
        try overlay.lower.write("photo.jpg", "picture")
        try inbox.write("plain/told-to-nobody.jpg")
        #expect(try await inbox.run(.seconds(20)) == [.queued(job: 1)])
        #expect(await inbox.queued == ["layers/photo.jpg"])
        Volume.hide(inbox.path + "/layers")
        await inbox.desk.note(.rescan(try place("layers"), .unmounted))
        try await inbox.run(.seconds(1))
        #expect(await inbox.desk.report.polled == [:])
    }

    @Test("A folder that is not to be polled is said to be unwatched", .enabled(if: Overlay.canMount))
    func never() async throws {
        var rules = IntakeRules()
        rules.poll = .never
        let inbox = try TestInbox(rules: rules)
        let overlay = try Overlay()
        try inbox.makeFolder("layers")
        try overlay.show(at: inbox.path + "/layers")
        defer { Volume.hide(inbox.path + "/layers") }
        try await inbox.run(.seconds(1))
        #expect(await inbox.desk.report.polled == [:])
        #expect(await inbox.desk.report.unwatched == [try place("layers"): Self.overlay])
    }
}
