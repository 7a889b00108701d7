import Model
import Testing

@testable import Journaling

/// A picture that comes again after it was rendered and has gone.
struct RepeatingTests {
    let test: TestJournal
    var journal: Journal { test.journal }

    init() throws { test = try TestJournal() }

    @Test("The same picture with the same settings is recorded and not rendered, and goes on schedule")
    func repeated() async throws {
        try await test.renderAndDelete("a.jpg", deletedAt: 60)
        let seen = try await test.sight("b.jpg", inode: 2, at: 70)
        let admission = try await test.admit("b.jpg", inode: 2, at: 71)
        #expect(admission.repeated != nil)
        #expect(try await journal.claim(at: .minute(72)) == nil)
        #expect(try await test.states("b.jpg") == [.refused])
        let told = try #require(try await journal.unnoted().first)
        #expect(told.path == (try place("b.jpg")))
        #expect(told.failure.code == .alreadyRendered)
        #expect(
            told.failure.sentence == """
                The same picture was rendered with the same settings before and deleted by 2027-01-15T09:00:00Z, so it is not \
                rendered again. This is remembered until 2027-02-14T09:00:00Z.
                """)
        #expect(told.failure.advice.hasPrefix("soframe retry FILE renders it again"))
        #expect(try await test.story("b.jpg").transitions.last?.reason == "It was rendered before.")
        #expect(seen.deadline == .minute(26 * 60))
        #expect(try await journal.due(at: .minute(26 * 60 - 1)) == [])
        #expect(try await journal.due(at: .minute(26 * 60)).map(\.id) == [seen.id])
        #expect(try await test.unnotedChanges() == [])
    }

    @Test("One that waits for its job goes with the next sweep")
    func repeatedKeepingNothing() async throws {
        let test = try TestJournal(.hourly(keep: .zero))
        try await test.renderAndDelete("a.jpg", deletedAt: 60)
        try await test.sight("a.jpg", inode: 2, at: 70)
        try await test.admit("a.jpg", inode: 2, at: 71)
        #expect(try await test.journal.due(at: .minute(120)).count == 1)
    }

    @Test("Touching it, and the end of its sidecar, change nothing")
    func touched() async throws {
        try await test.renderAndDelete("a.jpg", sidecar: "s", .test(duration: 7), deletedAt: 60)
        try await test.admit("a.jpg", inode: 2, sidecar: "s", .test(duration: 7), at: 70)
        #expect(
            try await test.admit("a.jpg", inode: 2, size: 2, sidecar: "s", .test(duration: 7), at: 71) == .unchanged)
        #expect(try await test.admit("a.jpg", inode: 2, size: 3, at: 72) == .unchanged)
        #expect(try await test.states("a.jpg") == [.refused])
    }

    @Test("Other settings, or other content, are rendered")
    func others() async throws {
        try await test.renderAndDelete("a.jpg", deletedAt: 60)
        #expect(try await test.admit("a.jpg", inode: 2, sidecar: "s", .test(duration: 7), at: 70).queued != nil)
        #expect(try await test.admit("b.jpg", content: "other", inode: 3, at: 70).queued != nil)
        #expect(try await test.admit("c.jpg", inode: 4, .test(duration: 8), at: 70).queued != nil)
    }

    @Test("A depth file counts: the same one again is not rendered, another one or none is")
    func depth() async throws {
        try await test.renderAndDelete("a.jpg", depth: "hills", deletedAt: 60)
        #expect(try await test.admit("a.jpg", inode: 2, depth: "hills", at: 70).repeated != nil)
        #expect(try await test.admit("b.jpg", inode: 3, at: 70).queued != nil)
        #expect(try await test.admit("a.jpg", inode: 2, depth: "plains", at: 71).queued != nil)
        #expect(try await test.story("a.jpg").transitions.last?.reason == "The depth file changed.")
    }

    @Test("A sidecar that comes later is rendered, and what was rendered before is again then")
    func laterSidecar() async throws {
        try await test.renderAndDelete("a.jpg", sidecar: "1", deletedAt: 60)
        #expect(try await test.admit("a.jpg", inode: 2, sidecar: "1", at: 70).repeated != nil)
        #expect(try await test.admit("a.jpg", inode: 2, sidecar: "2", .test(duration: 7), at: 71).queued != nil)
        try await test.deliver("a.jpg", as: "a-2.mp4", inode: 902, at: 72)
        #expect(try await test.admit("a.jpg", inode: 2, sidecar: "1", at: 73).queued != nil)
    }

    @Test("A known sidecar that comes late stops what was begun without it", arguments: [false, true])
    func lateKnownSidecar(isRunning: Bool) async throws {
        try await test.renderAndDelete("a.jpg", sidecar: "s", .test(duration: 7), deletedAt: 60)
        #expect(try await test.admit("a.jpg", inode: 2, at: 70).queued != nil)
        if isRunning { _ = try await test.claim(at: 70) }
        #expect(try await test.admit("a.jpg", inode: 2, sidecar: "s", .test(duration: 7), at: 71).repeated != nil)
        #expect(try await test.states("a.jpg") == [.replaced, .refused])
    }

    @Test("The same picture twice in the inbox is rendered twice, whenever either goes")
    func copies() async throws {
        try await test.sight("b.jpg", inode: 2, at: 59)
        try await test.admit("c.jpg", inode: 3, at: 58)
        _ = try await test.claim(at: 58)
        try await test.sight("a.jpg", at: 0)
        try await test.admit("a.jpg", at: 0)
        try await test.deliver("a.jpg", as: "a.mp4", at: 1)
        try await test.delete("a.jpg", at: 60)
        #expect(try await test.admit("b.jpg", inode: 2, at: 70).queued != nil)
        #expect(try await test.admit("b.jpg", inode: 2, size: 2, at: 71) == .unchanged)
        #expect(try await test.admit("c.jpg", inode: 3, size: 2, at: 71) == .unchanged)
        #expect(try await test.states("b.jpg") == [.queued])
        #expect(try await test.states("c.jpg") == [.running])
    }

    @Test("Every revision that was delivered is known again")
    func revisions() async throws {
        try await test.admit("a.jpg", sidecar: "1", at: 0)
        try await test.deliver("a.jpg", as: "a.mp4", inode: 901, at: 1)
        try await test.admit("a.jpg", sidecar: "2", .test(duration: 7), at: 2)
        try await test.deliver("a.jpg", as: "a.mp4", inode: 902, at: 3)
        try await test.delete("a.jpg", at: 60)
        #expect(try await test.fingerprints() == 2)
        #expect(try await test.admit("b.jpg", inode: 2, at: 70).repeated != nil)
        #expect(try await test.admit("c.jpg", inode: 3, .test(duration: 7), at: 70).repeated != nil)
    }

    @Test("A user's retry renders it all the same, with its settings, and once")
    func retried() async throws {
        try await test.renderAndDelete("a.jpg", .test(duration: 7), deletedAt: 60)
        try await test.admit("a.jpg", inode: 2, .test(duration: 7), at: 70)
        let answer = try await journal.retry(place("a.jpg"), at: .minute(71))
        #expect(answer == Answer(succeeded: true, sentence: "a.jpg will be rendered again."))
        #expect(try await journal.unnoted() == [])
        #expect(try await test.admit("a.jpg", inode: 2, size: 2, .test(duration: 7), at: 72) == .unchanged)
        #expect(try await test.claim(at: 73).settings == .test(duration: 7))
        #expect(try await test.states("a.jpg") == [.refused, .running])
    }

    @Test("What a user asked for before it was taken in is rendered when it is")
    func retriedEarly() async throws {
        try await test.renderAndDelete("a.jpg", deletedAt: 60)
        try await test.sight("a.jpg", inode: 2, at: 70)
        #expect(
            try await journal.retry(place("a.jpg"), at: .minute(71)).sentence
                == "a.jpg has not been taken in yet; it will be rendered when it is whole.")
        #expect(try await test.admit("a.jpg", inode: 2, at: 72).queued != nil)
    }
}
