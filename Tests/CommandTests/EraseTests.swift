import Fixtures
import Foundation
import Testing

/// `erase` and `hold` with the real program, beside a running instance and without one.
@Suite(.timeLimit(.minutes(3)))
struct EraseTests {
    private func traces(_ root: TestFolder) throws -> [String] {
        try root.files(in: "state").filter { file in
            try Data(contentsOf: URL(filePath: root.at("state/" + file))).range(of: Data("canary".utf8)) != nil
        }
    }

    @Test("A picture that is rendered at this moment is stopped, and nothing of it is left; its neighbour goes on")
    func running() async throws {
        let installation = try Watched(#""jobs": 1"#, defaults: slow)
        let root = installation.root
        let watch = try await installation.start()
        try root.write("inbox/canary.jpg.json", slow)
        try root.write("inbox/canary.jpg", try await Pictures.jpeg())
        try await until("frames are rendered") { !root.files(in: "state/progress").isEmpty }
        try root.write("inbox/canary-waits.jpg", try await Pictures.png())
        try root.write("inbox/other.jpg.json", quick)
        try root.write("inbox/other.jpg", try await Pictures.jpeg())
        try await until("two wait") { try await installation.status().output.contains("Queued: 2.") }
        let erase = try await soframe(
            "erase", "--root", root.path, "canary.jpg", root.at("inbox/canary-waits.jpg"), "unknown.jpg")
        #expect(erase.code == 1, "one is unknown")
        #expect(
            erase.errors == """
                canary.jpg was erased: its picture, its sidecar and all that was known of it.
                canary-waits.jpg was erased: its picture and all that was known of it.
                unknown.jpg is no file of the inbox that is known; if it was, it has been deleted and its name forgotten.

                """)
        try await until("the other is there") { installation.outbox == ["other.mp4"] }
        #expect(root.files(in: "inbox") == ["other.jpg", "other.jpg.json"])
        #expect(root.files(in: "state/progress") == [])
        #expect(try await installation.stop(watch).code == 0)
        #expect(!watch.errors.contains("canary"))
        #expect(try await soframe("clean", root.path).code == 0)
        #expect(try traces(root) == [])
        #expect(try await soframe("explain", "--root", root.path, "canary.jpg").output.contains("is not in the inbox"))
    }

    @Test("Without an instance, by the video's name when the picture has gone, and the same picture counts as new then")
    func byVideo() async throws {
        let root = try TestFolder()
        try root.write("soframe.json", #"{"intake": {"sidecar_wait": "0"}, "defaults": \#(quick), "receipts": true}"#)
        try root.write("inbox/canary.jpg", try await Pictures.jpeg())
        #expect(try await soframe("batch", root.path).code == 0)
        #expect(root.files(in: "outbox") == ["canary.mp4", "canary.receipt.json"])
        try root.remove("inbox/canary.jpg")
        #expect(try await soframe("batch", root.path).code == 0, "it takes note")
        #expect(try traces(root) == [], "the video's name tells of the picture's")
        let erase = try await soframe("erase", "--root", root.path, root.at("outbox/canary.mp4"))
        #expect(erase.code == 0)
        #expect(erase.errors == "canary.mp4 was erased: its video, its receipt and all that was known of it.\n")
        #expect(root.files(in: "outbox") == [])
        #expect(try traces(root) == [])
        try root.write("inbox/again.jpg", try await Pictures.jpeg())
        #expect(try await soframe("batch", root.path).code == 0)
        #expect(root.files(in: "outbox").contains("again.mp4"), "nobody remembers that it was rendered")
    }

    @Test("A video that the user moved or replaced is left alone, and said not to be erased")
    func moved() async throws {
        let root = try TestFolder()
        try root.write("soframe.json", #"{"intake": {"sidecar_wait": "0"}, "defaults": \#(quick), "receipts": true}"#)
        try root.write("inbox/a.jpg", try await Pictures.jpeg())
        #expect(try await soframe("batch", root.path).code == 0)
        try root.remove("outbox/a.receipt.json")
        // Beside the video, so that it is another file.
        try root.write("outbox/b.mp4", "the user's")
        try FileManager.default.removeItem(atPath: root.at("outbox/a.mp4"))
        try FileManager.default.moveItem(atPath: root.at("outbox/b.mp4"), toPath: root.at("outbox/a.mp4"))
        let erase = try await soframe("erase", "--root", root.path, root.at("inbox/a.jpg"))
        #expect(
            erase.errors
                == "a.jpg was erased: its picture and all that was known of it. Its video and its receipt had been "
                + "moved, replaced or deleted before: Soframe left alone what is there now.\n")
        #expect(root.files(in: "outbox") == ["a.mp4"])
    }

    @Test("A hold outlasts every deadline, and erase, until it is released")
    func hold() async throws {
        let root = try TestFolder()
        try root.write(
            "soframe.json", #"{"retention": {"keep": "1s", "schedule": {"every": "1s"}}, "defaults": \#(quick)}"#)
        try root.write("inbox/photo.jpg", try await Pictures.jpeg())
        let hold = try await soframe(
            "hold", "--root", root.path, "photo.jpg", "--reason", "for the album", "--for", "9d")
        #expect(hold.code == 0)
        #expect(hold.errors.contains(/^photo.jpg is held until .* \(hold [0-9a-f]{8}\)\.\n$/))
        try await until("its time is over") {
            let isClean = try await soframe("clean", root.path).code == 0
            return try await soframe("status", root.path, "--json").output.contains(#""held": 1"#) && isClean
        }
        #expect(root.files(in: "inbox") == ["photo.jpg"])
        let story = try await soframe("explain", "--root", root.path, "photo.jpg").output
        #expect(story.contains(/A user holds it since .*, until .*: for the album \(hold/))
        #expect(story.contains("unless it is held then."))
        #expect(try await soframe("status", root.path).output.contains("Held by users: 1."))
        let erase = try await soframe("erase", "--root", root.path, "photo.jpg")
        #expect(erase.code == 1 && erase.errors.hasPrefix("photo.jpg is held (hold "))
        #expect(try await soframe("hold", "--root", root.path, "photo.jpg", "--release").code == 0)
        try await until("it goes") {
            _ = try await soframe("clean", root.path)
            return root.files(in: "inbox") == []
        }
    }

    @Test(
        "A hold wants a reason, one line, and a length of time if any",
        arguments: [
            (["a.jpg"], "Say with --reason why the files are held."),
            (["a.jpg", "--reason", "a\nb"], "--reason takes one line of at most 500 bytes."),
            (
                ["a.jpg", "--reason", "a", "--for", "soon"],
                "--for soon is no length of time; use one such as 45s, 10m, 24h or 7d."
            ),
            (
                ["a.jpg", "--reason", "a", "--for", "0"],
                "--for 0 is no length of time; use one such as 45s, 10m, 24h or 7d."
            ),
            (["a.jpg", "--release", "--for", "1d"], "--release takes neither --reason nor --for."),
        ])
    func usage(arguments: [String], sentence: String) async throws {
        let ended = try await Program(Program.soframe, ["hold"] + arguments).end()
        #expect(ended.code == 2 && ended.errors.contains(sentence))
    }
}
