import GRDB
import Model
import Testing

@testable import Journaling

/// What the journal owes to hooks, from the transaction that ends a job on.
struct HookTests {
    let test: TestJournal
    var journal: Journal { test.journal }

    init() throws { test = try TestJournal(hooks: [.delivered, .failed]) }

    private func due(at minute: Int64 = 60) async throws -> OwedHook? { try await journal.dueHook(at: .minute(minute)) }

    @Test("A delivered job owes a hook that is told of picture, video and times")
    func delivered() async throws {
        try await test.sight("x/a.jpg", at: 1)
        try await test.admit("x/a.jpg", at: 2)
        #expect(try await due() == nil)
        let job = try await test.deliver("x/a.jpg", as: "x/a.mp4", at: 3)
        let hook = try #require(try await due(at: 3))
        #expect(hook.job == job.id && hook.occasion == .delivered && hook.failures == 0)
        #expect(hook.picture == (try place("x/a.jpg")))
        #expect(hook.video == (try place("x/a.mp4")))
        #expect(hook.code == nil && hook.sentence == nil && hook.advice == nil)
        #expect(hook.arrival == .minute(1) && hook.made == .minute(2) && hook.ended == .minute(3))
        #expect(hook.deadline == job.deadline)
    }

    @Test("A failed and a refused job owe one that is told why")
    func failed() async throws {
        try await test.refuse("a.jpg", at: 1)
        try await test.admit("b.jpg", content: "b", at: 2)
        let job = try await test.claim(at: 2)
        try await journal.fail(
            job.id, JobFailure(.truncated, "It ends early.", advice: "Send it again."), at: .minute(4))
        let refused = try #require(try await due())
        #expect(refused.picture == (try place("a.jpg")))
        #expect(refused.occasion == .failed && refused.video == nil)
        #expect(refused.code == .sidecarInvalid && refused.sentence == "The sidecar is wrong.")
        try await journal.hookRan(refused.job)
        let failed = try #require(try await due())
        #expect(failed.job == job.id && failed.code == .truncated && failed.advice == "Send it again.")
        #expect(failed.ended == .minute(4))
        try await journal.hookRan(failed.job)
        #expect(try await due() == nil)
    }

    @Test("A job whose settings cannot be read owes one too")
    func unreadableSettings() async throws {
        try await test.admit("a.jpg")
        try await journal.queue.write { try $0.execute(sql: "UPDATE job_settings SET settings = 'x'") }
        #expect(try await journal.claim(at: .minute(1)) == nil)
        #expect(try await due()?.code == .internalError)
    }

    @Test("A job that was replaced or expired, or that ends as nobody is to be told of, owes none")
    func none() async throws {
        try await test.admit("a.jpg", content: "1", inode: 1)
        try await test.admit("a.jpg", content: "2", inode: 2)
        try await journal.expire(journal.due(at: .minute(9000)), at: .minute(9000))
        #expect(try await test.allStates() == [.replaced, .expired])
        #expect(try await journal.hookCounts() == HookCounts())
        let other = try TestJournal(hooks: [.failed])
        try await other.admit("a.jpg")
        try await other.deliver("a.jpg", as: "a.mp4")
        #expect(try await other.journal.dueHook(at: .minute(9)) == nil)
    }

    @Test("What is owed outlives a crash, also one between the video's name and its delivery")
    func crash() async throws {
        try await test.admit("a.jpg")
        let job = try await test.claim()
        _ = try await journal.beginPublishing(
            job.id, as: place("a.mp4"), FileIdentity(device: 1, inode: 9), at: .minute(1))
        let again = try test.reopened(hooks: [.delivered])
        #expect(try await again.recover(at: .minute(2)).map(\.job) == [job.id])
        try await again.delivered(job.id, at: .minute(2))
        let third = try test.reopened(hooks: [.delivered])
        #expect(try await third.dueHook(at: .minute(3))?.video == (try place("a.mp4")))
    }

    @Test("A hook that failed waits for its time, and others go before it")
    func backoff() async throws {
        for name in ["a.jpg", "b.jpg"] { try await test.refuse(name, content: name) }
        let first = try #require(try await due(at: 1))
        try await journal.hookFailed(first.job, "It ended with the code 1.", at: .minute(1), again: .minute(5))
        #expect(try await journal.nextHookTime() == Timestamp(milliseconds: 0))
        let second = try #require(try await due(at: 1))
        #expect(second.job != first.job)
        try await journal.hookRan(second.job)
        #expect(try await due(at: 4) == nil)
        #expect(try await journal.nextHookTime() == .minute(5))
        #expect(try await due(at: 5)?.failures == 1)
    }

    @Test("What waits, what was given up and the last failure are counted")
    func counts() async throws {
        for name in ["a.jpg", "b.jpg", "c.jpg"] { try await test.refuse(name, content: name) }
        try await journal.hookFailed(1, "It ended with the code 1.", at: .minute(2), again: nil)
        try await journal.hookFailed(2, "It ended with the code 2.", at: .minute(1), again: .minute(9))
        let counts = try await journal.hookCounts()
        #expect(counts.waiting == 2 && counts.givenUp == 1)
        #expect(counts.lastFailure?.job == 1 && counts.lastFailure?.at == .minute(2))
        #expect(counts.lastFailure?.reason == "It ended with the code 1.")
        #expect(try await due()?.job == 3)
        #expect(try await journal.nextHookTime() != nil)
    }

    @Test("Once the picture's name is forgotten its hook is dropped, also one that was given up or is being run")
    func forgotten() async throws {
        for name in ["a.jpg", "b.jpg"] { try await test.refuse(name, content: name) }
        try await journal.hookFailed(1, "It failed.", at: .minute(1), again: nil)
        try await journal.vanish(journal.inputs().map(\.id), at: .minute(2))
        #expect(try await journal.hookCounts() == HookCounts())
        try await journal.hookFailed(2, "It failed.", at: .minute(3), again: .minute(4))
        #expect(try await due() == nil)
    }

    @Test("A job that ends after its picture went still owes its hook, without the picture's name")
    func late() async throws {
        try await test.admit("a.jpg")
        let job = try await test.claim()
        try await journal.vanish([job.input], at: .minute(1))
        _ = try await journal.beginPublishing(
            job.id, as: place("a.mp4"), FileIdentity(device: 1, inode: 9), at: .minute(2))
        try await journal.delivered(job.id, at: .minute(2))
        let hook = try #require(try await due())
        #expect(hook.picture == nil)
        #expect(hook.video == (try place("a.mp4")))
        try await journal.dropUnwantedHooks()
        #expect(try await due() == hook, "one that is still owed stays")
        try await journal.hookFailed(job.id, "It failed.", at: .minute(3), again: nil)
        try await journal.dropUnwantedHooks()
        #expect(try await journal.hookCounts() == HookCounts())
    }

    @Test("Hooks that are not configured any more are forgotten")
    func unwanted() async throws {
        try await test.refuse("a.jpg", content: "a")
        try await test.admit("b.jpg", content: "b")
        let delivered = try await test.deliver("b.jpg", as: "b.mp4")
        let again = try test.reopened(hooks: [.delivered])
        try await again.dropUnwantedHooks()
        #expect(try await again.hookCounts().waiting == 1)
        #expect(try await again.dueHook(at: .minute(1))?.job == delivered.id)
    }
}
