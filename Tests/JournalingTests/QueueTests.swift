import GRDB
import Model
import Testing

@testable import Journaling

struct QueueTests {
    let test: TestJournal
    var journal: Journal { test.journal }

    init() throws { test = try TestJournal() }

    @Test("Jobs are taken by priority, then deadline, then arrival, then the order they were made in")
    func order() async throws {
        try await test.sight("third.jpg", at: 10)
        try await test.sight("second.jpg", at: 5)
        for name in ["third.jpg", "second.jpg"] { try await test.admit(name, content: name, at: 20) }
        try await test.admit("later.jpg", content: "later", at: 100)
        try await test.admit("sooner.jpg", content: "sooner", .test(keep: .hours(1)), at: 100)
        try await test.admit("fourth.jpg", content: "fourth", at: 10)
        try await test.admit("low.jpg", content: "low", .test(priority: -1, keep: .hours(1)))
        try await test.admit("high.jpg", content: "high", .test(priority: 1), at: 300)
        var names: [String] = []
        while let job = try await journal.claim(at: .minute(300)) { names.append(job.path.description) }
        #expect(
            names == ["high.jpg", "sooner.jpg", "second.jpg", "third.jpg", "fourth.jpg", "later.jpg", "low.jpg"])
        #expect(try await journal.counts() == [.running: 7])
    }

    @Test("The first deadline of a picture that waits is told")
    func firstExpiry() async throws {
        #expect(try await journal.firstExpiry(at: .minute(0)) == nil)
        try await test.admit("a.jpg", content: "a", .test(priority: 1, keep: .hours(1)))
        try await test.admit("b.jpg", content: "b", at: 30)
        try await test.admit("c.jpg", content: "c", at: 90)
        #expect(try await journal.firstExpiry(at: .minute(0)) == .minute(60))
        _ = try await test.claim()
        #expect(try await journal.firstExpiry(at: .minute(0)) == .minute(25 * 60))
    }

    @Test("A job is handed out once")
    func once() async throws {
        try await test.admit("a.jpg")
        let job = try await test.claim()
        #expect(try await journal.claim(at: .minute(1)) == nil)
        #expect(try await journal.stillRunning([job.id, 77]) == [job.id])
    }

    @Test("A job that is put back waits until its time, and counts its attempts unless forgiven")
    func backoff() async throws {
        try await test.admit("a.jpg")
        #expect(try await journal.nextAttempt() == nil)
        let first = try await test.claim()
        try await journal.requeue(
            first.id, notBefore: .minute(10), isForgiven: false, at: .minute(1), reason: "It crashed.")
        #expect(try await journal.nextAttempt() == .minute(10))
        #expect(try await journal.claim(at: .minute(9)) == nil)
        let second = try await test.claim(at: 10)
        #expect(second.attempt == 2)
        try await journal.requeue(
            second.id, notBefore: .minute(20), isForgiven: true, at: .minute(11), reason: "The disk was full.")
        #expect(try await test.claim(at: 20).attempt == 2)
        #expect(try await journal.nextAttempt() == nil)
        #expect(try await test.story("a.jpg").transitions.map(\.reason).contains("The disk was full."))
    }

    @Test("One job that waits after a failure holds up no other, and the earliest time counts")
    func backoffOfOne() async throws {
        for name in ["a.jpg", "b.jpg", "c.jpg"] { try await test.admit(name, content: name) }
        for minute: Int64 in [30, 20] {
            let job = try await test.claim()
            try await journal.requeue(
                job.id, notBefore: .minute(minute), isForgiven: false, at: .minute(1), reason: "It crashed.")
        }
        #expect(try await journal.nextAttempt() == .minute(20))
        #expect(try await test.claim(at: 2).path == (try place("c.jpg")))
    }

    @Test("A job whose kept settings cannot be read fails, and the next is taken", arguments: ["{\"motion\": 7}", nil])
    func unreadableSettings(text: String?) async throws {
        try await test.admit("poison.jpg", content: "p", .test(priority: 1))
        try await test.admit("good.jpg", content: "g")
        try await journal.queue.write { database in
            try database.execute(sql: "DELETE FROM job_settings WHERE job = 1")
            guard let text else { return }
            try database.execute(sql: "INSERT INTO job_settings (job, settings) VALUES (1, ?)", arguments: [text])
        }
        #expect(try await test.claim().path == (try place("good.jpg")))
        #expect(try await test.allStates() == [.failed, .running])
        let failure = try await only(journal.unnoted()).failure
        #expect(failure.code == .internalError)
        #expect(failure.sentence.hasPrefix("The settings that were kept for this picture cannot be read any more: "))
    }

    @Test("A failure is told until its note is written, and not again after that was removed")
    func noting() async throws {
        try await test.admit("a.jpg", at: 1)
        let job = try await test.claim(at: 2)
        try await journal.fail(job.id, .test, at: .minute(3))
        let told = try await only(journal.unnoted())
        #expect(told.job == job.id)
        #expect(told.path == (try place("a.jpg")))
        #expect(told.failure == .test)
        #expect(told.attempts == 1)
        #expect(told.deadline == job.deadline)
        let identity = FileIdentity(device: 1, inode: 50)
        try await journal.wrote(
            .note, job: job.id, input: job.input, path: place("a.jpg.error.json"), identity, at: .minute(4))
        #expect(try await journal.unnoted() == [])
        let note = try await only(journal.outputs(of: job.input, .note))
        #expect(note.path == (try place("a.jpg.error.json")))
        #expect(note.identity == identity)
        try await journal.removed([note.id], at: .minute(5))
        #expect(try await journal.outputs(of: job.input, .note) == [])
        #expect(try await journal.unnoted() == [])
    }

    @Test("Only a picture's latest failure is told, and none once it is tried again or gone")
    func notingTheLatest() async throws {
        try await test.refuse("a.jpg")
        try await test.admit("a.jpg", at: 1)
        #expect(try await journal.unnoted() == [])
        try await journal.fail(test.claim(at: 1).id, .test, at: .minute(2))
        #expect(try await journal.unnoted().map(\.job) == [2])
        let input = try #require(try await test.input("a.jpg"))
        try await journal.vanish([input.id], at: .minute(3))
        #expect(try await journal.unnoted() == [])
    }

    @Test("A receipt leaves the note to be written")
    func receipt() async throws {
        try await test.refuse("a.jpg")
        let identity = FileIdentity(device: 1, inode: 50)
        try await journal.wrote(.receipt, job: 1, input: 1, path: place("a.receipt.json"), identity, at: .minute(4))
        #expect(try await journal.unnoted().map(\.job) == [1])
    }

    @Test("What is written under a name takes the place of what was there")
    func rewriting() async throws {
        try await test.refuse("a.jpg")
        for inode: UInt64 in [50, 51] {
            try await journal.wrote(
                .note, job: 1, input: 1, path: place("a.jpg.error.json"), FileIdentity(device: 1, inode: inode),
                at: .minute(4))
        }
        #expect(try await journal.outputs(of: 1, .note).map(\.identity.inode) == [51])
        #expect(try await journal.outputs(.note, until: .minute(4)).map(\.identity.inode) == [51])
        #expect(try await journal.outputs(.note, until: .minute(3)) == [])
    }

    @Test("The latest that ended are told newest first, beside those that run")
    func recent() async throws {
        try await test.admit("a.jpg", content: "a", .test(priority: 2))
        try await test.deliver("a.jpg", as: "a.mp4", at: 1)
        try await test.refuse("b.jpg", content: "b", at: 2)
        try await test.admit("c.jpg", content: "c", at: 3)
        let running = try await test.claim(at: 4)
        let recent = try await journal.recent(ended: 5)
        #expect(recent.running.map(\.id) == [running.id])
        #expect(recent.ended.map(\.state) == [.refused, .delivered])
        #expect(recent.ended.map(\.at) == [.minute(2), .minute(1)])
        #expect(recent.ended.map(\.code) == [.sidecarInvalid, nil])
        #expect(try await journal.recent(ended: 1).ended.map(\.state) == [.refused])
    }
}
