import Files
import Fixtures
import Journaling
import Model
import Testing

@testable import Service

/// Each test stops where a crash could, and recovers as the next start does.
struct PublishingTests {
    private let test: TestInstallation
    private let publisher: Publisher

    init() throws {
        test = try TestInstallation()
        publisher = Publisher(outbox: test.installation.outbox, journal: test.journal)
    }

    private func job() async throws -> Job {
        try await test.admit("photo.jpg", Pictures.jpeg())
        return try await test.claim()
    }

    private func video(_ text: String) throws -> UnnamedFile {
        let file = try test.installation.outbox.createUnnamed()
        try file.write(Array(text.utf8))
        return file
    }

    private func recover() async throws { _ = try await Recovery(installation: test.installation).run() }

    @Test("A crash before the name is recorded puts the job back")
    func beforeRecord() async throws {
        _ = try await job()
        try await recover()
        #expect(try await test.states("photo.jpg") == [.queued])
        #expect(test.outbox == [])
    }

    @Test("A crash between record and name puts the job back, and it gets that name then")
    func beforeName() async throws {
        let job = try await job()
        let lost = try video("lost")
        #expect(try await test.journal.beginPublishing(job.id, as: try place("photo.mp4"), lost.identity, at: .now))
        try await recover()
        #expect(try await test.states("photo.jpg") == [.queued])
        let again = try await test.claim()
        #expect(
            try await publisher.publish(try video("whole"), of: again, madeUnder: .seccompOnly)?.description
                == "photo.mp4")
        #expect(test.outbox == ["photo.mp4"])
        #expect(try test.root.read("outbox/photo.mp4") == "whole")
    }

    @Test("A crash between name and delivery delivers what is there")
    func beforeDelivery() async throws {
        let job = try await job()
        let file = try video("whole")
        #expect(try await test.journal.beginPublishing(job.id, as: try place("photo.mp4"), file.identity, at: .now))
        #expect(try test.installation.outbox.publish(file, as: try place("photo.mp4")) == .published)
        try await recover()
        #expect(try await test.states("photo.jpg") == [.delivered])
        #expect(try await test.journal.claim(at: .now) == nil)
        #expect(try await test.journal.outputs(of: job.input, .video).map(\.path?.description) == ["photo.mp4"])
        #expect(test.outbox == ["photo.mp4"])
    }

    @Test(
        "A crash around a revision leaves the old video or the new one, and one at the end", arguments: [false, true])
    func revision(isExchanged: Bool) async throws {
        let first = try await job()
        _ = try await publisher.publish(try video("old"), of: first, madeUnder: .seccompOnly)
        #expect(try await test.journal.retry(try place("photo.jpg"), at: .now).succeeded)
        let second = try await test.claim()
        let earlier = try #require(try await test.journal.outputs(of: first.input, .video).last)
        let path = try #require(earlier.path)
        let file = try video("new")
        #expect(try await test.journal.beginPublishing(second.id, as: path, file.identity, at: .now))
        if isExchanged {
            #expect(
                try test.installation.outbox.replace(path, ifStill: earlier.identity, with: file) == .replaced)
        }
        try await recover()
        #expect(try await test.states("photo.jpg") == [.delivered, isExchanged ? .delivered : .queued])
        if !isExchanged {
            _ = try await publisher.publish(try video("new"), of: try await test.claim(), madeUnder: .seccompOnly)
        }
        #expect(test.outbox == ["photo.mp4"])
        #expect(try test.root.read("outbox/photo.mp4") == "new")
    }

    @Test("A name that something else has is left alone", arguments: [1, 2])
    func taken(count: Int) async throws {
        try test.root.write("outbox/photo.mp4", "foreign")
        if count == 2 { try test.root.write("outbox/photo-2.mp4", "foreign too") }
        let place = try await publisher.publish(try video("whole"), of: try await job(), madeUnder: .seccompOnly)
        #expect(place?.description == "photo-\(count + 1).mp4")
        #expect(try test.root.read("outbox/photo.mp4") == "foreign")
    }

    @Test("A file that was changed after it was delivered is somebody's own, even with the same inode")
    func changed() async throws {
        let first = try await job()
        _ = try await publisher.publish(try video("old"), of: first, madeUnder: .seccompOnly)
        let earlier = try #require(try await test.journal.outputs(of: first.input, .video).last)
        let path = try #require(earlier.path)
        try await until("the kernel's clock has moved on") {
            try test.root.write("outbox/photo.mp4", "mine now")
            let changed = try test.installation.outbox.status(of: path)?.changed ?? 0
            return changed / 1_000_000 > earlier.at.milliseconds
        }
        #expect(try test.installation.outbox.status(of: path)?.identity == earlier.identity)
        #expect(try await test.journal.retry(try place("photo.jpg"), at: .now).succeeded)
        let place = try await publisher.publish(try video("new"), of: try await test.claim(), madeUnder: .seccompOnly)
        #expect(place?.description == "photo-2.mp4")
        #expect(try test.root.read("outbox/photo.mp4") == "mine now")
        #expect(try await test.journal.outputs(of: first.input, .video).map(\.path?.description) == ["photo-2.mp4"])
    }

    @Test("A video whose job lost its place is thrown away")
    func outdated() async throws {
        let job = try await job()
        try await test.admit("photo.jpg", Pictures.png())
        #expect(try await publisher.publish(try video("outdated"), of: job, madeUnder: .seccompOnly) == nil)
        #expect(test.outbox == [])
    }

    @Test("A stop while a video is being published delivers it once")
    func stopped() async throws {
        try await test.admit("photo.jpg", Pictures.jpeg())
        let job = try await test.claim()
        let runner = test.runner()
        // The last frame is done: what follows is publishing, at one place or another.
        let (frames, told) = AsyncStream.makeStream(of: Void.self)
        let stoppable = test.runner { event in
            if case .progress(_, let frame, let total) = event, frame == total { told.yield() }
        }
        let run = Task { try await stoppable.run(job) }
        for await _ in frames { break }
        run.cancel()
        try await run.value
        switch try await test.states("photo.jpg") {
        case [.delivered]: #expect(test.outbox == ["photo.mp4"])
        case [.queued]:
            #expect(test.outbox == [])
            try await runner.run(try await test.claim())
        case let states: Issue.record("The job is left \(states).")
        }
        #expect(test.outbox == ["photo.mp4"])
        #expect(try await Video(decoding: test.root.at("outbox/photo.mp4")) == .quick)
    }
}
