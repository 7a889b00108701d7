import Fixtures
import Foundation
import Testing

@Suite(.timeLimit(.minutes(3)))
struct BatchTests {
    private let root: TestFolder

    init() throws {
        root = try TestFolder()
        try root.makeFolder("inbox")
        try configure()
    }

    private func configure(_ more: String = "") throws {
        try root.write(
            "soframe.json",
            #"{"intake": {"sidecar_wait": "0"}, "defaults": \#(quick)\#(more.isEmpty ? "" : ", " + more)}"#)
    }

    @Test("A batch renders what is there, mirrors the inbox's folders, and tells one line a job")
    func good() async throws {
        try root.write("inbox/a.jpg", try await Pictures.jpeg())
        try root.write("inbox/a.png", try await Pictures.png())
        try root.write("inbox/x/y/b.jpg", try await Pictures.jpeg())
        // Composed and decomposed: two files to Linux, though Unicode calls their names equal.
        for name in ["caf\u{E9}.jpg", "cafe\u{301}.jpg"] { try root.write("inbox/\(name)", try await Pictures.jpeg()) }
        try root.write("inbox/" + String(repeating: "n", count: 251) + ".jpg", try await Pictures.jpeg())
        let batch = try await soframe("batch", root.path)
        #expect(batch.code == 0)
        #expect(batch.output == "")
        let lines = batch.errors.split(separator: "\n").map(String.init)
        #expect(lines.count == 6 && lines.contains("x/y/b.jpg → x/y/b.mp4"))
        #expect(!batch.errors.contains("\u{1B}") && !batch.errors.contains("\r"), "no progress bar outside a terminal")
        let outbox = root.files(in: "outbox")
        #expect(outbox.count == 6)
        #expect(
            Set(outbox.map { Array($0.utf8) }).isSuperset(
                of: ["a.mp4", "a-2.mp4", "x/y/b.mp4", "caf\u{E9}.mp4", "cafe\u{301}.mp4"].map { Array($0.utf8) }))
        for name in outbox { #expect(try await Video(decoding: root.at("outbox/\(name)")) == .quick) }

        let again = try await soframe("batch", root.path)
        #expect(again.code == 0 && again.errors == "", "what is rendered is not rendered again")
        #expect(root.files(in: "outbox") == outbox)
    }

    @Test("A batch of which something was refused or failed ends with 1 and leaves notes")
    func bad() async throws {
        try root.write("inbox/good.jpg", try await Pictures.jpeg())
        try root.write("inbox/text.jpg", "no picture")
        try root.write("inbox/refused.jpg", try await Pictures.jpeg())
        try root.write("inbox/refused.jpg.json", #"{"duration": 0}"#)
        let batch = try await soframe("batch", root.path)
        #expect(batch.code == 1)
        #expect(batch.errors.contains("good.jpg → good.mp4\n"))
        #expect(
            batch.errors.contains(
                "text.jpg: The file is not a picture: its content is that of no known picture format."))
        #expect(batch.errors.contains("[not-an-image]\n"))
        #expect(batch.errors.contains("1 refused; their notes are in the outbox.\n"))
        #expect(root.files(in: "outbox") == ["good.mp4", "refused.jpg.error.json", "text.jpg.error.json"])
        #expect(try root.read("outbox/refused.jpg.error.json").contains("/duration"))
    }

    @Test("Sweeps that were missed are made up for at start, and what waited unrendered leaves a note")
    func missedSweeps() async throws {
        try root.write("inbox/old.jpg", try await Pictures.jpeg())
        try root.write("inbox/old.jpg.json", quick)
        try configure(#""retention": {"keep": "1s", "schedule": {"every": "1s"}}"#)
        #expect(try await soframe("clean", root.path).code == 0, "clean sees it")
        try await until("it is due") {
            try await soframe("clean", root.path, "--dry-run").output.split(separator: "\n").count == 2
        }
        #expect(root.files(in: "inbox") == ["old.jpg", "old.jpg.json"], "a dry run deletes nothing")
        let dry = try await soframe("clean", root.path, "--dry-run")
        #expect(dry.code == 0)
        #expect(dry.output.contains("  picture  old.jpg\n") && dry.output.contains("  sidecar  old.jpg.json\n"))
        let digest = try #require(dry.errors.split(separator: " ").last)

        let batch = try await soframe("batch", root.path)
        #expect(batch.code == 0)
        #expect(root.files(in: "inbox") == [])
        #expect(root.files(in: "outbox") == ["old.jpg.error.json"])
        #expect(try root.read("outbox/old.jpg.error.json").contains(#""code": "expired-unrendered""#))
        #expect(digest.count == 66, "64 digits, a full stop and a newline")
    }

    @Test("Clean deletes what a dry run said, says the same digest, and ends with 1 while something cannot go")
    func clean() async throws {
        try configure(#""retention": {"keep": "1s", "schedule": {"every": "1s"}}"#)
        try root.write("inbox/a.jpg", try await Pictures.jpeg())
        try root.write("inbox/notes.txt", "foreign")
        #expect(try await soframe("clean", root.path).errors.hasPrefix("0 files were deleted; 0 are overdue. Plan "))
        try await until("it is due") { try await soframe("clean", root.path, "--dry-run").output != "" }
        let dry = try await soframe("clean", root.path, "--dry-run")
        #expect(dry.errors.hasPrefix("1 files would be deleted. Plan "))
        let clean = try await soframe("clean", root.path)
        #expect(clean.code == 0)
        #expect(clean.errors.hasPrefix("1 files were deleted; 0 are overdue. Plan "))
        #expect(clean.errors.split(separator: " ").last == dry.errors.split(separator: " ").last)
        #expect(root.files(in: "inbox") == ["notes.txt"])
    }

    @Test("Retry without an instance queues the picture for the next batch")
    func retry() async throws {
        try root.write("inbox/a.jpg", try await Pictures.jpeg())
        #expect(try await soframe("batch", root.path).code == 0)
        let video = root.inode("outbox/a.mp4")
        let retry = try await soframe("retry", "--root", root.path, "a.jpg")
        #expect(retry.code == 0)
        #expect(retry.errors == "a.jpg will be rendered again. Run soframe watch or soframe batch.\n")
        let twice = try await soframe("retry", "--root", root.path, "a.jpg", root.at("outbox/a.mp4"))
        #expect(twice.code == 1)
        #expect(twice.errors.hasPrefix("a.jpg is queued already.\n"))
        #expect(twice.errors.hasSuffix("is in the outbox. Name the picture in the inbox.\n"))
        #expect(try await soframe("batch", root.path).code == 0)
        #expect(root.inode("outbox/a.mp4") != video)
        #expect(root.files(in: "outbox") == ["a.mp4"])
    }

    @Test("A batch without room for videos leaves pictures queued, says what lacks where, and ends with 1")
    func noRoom() async throws {
        try configure(#""min_free": "999999t""#)
        try root.write("inbox/a.jpg", try await Pictures.jpeg())
        let batch = try await soframe("batch", root.path)
        #expect(batch.code == 1)
        #expect(
            batch.errors.hasPrefix("1 left to the next run.\nThe volume of the outbox folder \(root.path)/outbox has "))
        #expect(
            batch.errors.hasSuffix(
                " less than min_free (999999t) asks for, so no job is begun. Free space there, or lower min_free; the "
                    + "pictures that wait stay queued, and go on then.\n"))
        #expect(root.files(in: "inbox") == ["a.jpg"] && root.files(in: "outbox") == [])
        let status = try await soframe("status", root.path)
        #expect(
            status.code == 1 && status.output.contains("Queued: 1. ") && status.output.contains("min_free (999999t)"))
        #expect(try await soframe("doctor", root.path).code == 1)

        let roomy = try await soframe("batch", root.path, environment: ["SOFRAME_MIN_FREE": "0"])
        #expect(roomy.code == 0, "\(roomy.errors)")
        #expect(root.files(in: "outbox") == ["a.mp4"])
        try root.remove("inbox/a.jpg")
        let idle = try await soframe("batch", root.path)
        #expect(idle.code == 0 && idle.errors == "", "nothing waits, so nothing lacks")
    }

    @Test("Status and explain tell everything and change nothing")
    func reports() async throws {
        let none = try await soframe("status", root.path)
        #expect(none.code == 1)
        #expect(
            none.errors.contains(
                "There is no journal at “\(root.path)/state/journal.sqlite”: nothing has run with this state folder yet."
            ))
        #expect(!root.exists("state"), "looking makes nothing")

        try root.write("inbox/a.jpg", try await Pictures.jpeg())
        try root.write("inbox/bad.jpg", "no picture")
        #expect(try await soframe("batch", root.path).code == 1)
        let text = try await soframe("status", root.path)
        #expect(text.code == 0)
        #expect(
            text.output.hasPrefix("No instance runs.\nQueued: 0. Running: 0. Overdue deletions: 0.\nLast sweep: 20"))
        #expect(text.output.contains("bad.jpg  failed (not-an-image)"))
        let json = try await soframe("status", root.path, "--json")
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        #expect(
            Set(object.keys) == [
                "healthy", "held_by", "queued", "running", "ended", "first_expiry", "last_sweep", "next_sweep",
                "overdue", "held", "clock_doubt", "inbox_unavailable", "space_shortage", "hooks", "watching",
                "overflows", "unwatched",
                "not_touched", "trouble", "polled", "polled_count",
            ])
        #expect(object["healthy"] as? Bool == true)

        for (file, sentence) in [
            ("a.jpg", "a.jpg is a picture; it was first seen at 20"), ("a.jpg", "It will be deleted at 20"),
            ("a.jpg", "The outbox holds its video a.mp4."),
            ("a.jpg", "Its video is made with motion zoom_in and fit cover."),
            ("a.jpg", "  motion is zoom_in because "), ("bad.jpg", " is failed: not-an-image."),
            ("gone.jpg", "gone.jpg is not in the inbox; if it was, it has been deleted and its name forgotten."),
            (root.at("outbox/a.mp4"), "a.jpg is a picture"),
            (root.at("outbox/other.mp4"), "other.mp4 was not made by this installation, and is never touched."),
        ] {
            let explained = try await soframe("explain", "--root", root.path, file)
            #expect(explained.code == 0)
            #expect(explained.output.contains(sentence), "\(explained.output)")
        }
        let elsewhere = try await soframe("explain", "--root", root.path, "/etc/hostname")
        #expect(elsewhere.code == 1)
        #expect(elsewhere.errors.contains("/etc/hostname is neither in the inbox "))
    }

    @Test(
        "Explain says what a name alone decides",
        arguments: [
            ("new.jpg", "has not been seen yet; a running watch, or the next batch or clean, will see it."),
            ("new.jpg.json", "is a sidecar that has not been seen yet."),
            ("new.jpg.depth.png", "belongs to a picture and goes when that goes."),
            ("soframe-defaults.json", "holds defaults for the pictures in its folder and below; it is never deleted."),
            ("new.jpg.part", "looks like a transfer that is under way; if it is abandoned it is deleted on schedule."),
            (
                "new.sync-conflict-1.jpg",
                "is a conflicting copy of a sync program; it is held back: rename it to have it rendered."
            ),
            ("notes.txt", "is neither a picture nor a sidecar by its name; it is not touched."),
        ])
    func explainNames(name: String, sentence: String) async throws {
        try root.makeFolder("outbox")
        #expect(try await soframe("clean", root.path).code == 0)
        try root.write("inbox/\(name)", quick)
        #expect(try await soframe("explain", "--root", root.path, name).output == "\(name) \(sentence)\n")
    }
}
