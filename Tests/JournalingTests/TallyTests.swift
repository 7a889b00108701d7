import GRDB
import Model
import Testing

@testable import Journaling

struct TallyTests {
    let test: TestJournal
    var journal: Journal { test.journal }

    init() throws { test = try TestJournal() }

    private func ended(_ state: JobState) async throws -> Int { try await journal.tallies().ended[state] ?? -1 }

    @Test("Every end of a job is counted once, by how it ended")
    func ends() async throws {
        #expect(
            try await journal.tallies().ended == [.delivered: 0, .failed: 0, .refused: 0, .replaced: 0, .expired: 0])
        try await test.refuse("refused.jpg", inode: 1)
        try await test.admit("good.jpg", content: "good", inode: 2)
        try await test.deliver("good.jpg", as: "good.mp4")
        try await test.admit("bad.jpg", content: "bad", inode: 3)
        let bad = try await test.claim()
        try await journal.fail(bad.id, .test, at: .minute(1))
        try await journal.fail(bad.id, .test, at: .minute(2))
        try await test.admit("late.jpg", content: "late", inode: 4)
        try await test.delete("late.jpg", at: 60)
        try await test.admit("other.jpg", content: "first", inode: 5)
        try await test.admit("other.jpg", content: "second", inode: 5, size: 2)
        #expect(
            try await journal.tallies().ended == [.delivered: 1, .failed: 1, .refused: 1, .replaced: 1, .expired: 1])
        #expect(try await test.reopened().tallies() == journal.tallies())
    }

    @Test("A render's time is from the start of its last worker to the whole video, also when a crash comes between")
    func time() async throws {
        try await test.admit("a.jpg")
        let first = try await test.claim(at: 1)
        try await journal.requeue(first.id, notBefore: .minute(1), isForgiven: true, at: .minute(5), reason: "stopped")
        let job = try await test.claim(at: 10)
        let video = FileIdentity(device: 1, inode: 900)
        for (name, minute) in [("a.mp4", Int64(13)), ("a-2.mp4", 14)] {
            #expect(try await journal.beginPublishing(job.id, as: try place(name), video, at: .minute(minute)))
        }
        #expect(try await journal.tallies().renders == 0)
        try await test.reopened().delivered(job.id, at: .minute(600))
        #expect(try await journal.tallies().renders == 1)
        #expect(try await journal.tallies().renderTime == .minutes(3))
    }

    @Test("A clock that was set back makes no time negative")
    func setBack() async throws {
        try await test.admit("a.jpg", at: 10)
        let job = try await test.claim(at: 10)
        let video = FileIdentity(device: 1, inode: 900)
        #expect(try await journal.beginPublishing(job.id, as: try place("a.mp4"), video, at: .minute(2)))
        try await journal.delivered(job.id, at: .minute(2))
        #expect(try await journal.tallies().renders == 1)
        #expect(try await journal.tallies().renderTime == .zero)
    }

    @Test("Lost events add up")
    func overflows() async throws {
        try await journal.countOverflows(2)
        try await journal.countOverflows(3)
        #expect(try await journal.tallies().overflows == 5)
    }

    @Test("A journal from before the counts counts what ended already")
    func earlier() async throws {
        try await test.refuse("refused.jpg", inode: 1)
        try await test.admit("good.jpg", content: "good", inode: 2)
        let step = try #require(Schema.steps.first { $0.contains("CREATE TABLE tally") })
        try await journal.queue.write { try $0.execute(sql: "DROP TABLE tally; \(step)") }
        #expect(try await ended(.refused) == 1)
        #expect(try await ended(.delivered) == 0)
    }

    @Test("The picture that has waited longest is told by its arrival")
    func oldest() async throws {
        #expect(try await journal.oldestWaiting() == nil)
        try await test.admit("a.jpg", content: "a", .test(priority: -1), at: 5)
        try await test.admit("b.jpg", content: "b", at: 9)
        #expect(try await journal.oldestWaiting() == .minute(5))
        _ = try await test.claim(at: 10)
        #expect(try await journal.oldestWaiting() == .minute(5))
        _ = try await test.claim(at: 10)
        #expect(try await journal.oldestWaiting() == nil)
    }
}
