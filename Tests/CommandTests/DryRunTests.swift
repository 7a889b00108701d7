import Fixtures
import Foundation
import Testing

/// `clean --dry-run`: the plan and digest of the real run, and nothing changed.
@Suite(.timeLimit(.minutes(2)))
struct DryRunTests {
    /// Every file of an installation: its bytes, which it is, and when it was last changed.
    private func everything(_ root: TestFolder) throws -> [String: String] {
        try Dictionary(
            uniqueKeysWithValues: root.files(in: "").map { name in
                let attributes = try FileManager.default.attributesOfItem(atPath: root.at(name))
                let bytes = try Data(contentsOf: URL(fileURLWithPath: root.at(name)))
                let changed = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
                return (name, "\(changed) \(root.inode(name) ?? 0) \(bytes.base64EncodedString())")
            })
    }

    private func digest(_ ended: Ended) -> String { String(ended.errors.split(separator: " ").last ?? "") }

    @Test("It changes no byte of state, inbox or outbox, and the real run does what it said, with the same digest")
    func nothingChanged() async throws {
        let root = try TestFolder()
        try root.write(
            "soframe.json", #"{"retention": {"keep": "1s", "schedule": {"every": "1s"}, "notes": "1s"}}"#)
        for name in ["a.jpg", "a.jpg.json", "sub/b.png", "notes.txt"] { try root.write("inbox/\(name)", "{}") }
        #expect(try await soframe("clean", root.path).code == 0)
        try await until("all is due") {
            try await soframe("clean", root.path, "--dry-run").output.split(separator: "\n").count == 3
        }
        try root.write("inbox/new.jpg", "not seen yet")
        let before = try everything(root)
        let dry = try await soframe("clean", root.path, "--dry-run")
        #expect(try everything(root) == before)
        #expect(dry.code == 0)
        let lines = dry.output.split(separator: "\n").map {
            $0.split(separator: "  ").dropFirst().joined(separator: " ")
        }
        #expect(lines.sorted() == ["picture a.jpg", "picture sub/b.png", "sidecar a.jpg.json"])
        #expect(try await soframe("clean", root.path, "--dry-run").errors == dry.errors)
        let real = try await soframe("clean", root.path)
        #expect(digest(real) == digest(dry) && digest(dry).count == 66)
        #expect(real.errors.hasPrefix("3 files were deleted; 0 are overdue. Plan "))
        #expect(root.files(in: "inbox") == ["new.jpg", "notes.txt"])
    }

    @Test("Beside a running instance both say the same, one sweeps at a time, and only what is due goes")
    func besideWatch() async throws {
        let installation = try Watched(
            #""retention": {"schedule": {"every": "24h"}, "notes": "1s", "keep_outputs": "1s"}"#)
        let root = installation.root
        let watch = try await installation.start()
        try root.write("inbox/good.jpg", try await Pictures.jpeg())
        try root.write("inbox/text.jpg", "no picture")
        var dry = try await soframe("clean", root.path, "--dry-run")
        try await until("video and note are due") {
            dry = try await soframe("clean", root.path, "--dry-run")
            return dry.output.split(separator: "\n").count == 2
        }
        // The instance writes down what it knows for some seconds after the last picture.
        try await until("a dry run changes nothing") {
            let before = try everything(root)
            dry = try await soframe("clean", root.path, "--dry-run")
            return try everything(root) == before
        }
        #expect(dry.output.contains("  video  good.mp4\n") && dry.output.contains("  note  text.jpg.error.json\n"))
        async let first = soframe("clean", root.path)
        async let second = soframe("clean", root.path)
        let both = try await [first, second]
        #expect(both.map(\.code) == [0, 0])
        #expect(
            both.contains { $0.errors.hasPrefix("2 files were deleted; 0 are overdue.") && digest($0) == digest(dry) })
        #expect(both.contains { $0.errors.hasPrefix("0 files were deleted; 0 are overdue.") })
        #expect(installation.outbox == [])
        #expect(root.files(in: "inbox") == ["good.jpg", "text.jpg"])
        #expect(try await installation.stop(watch).code == 0)
        #expect(try await soframe("status", root.path, "--proof").output.contains("It has 2 deletions, from "))
    }

    @Test("Where nothing has run yet it says so and makes nothing")
    func nothingThere() async throws {
        let root = try TestFolder()
        let dry = try await soframe("clean", root.path, "--dry-run")
        #expect(dry.code == 1)
        #expect(
            dry.errors
                == "soframe: There is no journal at “\(root.path)/state/journal.sqlite”: nothing has run with this state folder yet. "
                + "Start soframe watch or soframe batch, or name another folder with --state.\n")
        #expect(root.files(in: "") == [])
    }
}
