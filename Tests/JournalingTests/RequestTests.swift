import Model
import Testing

@testable import Journaling

struct RequestTests {
    let test: TestJournal
    var journal: Journal { test.journal }

    init() throws { test = try TestJournal() }

    @Test("Requests wait in order until they are answered, and an answer is taken once")
    func answering() async throws {
        let other = try test.reopened()
        let first = try await other.ask(.retry, .inbox(place("a.jpg")), at: .minute(1))
        let second = try await other.ask(
            .hold, .outbox(place("b.mp4")), words: "evidence", end: .minute(9), at: .minute(2))
        #expect(
            try await journal.requests() == [
                Request(id: first, action: .retry, place: .inbox(place("a.jpg")), words: "", end: nil),
                Request(
                    id: second, action: .hold, place: .outbox(place("b.mp4")), words: "evidence", end: .minute(9)),
            ])
        #expect(try await other.takeAnswer(to: first) == nil)
        let answer = Answer(succeeded: true, sentence: "Done.")
        try await journal.answer(first, answer)
        #expect(try await journal.requests().map(\.id) == [second])
        #expect(try await other.takeAnswer(to: first) == answer)
        #expect(try await other.takeAnswer(to: first) == nil)
    }

    @Test("Requests that nobody can be waiting for any more go with a sweep")
    func stale() async throws {
        let old = try await journal.ask(.retry, .inbox(place("a.jpg")), at: .minute(0))
        let new = try await journal.ask(.retry, .inbox(place("b.jpg")), at: .minute(1))
        try await journal.swept(at: .minute(60), deleted: 0, failed: 0)
        #expect(try await journal.requests().map(\.id) == [new])
        #expect(old != new)
    }

    @Test("A request for a picture that goes is answered then, without its name")
    func pictureGoes() async throws {
        let input = try await test.sight("a.jpg")
        let request = try await journal.ask(.retry, .inbox(place("a.jpg")), at: .minute(0))
        try await journal.vanish([input.id], at: .minute(1))
        #expect(try await journal.requests() == [])
        #expect(
            try await journal.takeAnswer(to: request)
                == Answer(succeeded: false, sentence: "The picture is no longer in the inbox; send it again."))
    }

    @Test("A picture that ended is queued again with its settings and sidecar")
    func retrying() async throws {
        try await test.admit("a.jpg", sidecar: "s", .test(priority: 2, duration: 9))
        try await journal.fail(test.claim().id, .test, at: .minute(1))
        let answer = try await journal.retry(place("a.jpg"), at: .minute(2))
        #expect(answer == Answer(succeeded: true, sentence: "a.jpg will be rendered again."))
        #expect(try await journal.unnoted() == [], "It is being tried again.")
        #expect(try await test.input("a.jpg")?.sidecarHash == Array("s".utf8))
        let job = try await test.claim(at: 3)
        #expect(job.settings == .test(priority: 2, duration: 9))
        #expect(job.attempt == 1)
        #expect(try await test.allStates() == [.failed, .running])
        #expect(try await test.story("a.jpg").transitions.map(\.reason).contains("A user asked for it again."))
    }

    @Test("What is not in the inbox, or is no picture, cannot be tried again")
    func retryingUnknown() async throws {
        try await test.sight("a.jpg.json", .sidecar)
        for name in ["a.jpg.json", "b.jpg"] {
            let answer = try await journal.retry(place(name), at: .minute(1))
            #expect(
                answer
                    == Answer(
                        succeeded: false, sentence: "\(name) is no picture that waits in the inbox; send it again."))
        }
    }

    @Test("A picture that is not whole yet, waits, runs or gets its name is not queued twice")
    func retryingTooEarly() async throws {
        try await test.sight("a.jpg")
        #expect(
            try await journal.retry(place("a.jpg"), at: .minute(1))
                == Answer(
                    succeeded: false, sentence: "a.jpg has not been taken in yet; it will be rendered when it is whole."
                ))
        try await test.admit("a.jpg")
        #expect(try await sentence() == "a.jpg is queued already.")
        let job = try await test.claim()
        #expect(try await sentence() == "a.jpg is running already.")
        _ = try await journal.beginPublishing(
            job.id, as: place("a.mp4"), FileIdentity(device: 1, inode: 9), at: .minute(1))
        #expect(try await sentence() == "a.jpg is publishing already.")
        #expect(try await test.allStates() == [.publishing])
    }

    private func sentence() async throws -> String {
        let answer = try await journal.retry(place("a.jpg"), at: .minute(1))
        return answer.succeeded ? "" : answer.sentence
    }

    @Test("What was refused has to be mended first")
    func retryingRefused() async throws {
        try await test.refuse("a.jpg")
        #expect(try await sentence() == "a.jpg was refused (sidecar-invalid); mend that first.")
    }

    @Test("What the next sweep deletes is not tried again")
    func retryingOverdue() async throws {
        try await test.admit("a.jpg")
        try await test.deliver("a.jpg", as: "a.mp4")
        #expect(
            try await journal.retry(place("a.jpg"), at: .minute(24 * 60))
                == Answer(
                    succeeded: false,
                    sentence: "The time of a.jpg is over and the next sweep deletes it; send it again."))
    }

    @Test("Facts are remembered across openings, the latest of each name")
    func facts() async throws {
        #expect(try await journal.fact("mode") == nil)
        try await journal.setFact("mode", "inotify")
        try await journal.setFact("mode", "polling")
        #expect(try await test.reopened().fact("mode") == "polling")
    }

    @Test("The last sweep is remembered with what it did")
    func sweeps() async throws {
        #expect(try await journal.lastSweep() == nil)
        try await journal.swept(at: .minute(1), deleted: 9, failed: 0)
        try await journal.swept(at: .minute(2), deleted: 3, failed: 1, lateness: .minutes(4))
        #expect(try await journal.lastSweep() == .minute(2))
        #expect(
            try await journal.lastSweepRecord()
                == SweepRecord(at: .minute(2), deleted: 3, failed: 1, lateness: .minutes(4)))
    }
}
