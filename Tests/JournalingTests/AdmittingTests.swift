import Model
import Testing

@testable import Journaling

struct AdmittingTests {
    let test: TestJournal
    var journal: Journal { test.journal }

    init() throws { test = try TestJournal() }

    @Test("A picture that is admitted has one job that waits, with its settings, stamp and deadline")
    func admitting() async throws {
        let seen = try await test.sight("a.jpg", at: 3)
        let admission = try await test.admit("a.jpg", inode: 5, .test(priority: 2, duration: 7), at: 4)
        let job = try await test.claim(at: 5)
        #expect(admission == .queued(job: job.id))
        #expect(job.input == seen.id)
        #expect(job.stamp == .test(inode: 5))
        #expect(job.settings == .test(priority: 2, duration: 7))
        #expect(job.deadline == seen.deadline)
        #expect(job.attempt == 1)
        #expect(try await test.input("a.jpg")?.contentHash == Array("content".utf8))
        #expect(
            try await test.story("a.jpg").transitions.map(\.reason)
                == ["It was seen in the inbox.", "The picture arrived.", "A worker was started."])
    }

    @Test("Any settings come back as they were", arguments: SampleSettings.all)
    func settings(_ settings: Settings) async throws {
        try await test.admit("a.jpg", settings)
        #expect(try await test.claim().settings == settings)
    }

    @Test("The same content with the same sidecar changes nothing but the stamp, whatever its job does")
    func touched() async throws {
        try await test.sight("a.jpg", at: 1)
        try await test.admit("a.jpg", sidecar: "s", at: 2)
        let arrival = try await test.input("a.jpg")?.arrival
        #expect(try await test.admit("a.jpg", inode: 2, sidecar: "s", at: 3) == .unchanged)
        let job = try await test.claim(at: 4)
        #expect(job.stamp == .test(inode: 2))
        #expect(try await test.admit("a.jpg", inode: 3, sidecar: "s", at: 5) == .unchanged)
        _ = try await journal.beginPublishing(
            job.id, as: place("a.mp4"), FileIdentity(device: 1, inode: 9), at: .minute(6))
        #expect(try await test.admit("a.jpg", inode: 4, sidecar: "s", at: 7) == .unchanged)
        try await journal.delivered(job.id, at: .minute(8))
        #expect(try await test.admit("a.jpg", inode: 5, sidecar: "s", at: 9) == .unchanged)
        #expect(try await test.input("a.jpg")?.stamp == .test(inode: 5))
        #expect(try await test.input("a.jpg")?.arrival == arrival)
        #expect(try await test.allStates() == [.delivered])
    }

    @Test("A job that failed or expired is not tried again by a touch")
    func touchedAfterFailure() async throws {
        try await test.admit("a.jpg")
        try await journal.fail(test.claim().id, .test, at: .minute(1))
        #expect(try await test.admit("a.jpg", inode: 2) == .unchanged)
        try await test.admit("b.jpg", content: "b")
        try await journal.expire(journal.due(at: .minute(3000)), at: .minute(3000))
        #expect(try await test.admit("b.jpg", content: "b", inode: 2) == .unchanged)
        #expect(try await test.allStates() == [.failed, .expired])
    }

    @Test("A job that still waits takes the settings, and its new place in the queue")
    func renewing() async throws {
        try await test.admit("a.jpg", content: "a")
        try await test.admit("b.jpg", content: "b")
        #expect(try await test.admit("b.jpg", content: "b", .test(priority: 3, duration: 9)) == .unchanged)
        let job = try await test.claim()
        #expect(job.path == (try place("b.jpg")))
        #expect(job.settings.duration == 9)
    }

    @Test("A job that runs keeps the settings it was begun with")
    func runningSettings() async throws {
        try await test.admit("a.jpg")
        let job = try await test.claim()
        #expect(try await test.admit("a.jpg", .test(duration: 9)) == .unchanged)
        try await journal.requeue(job.id, notBefore: .minute(0), isForgiven: true, at: .minute(1), reason: "Stopped.")
        #expect(try await test.claim(at: 2).settings == Settings())
    }

    @Test("A sidecar that comes or changes while the job waits or runs takes its place", arguments: [false, true])
    func sidecarChanged(isRunning: Bool) async throws {
        try await test.admit("a.jpg")
        let first = isRunning ? try await test.claim() : nil
        let second = try await test.admit("a.jpg", sidecar: "new", .test(duration: 8), at: 1)
        #expect(second.queued != nil)
        #expect(try await test.allStates() == [.replaced, .queued])
        if let first {
            #expect(try await journal.stillRunning([first.id]) == [])
            let identity = FileIdentity(device: 1, inode: 9)
            #expect(try await journal.beginPublishing(first.id, as: place("a.mp4"), identity, at: .minute(2)) == false)
            try await journal.fail(first.id, .test, at: .minute(2))
            try await journal.requeue(first.id, notBefore: .minute(2), isForgiven: false, at: .minute(2), reason: "x")
            #expect(try await test.allStates() == [.replaced, .queued])
        }
        #expect(try await test.claim(at: 2).settings.duration == 8)
        #expect(try await test.input("a.jpg")?.sidecarHash == Array("new".utf8))
        #expect(try await test.unnotedChanges() == [])
    }

    @Test("A sidecar that changes while the video gets its name makes a revision after it")
    func sidecarChangedWhilePublishing() async throws {
        try await test.admit("a.jpg", sidecar: "1")
        let job = try await test.claim()
        let identity = FileIdentity(device: 1, inode: 9)
        #expect(try await journal.beginPublishing(job.id, as: place("a.mp4"), identity, at: .minute(1)))
        #expect(try await test.admit("a.jpg", sidecar: "2", at: 2).queued != nil)
        try await journal.delivered(job.id, at: .minute(3))
        #expect(try await test.allStates() == [.delivered, .queued])
    }

    @Test("A sidecar that changes after the delivery makes a revision, whose video replaces the earlier one")
    func sidecarChangedAfterDelivery() async throws {
        try await test.admit("a.jpg", sidecar: "1")
        let first = try await test.deliver("a.jpg", as: "a.mp4", inode: 901)
        try await test.admit("a.jpg", sidecar: "2", at: 5)
        let second = try await test.deliver("a.jpg", as: "a.mp4", inode: 902, at: 6)
        #expect(try await test.states("a.jpg") == [.delivered, .delivered])
        let videos = try await journal.outputs(of: first.input, .video)
        #expect(videos.map(\.job) == [second.id])
        #expect(videos.map(\.identity.inode) == [902])
    }

    @Test("A sidecar that is gone changes nothing, not even of a job that waits")
    func sidecarGone() async throws {
        try await test.admit("a.jpg", sidecar: "s", .test(priority: 4, duration: 8))
        #expect(try await test.admit("a.jpg", inode: 2) == .unchanged)
        let job = try await test.claim()
        #expect(job.settings == .test(priority: 4, duration: 8))
        #expect(try await test.admit("a.jpg", inode: 3) == .unchanged)
        #expect(try await test.allStates() == [.running])
    }

    @Test("Other content is a new arrival and closes the old one, and its job unless that is delivered")
    func newContent() async throws {
        let old = try await test.sight("a.jpg", at: 1)
        try await test.admit("a.jpg", content: "old", at: 2)
        let admission = try await test.admit("a.jpg", content: "new", inode: 8, at: 90)
        #expect(admission.queued != nil)
        let new = try #require(try await test.input("a.jpg"))
        #expect(new.id != old.id)
        #expect(new.arrival == .minute(90))
        #expect(new.deadline == .minute(26 * 60))
        #expect(new.stamp == .test(inode: 8))
        #expect(try await test.allStates() == [.replaced, .queued])
        #expect(try await test.endings() == ["replaced", nil])
        #expect(try await test.unnotedChanges() == [])
    }

    @Test("Other content stops a job that runs on the old one")
    func newContentWhileRunning() async throws {
        try await test.admit("a.jpg", content: "old")
        let job = try await test.claim()
        try await test.admit("a.jpg", content: "new", at: 1)
        #expect(try await journal.stillRunning([job.id]) == [])
        #expect(try await test.allStates() == [.replaced, .queued])
    }

    @Test("A picture that is not known at its path is a new arrival")
    func unknownPath() async throws {
        #expect(try await test.admit("a.jpg", at: 7).queued != nil)
        #expect(try await test.input("a.jpg")?.arrival == .minute(7))
    }

    @Test("What is refused has no job to run, and is refused once")
    func refusing() async throws {
        let admission = try await test.refuse("a.jpg", sidecar: "bad")
        #expect(admission.refused != nil)
        #expect(try await journal.claim(at: .minute(1)) == nil)
        #expect(try await test.input("a.jpg")?.isRefused == true)
        #expect(try await test.refuse("a.jpg", sidecar: "bad", at: 1) == .unchanged)
        #expect(try await test.allStates() == [.refused])
    }

    @Test("A refusal whose settings are valid now becomes a job, the sidecar mended or gone", arguments: ["good", nil])
    func mending(sidecar: String?) async throws {
        try await test.refuse("a.jpg", sidecar: "bad")
        #expect(try await test.admit("a.jpg", sidecar: sidecar, at: 1).queued != nil)
        #expect(try await test.allStates() == [.refused, .queued])
        #expect(try await test.input("a.jpg")?.isRefused == false)
    }

    @Test(
        "A refusal for another reason replaces the earlier one",
        arguments: [
            JobFailure(.sidecarTooLarge, "The sidecar is wrong.", advice: ""),
            JobFailure(.sidecarInvalid, "The sidecar is wrong elsewhere.", advice: ""),
        ])
    func otherReason(_ failure: JobFailure) async throws {
        try await test.refuse("a.jpg", .test)
        #expect(try await test.refuse("a.jpg", failure, at: 1).refused != nil)
        #expect(try await test.refuse("a.jpg", failure, at: 2) == .unchanged)
        #expect(try await journal.unnoted().map(\.failure) == [failure])
    }

    @Test("A job that waits is refused when its folder's settings become invalid, and a delivered one stands")
    func refusedLater() async throws {
        try await test.admit("a.jpg", content: "a")
        try await test.deliver("a.jpg", as: "a.mp4")
        try await test.admit("b.jpg", content: "b")
        #expect(try await test.refuse("a.jpg", content: "a", at: 1) == .unchanged)
        #expect(try await test.refuse("b.jpg", content: "b", at: 1).refused != nil)
        #expect(try await test.allStates() == [.delivered, .replaced, .refused])
    }

    @Test("A picture refused unread keeps arrival and deadline when it can be read")
    func refusedUnread() async throws {
        let seen = try await test.sight("a.jpg", at: 1)
        let linked = JobFailure(.linkedElsewhere, "It has two names.", advice: "Remove one.")
        #expect(try await test.refuse("a.jpg", content: "", linked, at: 2).refused != nil)
        #expect(try await test.refuse("a.jpg", content: "", inode: 3, linked, at: 3) == .unchanged)
        #expect(try await test.admit("a.jpg", at: 300).queued != nil)
        let input = try #require(try await test.input("a.jpg"))
        #expect(input.id == seen.id)
        #expect(input.arrival == seen.arrival)
        #expect(input.deadline == seen.deadline)
    }

    @Test("What cannot be read says nothing of the content that was: input, stamp and video stand")
    func unreadableLater() async throws {
        try await test.admit("a.jpg", at: 1)
        try await test.deliver("a.jpg", as: "a.mp4")
        let before = try #require(try await test.input("a.jpg"))
        #expect(try await test.refuse("a.jpg", content: "", inode: 7, at: 200) == .unchanged)
        #expect(try await test.input("a.jpg") == before)
        #expect(try await test.admit("a.jpg", inode: 7, at: 300) == .unchanged)
        #expect(try await test.input("a.jpg")?.deadline == before.deadline)
    }
}

/// Settings that use every kind of value that a sidecar has.
enum SampleSettings {
    static let all: [Settings] = [
        Settings(), exact, explicit, .test(priority: -10, keep: .zero), .test(keep: .hours(36), duration: 0.5),
    ]

    private static var exact: Settings {
        var settings = Settings()
        settings.resolution = .exact(width: 1234, height: 568)
        settings.aspectRatio = .ratio(width: 1234, height: 568)
        settings.quality = .crf(17)
        settings.motion = .still
        settings.seed = .max
        settings.loop = true
        settings.fit = .containBlur
        return settings
    }

    private static var explicit: Settings {
        var settings = Settings()
        settings.from = CropRectangle(x: 0.1, y: 0.2, width: 0.3)
        settings.to = CropRectangle(x: 0.4, y: 0.1, width: 0.55)
        settings.quality = .lossless
        settings.easing = .cubic
        settings.motionAmount = 0.123456789
        settings.aspectRatio = .source
        return settings
    }
}
