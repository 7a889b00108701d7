import Foundation
import Intake
import Model
import Synchronization
import Testing
import Watching

@Suite(.timeLimit(.minutes(1)))
struct IntakeLoopTests {
    /// Runs the loop, whose sleeps move the clock instead of waiting, until something was admitted.
    private func runUntilAdmitted(_ inbox: TestInbox, _ events: [DirectoryEvent]) async throws -> [Admission] {
        let stream = AsyncStream<DirectoryEvent> { continuation in
            for event in events { continuation.yield(event) }
            continuation.finish()
        }
        let told = Mutex<[Admission]>([])
        try await withThrowingTaskGroup(of: Void.self) { group in
            let (admitted, teller) = AsyncStream.makeStream(of: Void.self)
            let loop = IntakeLoop(
                desk: inbox.desk, events: stream,
                sleep: { span in
                    try Task.checkCancellation()
                    inbox.clock.move(by: span)
                },
                onAdmission: { admissions in
                    told.withLock { $0 += admissions }
                    teller.yield()
                })
            group.addTask { try await loop.run() }
            group.addTask { for await _ in admitted { return } }
            try await group.next()
            group.cancelAll()
        }
        return told.withLock { $0 }
    }

    @Test("A picture that was told of is admitted without a call from outside")
    func told() async throws {
        let inbox = try TestInbox()
        try inbox.write("a.jpg")
        let admissions = try await runUntilAdmitted(inbox, [.rescan(.root, .started), .written(try place("a.jpg"))])
        #expect(admissions == [.queued(job: 1)])
    }

    @Test("An inbox that cannot be watched is polled, and says why")
    func polled() async throws {
        let inbox = try TestInbox()
        try inbox.write("a.jpg")
        let admissions = try await runUntilAdmitted(inbox, [.cannotWatch(.root, .limitReached)])
        #expect(admissions == [.queued(job: 1)])
        #expect(await inbox.desk.report.polled == [.root: WatchObstacle.limitReached.description])
    }

    @Test("The end of the inbox ends the loop with a sentence")
    func gone() async throws {
        let inbox = try TestInbox()
        await #expect(throws: IntakeError.inboxGone) { _ = try await runUntilAdmitted(inbox, [.rootGone]) }
    }

    @Test("Times of one system clock can be compared with another's")
    func systemClock() {
        let earlier = IntakeClock.system.now
        let later = IntakeClock.system.now
        #expect(earlier.elapsed <= later.elapsed)
        #expect(earlier.wall <= later.wall)
    }
}
