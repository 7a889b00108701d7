import Fixtures
import Foundation
import Testing

@Suite(.timeLimit(.minutes(3)))
struct WatchTests {
    @Test("Every way of delivering a picture makes exactly one whole video")
    func deliveries() async throws {
        let installation = try Watched(defaults: #"{"duration": 0.5, "fps": 12, "resolution": "540p"}"#)
        let root = installation.root
        let picture = try root.write("outside/picture.jpg", try await Pictures.jpeg())
        let watch = try await installation.start()

        try await run("cp", picture, root.at("inbox/copied.jpg"))
        try root.write("outside/moved.jpg", try await Pictures.jpeg())
        try await run("mv", root.at("outside/moved.jpg"), root.at("inbox/moved.jpg"))
        try await run("rsync", "-a", picture, root.at("inbox/synced.jpg"))
        try root.write("outside/linked.jpg", try await Pictures.jpeg())
        try await run("ln", root.at("outside/linked.jpg"), root.at("inbox/linked.jpg"))
        try root.remove("outside/linked.jpg")
        try root.makeFolder("inbox/new/deep")
        try await run("cp", picture, root.at("inbox/new/deep/nested.jpg"))
        try root.write("inbox/before.jpg.json", quick)
        try await run("cp", picture, root.at("inbox/before.jpg"))
        try await run("cp", picture, root.at("inbox/after.jpg"))
        try root.write("inbox/after.json", quick)
        try await run("cp", picture, root.at("inbox/touched.jpg"))
        try await run("touch", root.at("inbox/touched.jpg"))

        let expected = [
            "after.mp4", "before.mp4", "copied.mp4", "linked.mp4", "moved.mp4", "new/deep/nested.mp4", "synced.mp4",
            "touched.mp4",
        ]
        try await until("every video is there") { installation.outbox == expected }
        // A change of a file that was rendered changes nothing.
        try await run("touch", root.at("inbox/copied.jpg"))
        try root.write("inbox/last.jpg", try await Pictures.jpeg())
        try await until("the last is there too") { installation.outbox.contains("last.mp4") }
        #expect(try await installation.stop(watch).code == 0)
        #expect(installation.outbox == (expected + ["last.mp4"]).sorted())
        for name in expected {
            let isQuick = ["before.mp4", "after.mp4"].contains(name)
            let video = try await Video(decoding: root.at("outbox/\(name)"))
            #expect(video == (isQuick ? .quick : Video(width: 960, height: 540, frames: 6)), "\(name)")
        }
        #expect(!watch.errors.contains(".jpg") && !watch.errors.contains(".mp4"), "a log names no picture")
        #expect(watch.errors.contains("delivered"))
    }

    @Test(
        "A program killed in the middle of a render makes exactly one video after a restart",
        arguments: [SIGKILL, SIGTERM])
    func killed(signal: Int32) async throws {
        let installation = try Watched(defaults: slow)
        let first = try await installation.start()
        try installation.root.write("inbox/photo.jpg", try await Pictures.jpeg())
        try await until("frames are rendered") { !installation.root.files(in: "state/progress").isEmpty }
        first.signal(signal)
        let ended = try await first.end()
        #expect(ended.wasKilled == (signal == SIGKILL))
        if signal == SIGTERM { #expect(ended.code == 0) }
        #expect(installation.outbox == [])
        let between = try await soframe("status", installation.root.path, "--json")
        if signal == SIGTERM {
            #expect(between.output.contains(#""queued": 1"#), "a graceful stop puts the job back")
            #expect(installation.root.files(in: "state/progress") == [])
        }

        let second = try await installation.start()
        try await until("the video is there") { installation.outbox.contains("photo.mp4") }
        #expect(try await installation.stop(second).code == 0)
        #expect(installation.outbox == ["photo.mp4"])
        #expect(
            try await Video(decoding: installation.root.at("outbox/photo.mp4"))
                == Video(width: 1280, height: 720, frames: 240))
        let story = try await soframe("explain", "--root", installation.root.path, "photo.jpg").output
        #expect(story.contains("Job 1 is delivered."))
        #expect(story.contains(signal == SIGTERM ? "It was stopped." : "The program ended while it ran."))
    }

    @Test("A second instance on the same state says who holds it and ends with 3", arguments: ["watch", "batch"])
    func second(command: String) async throws {
        let installation = try Watched()
        let watch = try await installation.start()
        let other = try await soframe(command, installation.root.path)
        #expect(other.code == 3)
        #expect(other.errors.hasPrefix("soframe: The state folder is held by “soframe watch” (process "))
        #expect(other.errors.hasSuffix("Stop that one first, or give another folder with --state.\n"))
        #expect(try await installation.stop(watch).code == 0)
    }

    @Test("A late sidecar makes a revision that replaces its own video, and nobody else's")
    func revision() async throws {
        let installation = try Watched()
        let root = installation.root
        let watch = try await installation.start()
        try root.write("inbox/own.jpg", try await Pictures.jpeg())
        try root.write("inbox/taken.jpg", try await Pictures.jpeg())
        try await until("both videos are there") { installation.outbox == ["own.mp4", "taken.mp4"] }
        try root.remove("outbox/taken.mp4")
        try root.write("outbox/taken.mp4", "somebody else's")
        let late = #"{"duration": 1, "fps": 12, "resolution": "360p"}"#
        try root.write("inbox/own.jpg.json", late)
        try root.write("inbox/taken.json", late)
        let revised = Video(width: 640, height: 360, frames: 12)
        try await until("both revisions are there") {
            guard installation.outbox.contains("taken-2.mp4") else { return false }
            return try await Video(decoding: root.at("outbox/own.mp4")) == revised
        }
        #expect(try await installation.stop(watch).code == 0)
        #expect(installation.outbox == ["own.mp4", "taken-2.mp4", "taken.mp4"])
        #expect(try root.read("outbox/taken.mp4") == "somebody else's")
        #expect(try await Video(decoding: root.at("outbox/taken-2.mp4")) == revised)
    }

    @Test("A sidecar that changes during a render restarts it")
    func restarted() async throws {
        let installation = try Watched(defaults: #"{"duration": 60, "fps": 60, "resolution": "1080p"}"#)
        let watch = try await installation.start()
        try installation.root.write("inbox/photo.jpg", try await Pictures.jpeg())
        try await until("frames are rendered") { !installation.root.files(in: "state/progress").isEmpty }
        try installation.root.write("inbox/photo.jpg.json", quick)
        try await until("the video is there") { installation.outbox == ["photo.mp4"] }
        #expect(try await installation.stop(watch).code == 0)
        #expect(try await Video(decoding: installation.root.at("outbox/photo.mp4")) == .quick)
        #expect(watch.errors.contains("abandoned"))
    }

    @Test("A picture mended under its name takes its note away")
    func mended() async throws {
        let installation = try Watched()
        let watch = try await installation.start()
        try installation.root.write("inbox/photo.jpg", "no picture")
        try installation.root.write("inbox/other.jpg", try await Pictures.jpeg())
        try installation.root.write("inbox/other.jpg.json", #"{"motoin": "static"}"#)
        try await until("both notes are there") {
            installation.outbox == ["other.jpg.error.json", "photo.jpg.error.json"]
        }
        #expect(try installation.root.read("outbox/photo.jpg.error.json").contains(#""code": "not-an-image""#))
        #expect(try installation.root.read("outbox/other.jpg.error.json").contains(#""code": "sidecar-invalid""#))
        try installation.root.write("inbox/photo.jpg", try await Pictures.jpeg())
        try installation.root.write("inbox/other.jpg.json", quick)
        try await until("videos stand in their place") { installation.outbox == ["other.mp4", "photo.mp4"] }
        #expect(try await installation.stop(watch).code == 0)
    }

    @Test("What a picture left goes on schedule, and the video and foreign files stay")
    func retention() async throws {
        let installation = try Watched()
        let root = installation.root
        let first = try await installation.start()
        try root.write("inbox/notes.txt", "foreign")
        try root.write("inbox/orphan.jpg.json", quick)
        try root.write("inbox/good.jpg.json", quick)
        try root.write("inbox/good.jpg", try await Pictures.jpeg())
        try root.write("inbox/refused.jpg.json", "{")
        try root.write("inbox/refused.jpg", try await Pictures.jpeg())
        try root.write("inbox/failed.jpg", "no picture")
        try await until("the results are there") {
            installation.outbox == ["failed.jpg.error.json", "good.mp4", "refused.jpg.error.json"]
        }
        #expect(root.files(in: "inbox").count == 7)
        #expect(try await installation.stop(first).code == 0)

        // A configuration may shorten what was promised.
        try root.write("soframe.json", #"{"retention": {"keep": "1s", "schedule": {"every": "1s"}}}"#)
        let watch = try await installation.start()
        try await until("only what is foreign is left") { root.files(in: "inbox") == ["notes.txt"] }
        #expect(installation.outbox == ["failed.jpg.error.json", "good.mp4", "refused.jpg.error.json"])
        #expect(try await installation.status().code == 0)
        #expect(try await installation.stop(watch).code == 0)
        #expect(try await Video(decoding: root.at("outbox/good.mp4")) == .quick)
        for name in ["failed", "refused"] {
            #expect(try root.read("outbox/\(name).jpg.error.json").contains(#""picture_is_deleted_at": "20"#))
        }
        let story = try await soframe("explain", "--root", root.path, root.at("outbox/good.mp4"))
        #expect(story.output.contains("The picture it was made from was deleted on schedule."))
    }

    @Test("A picture whose sidecar keeps it for no time goes when its video is there")
    func keepNothing() async throws {
        let installation = try Watched(#""retention": {"schedule": {"every": "1s"}}"#)
        let watch = try await installation.start()
        try installation.root.write(
            "inbox/photo.jpg.json", #"{"duration": 0.5, "fps": 12, "resolution": "360p", "keep": "0"}"#)
        try installation.root.write("inbox/photo.jpg", try await Pictures.jpeg())
        try await until("the inbox is empty") { installation.root.files(in: "inbox").isEmpty }
        #expect(installation.outbox == ["photo.mp4"])
        #expect(try await installation.stop(watch).code == 0)
    }

    @Test("Without room a watch holds its jobs and says so once")
    func noRoom() async throws {
        let installation = try Watched(#""min_free": "999999t""#)
        let watch = try await installation.start()
        try installation.root.write("inbox/one.jpg", try await Pictures.jpeg())
        try installation.root.write("inbox/two.jpg", try await Pictures.png())
        try await until("both wait") { try await installation.status().output.contains("Queued: 2. Running: 0.") }
        #expect(try await installation.status().code == 1)
        #expect(try await installation.stop(watch).code == 0)
        #expect(watch.errors.split(separator: "\n").filter { $0.contains("want of disk space") }.count == 1)
        #expect(!watch.errors.contains(".jpg") && installation.outbox == [])
    }

    @Test("A running instance answers what retry asks")
    func retry() async throws {
        let installation = try Watched()
        let root = installation.root
        let watch = try await installation.start()
        try root.write("inbox/photo.jpg", try await Pictures.jpeg())
        try await until("the video is there") { installation.outbox == ["photo.mp4"] }
        let before = root.inode("outbox/photo.mp4")
        let unknown = try await soframe("retry", "--root", root.path, "unknown.jpg")
        #expect(unknown.code == 1)
        #expect(unknown.errors == "unknown.jpg is no picture that waits in the inbox; send it again.\n")
        let known = try await soframe("retry", "--root", root.path, root.at("inbox/photo.jpg"))
        #expect(known.code == 0)
        #expect(known.errors == "photo.jpg will be rendered again.\n")
        try await until("there is a new video") { root.inode("outbox/photo.mp4") != before }
        #expect(try await installation.stop(watch).code == 0)
        #expect(installation.outbox == ["photo.mp4"])
    }

    @Test("Logs can be JSON, one object a line, and a poll of the inbox is told")
    func logs() async throws {
        let installation = try Watched(#""jobs": 1"#)
        try installation.root.write(
            "soframe.json", #"{"intake": {"poll": "always"}, "defaults": \#(quick), "receipts": true}"#)
        let watch = try await installation.start("--log-format", "json")
        // With a colour profile that is none: FF E2, the length, the name, part 1 of 1, and five letters.
        let jpeg = try await Pictures.jpeg()
        let profile = Data([0xFF, 0xE2, 0, 21] + Array("ICC_PROFILE\0\u{1}\u{1}wrong".utf8))
        try installation.root.write("inbox/photo.jpg", jpeg.prefix(2) + profile + jpeg.dropFirst(2))
        try await until("video and receipt are there") { installation.outbox == ["photo.mp4", "photo.receipt.json"] }
        let status = try await installation.status().output
        #expect(status.contains("Held by soframe watch (process "))
        #expect(status.contains("Inbox: polled. The configuration says so (intake.poll)."))
        #expect(try await installation.stop(watch).code == 0)
        for line in watch.errors.split(separator: "\n") {
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String]
            #expect(object?["level"] != nil && object?["message"] != nil && object?["time"] != nil, "\(line)")
        }
        let receipt = try installation.root.read("outbox/photo.receipt.json")
        for key in ["settings", "chosen", "reasons", "seconds", "picture_is_deleted_at"] {
            #expect(receipt.contains("\"\(key)\""))
        }
        #expect(receipt.contains("Its colour profile is damaged and was ignored."))
    }
}
