import Fixtures
import Foundation
import Testing

/// A sender that mirrors its folder with a plain rsync, which sends again what was deleted.
@Suite(.timeLimit(.minutes(3)))
struct RedeliveryTests {
    private let root: TestFolder

    init() throws {
        root = try TestFolder()
        try root.makeFolder("inbox")
        try configure(keep: "0")
    }

    private func configure(keep: String) throws {
        try root.write(
            "soframe.json",
            """
            {"intake": {"sidecar_wait": "1s"}, "defaults": \(quick),
             "retention": {"keep": "\(keep)", "schedule": {"every": "1s"}}}
            """)
    }

    private func send() async throws { try await run("rsync", "-a", root.at("sender/"), root.at("inbox/")) }

    private func cleaned() async throws {
        try await until("everything is deleted") {
            try await soframe("clean", root.path).code == 0 && root.files(in: "inbox").isEmpty
        }
    }

    private func render() async throws {
        try root.write("sender/photo.jpg", try await Pictures.jpeg())
        try await send()
        #expect(try await soframe("batch", root.path).errors == "photo.jpg → photo.mp4\n")
        try await cleaned()
        #expect(root.files(in: "outbox") == ["photo.mp4"])
        #expect(try !root.journalHolds("photo.jpg"))
        let sum = try await run("sha256sum", root.at("sender/photo.jpg")).prefix(64)
        #expect(try !root.journalHolds(String(sum)) && !root.journalHolds(Data(hexadecimal: sum)))
    }

    @Test("A batch renders nothing of what comes again, ends well, says so, and deletes it")
    func batch() async throws {
        try await render()
        let video = root.inode("outbox/photo.mp4")
        for _ in 1...2 {
            try await send()
            let again = try await soframe("batch", root.path)
            #expect(again.code == 0)
            #expect(again.errors == "1 rendered before and not again; their notes are in the outbox.\n")
            #expect(root.files(in: "outbox") == ["photo.jpg.error.json", "photo.mp4"])
            #expect(try root.read("outbox/photo.jpg.error.json").contains(#""code": "already-rendered""#))
            #expect(root.inode("outbox/photo.mp4") == video)
            #expect(try await soframe("status", root.path).code == 0)
            try await cleaned()
        }
        try root.write("sender/photo.jpg.json", #"{"motion": "zoom_out"}"#)
        try await send()
        #expect(try await soframe("batch", root.path).errors == "photo.jpg → photo-2.mp4\n")
        #expect(root.files(in: "outbox") == ["photo-2.mp4", "photo.mp4"], "the note has gone")
    }

    @Test("Without an instance, retry has the next batch render it all the same")
    func retry() async throws {
        try await render()
        try configure(keep: "24h")
        try await send()
        #expect(try await soframe("batch", root.path).code == 0)
        let explained = try await soframe("explain", "--root", root.path, "photo.jpg")
        #expect(explained.output.contains("It was rendered with these settings before"))
        let retry = try await soframe("retry", "--root", root.path, "photo.jpg")
        #expect(retry.code == 0)
        #expect(try await soframe("batch", root.path).errors == "photo.jpg → photo-2.mp4\n")
        #expect(root.files(in: "outbox") == ["photo-2.mp4", "photo.mp4"])
    }

    @Test("A watch leaves it alone until retry asks for it; a time of zero has it rendered again")
    func watch() async throws {
        try await render()
        try configure(keep: "24h")
        let watch = try Program(Program.soframe, ["watch", root.path])
        try await until("the inbox is watched") { watch.errors.contains("watching") }
        try await send()
        try await until("there is a note") { root.files(in: "outbox") == ["photo.jpg.error.json", "photo.mp4"] }
        #expect(try root.read("outbox/photo.jpg.error.json").contains(#""code": "already-rendered""#))
        #expect(try await soframe("status", root.path).code == 0)
        #expect(try await soframe("retry", "--root", root.path, "photo.jpg").code == 0)
        try await until("it is rendered") { root.files(in: "outbox") == ["photo-2.mp4", "photo.mp4"] }
        watch.signal(SIGTERM)
        #expect(try await watch.end().code == 0)

        try configure(keep: "0")
        #expect(try await soframe("batch", root.path).code == 0)
        try await cleaned()
        let none = ["SOFRAME_RETENTION_FINGERPRINTS": "0"]
        #expect(try await soframe("clean", root.path, environment: none).code == 0)
        try await send()
        #expect(try await soframe("batch", root.path, environment: none).errors == "photo.jpg → photo-3.mp4\n")
    }
}

extension TestFolder {
    fileprivate func journalHolds(_ text: String) throws -> Bool { try journalHolds(Data(text.utf8)) }

    fileprivate func journalHolds(_ bytes: Data) throws -> Bool {
        try Data(contentsOf: URL(fileURLWithPath: at("state/journal.sqlite"))).range(of: bytes) != nil
    }
}

extension Data {
    /// Two digits a byte.
    fileprivate init(hexadecimal digits: Substring) {
        let values = digits.compactMap { $0.hexDigitValue.map { UInt8($0) } }
        self.init(stride(from: 0, to: values.count - 1, by: 2).map { values[$0] << 4 | values[$0 + 1] })
    }
}
