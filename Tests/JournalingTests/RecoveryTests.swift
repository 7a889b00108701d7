import GRDB
import Model
import Testing

@testable import Journaling

struct RecoveryTests {
    let test: TestJournal
    var journal: Journal { test.journal }
    private let video = FileIdentity(device: 1, inode: 900)

    init() throws { test = try TestJournal() }

    @Test("After a crash running jobs wait again and count as begun, and everything else is as it was")
    func running() async throws {
        try await test.admit("a.jpg", content: "a", .test(priority: 1))
        try await test.admit("b.jpg", content: "b")
        try await test.refuse("c.jpg", content: "c")
        _ = try await test.claim()
        let again = try test.reopened()
        #expect(try await again.recover(at: .minute(5)) == [])
        #expect(again.key == journal.key)
        #expect(again.key.count == 32)
        let job = try #require(try await again.claim(at: .minute(6)))
        #expect(job.path == (try place("a.jpg")))
        #expect(job.attempt == 2)
        #expect(try await test.allStates() == [.running, .queued, .refused])
        #expect(
            try await test.story("a.jpg").transitions.map(\.reason).suffix(2)
                == ["The program ended while it ran.", "A worker was started."])
        #expect(try await test.unnotedChanges() == [])
    }

    @Test("A job left running whose picture has gone ends, with its time and reason")
    func runningWithoutPicture() async throws {
        try await test.admit("a.jpg")
        _ = try await test.claim()
        try await journal.vanish([1], at: .minute(1))
        #expect(try await journal.recover(at: .minute(5)) == [])
        #expect(try await test.allStates() == [.expired])
        #expect(try await journal.counts() == [:])
        #expect(try await test.unnotedChanges() == [])
    }

    @Test("A job left publishing is told with the video's name and identity, and can be delivered")
    func publishing() async throws {
        try await test.admit("a.jpg")
        let job = try await test.claim()
        #expect(try await journal.beginPublishing(job.id, as: place("a.mp4"), video, at: .minute(1)))
        let other = FileIdentity(device: .max, inode: 1 << 63)
        #expect(try await journal.beginPublishing(job.id, as: place("a-2.mp4"), other, at: .minute(2)))
        #expect(try await journal.stillRunning([job.id]) == [job.id])
        let again = try test.reopened()
        let left = try await only(again.recover(at: .minute(5)))
        #expect(left.job == job.id)
        #expect(left.input == job.input)
        #expect(left.path == (try place("a-2.mp4")))
        #expect(left.identity == other)
        try await again.delivered(job.id, at: .minute(6))
        try await again.delivered(job.id, at: .minute(7))
        let output = try await only(again.outputs(of: job.input, .video))
        #expect(output.path == (try place("a-2.mp4")))
        #expect(output.identity == other)
        #expect(output.at == .minute(6))
        #expect(try await again.recover(at: .minute(8)) == [])
        #expect(try await test.allStates() == [.delivered])
        #expect(try await test.unnotedChanges() == [])
    }

    @Test("A job whose video did not get its name waits again")
    func unpublishing() async throws {
        try await test.admit("a.jpg")
        let job = try await test.claim()
        #expect(try await journal.beginPublishing(job.id, as: place("a.mp4"), video, at: .minute(1)))
        try await journal.unpublish(job.id, at: .minute(5))
        #expect(try await test.claim(at: 6).attempt == 2)
        try await journal.unpublish(job.id, at: .minute(7))
        #expect(try await test.allStates() == [.running])
    }

    @Test("A job that comes back after its picture went is not left waiting for ever", arguments: [false, true])
    func unpublishingWithoutPicture(isPublishing: Bool) async throws {
        let input = try await test.sight("a.jpg")
        try await test.admit("a.jpg")
        let job = try await test.claim()
        if isPublishing { _ = try await journal.beginPublishing(job.id, as: place("a.mp4"), video, at: .minute(1)) }
        try await journal.deleted([SweptInput(id: input.id, identity: input.stamp.identity)], at: .minute(2))
        if isPublishing {
            try await journal.unpublish(job.id, at: .minute(5))
        } else {
            try await journal.requeue(
                job.id, notBefore: .minute(6), isForgiven: false, at: .minute(5), reason: "It crashed.")
        }
        #expect(try await test.allStates() == [.expired])
        #expect(try await journal.recent(ended: 1).ended.map(\.code) == [.expiredUnrendered])
        #expect(try await journal.nextAttempt() == nil)
        #expect(try await test.unnotedChanges() == [])
    }

    @Test("A job that comes back after a revision was made is replaced by it")
    func unpublishingOutdated() async throws {
        try await test.admit("a.jpg", sidecar: "1")
        let job = try await test.claim()
        #expect(try await journal.beginPublishing(job.id, as: place("a.mp4"), video, at: .minute(1)))
        try await test.admit("a.jpg", sidecar: "2", at: 2)
        try await journal.unpublish(job.id, at: .minute(5))
        #expect(try await test.allStates() == [.replaced, .queued])
    }

    @Test("A video that could not get its name leaves its job to be tried again or to fail", arguments: [false, true])
    func publishingFails(forGood: Bool) async throws {
        try await test.admit("a.jpg")
        let job = try await test.claim()
        #expect(try await journal.beginPublishing(job.id, as: place("a.mp4"), video, at: .minute(1)))
        if forGood {
            try await journal.fail(job.id, .test, at: .minute(2))
        } else {
            try await journal.requeue(
                job.id, notBefore: .minute(2), isForgiven: true, at: .minute(2), reason: "The disk was full.")
        }
        #expect(try await test.allStates() == [forGood ? .failed : .queued])
        #expect(try await journal.recover(at: .minute(3)) == [])
    }

    @Test("A job that runs while its picture is deleted can still be delivered")
    func deliveredAfterDeletion() async throws {
        let input = try await test.sight("a.jpg")
        try await test.admit("a.jpg")
        let job = try await test.claim()
        try await journal.deleted([SweptInput(id: input.id, identity: input.stamp.identity)], at: .minute(2))
        #expect(
            try await journal.beginPublishing(
                job.id, as: place("a.mp4"), video, madeUnder: .landlockAndSeccomp, at: .minute(3)))
        try await journal.delivered(job.id, at: .minute(4))
        let videos = try await journal.outputs(of: input.id, .video)
        #expect(videos.map(\.path) == [nil], "its name would tell of the picture's")
        #expect(videos.map(\.pathHash) == [journal.pathHash(try place("a.mp4"))])
        let story = try #require(try await journal.story(inbox: nil, outbox: place("a.mp4")))
        #expect(story.ending == .deleted)
        #expect(story.jobs.map(\.state) == [.delivered])
        #expect(
            story.transitions.map(\.reason) == [
                "It was seen in the inbox.", "The picture arrived.", "A worker was started.",
                "It was deleted on schedule.",
                "The video is whole. Its maker was contained by: landlock and seccomp.", "The video is in the outbox.",
            ])
    }

    @Test("What has happened is recorded even if the task was cancelled meanwhile")
    func cancelled() async throws {
        try await test.admit("a.jpg")
        let job = try await test.claim()
        let journal = journal
        let task = Task {
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            try await journal.requeue(
                job.id, notBefore: .minute(1), isForgiven: true, at: .minute(1), reason: "The program was stopped.")
        }
        try await task.value
        #expect(try await test.allStates() == [.queued])
        #expect(try await test.claim(at: 1).attempt == 1)
    }
}
