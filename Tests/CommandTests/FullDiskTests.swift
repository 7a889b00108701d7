import Fixtures
import Foundation
import Testing

/// A state folder on a small volume, which is full for a while.
@Suite(.timeLimit(.minutes(4)), .enabled(if: Volume.canMount))
struct FullDiskTests {
    private let installation: Watched
    private let root: TestFolder
    private let volume: Volume

    init() throws {
        installation = try Watched(#""min_free": "0""#)
        root = installation.root
        volume = try Volume(megabytes: 4)
        try root.makeFolder("state")
    }

    /// Takes what room there is, to the last page.
    private func fill() throws {
        let filler = try FileHandle(forWritingTo: URL(fileURLWithPath: try root.write("state/filler", "")))
        defer { try? filler.close() }
        while (try? filler.write(contentsOf: Data(count: 4096))) != nil {}
    }

    private func count(_ words: String, in log: String) -> Int {
        log.split(separator: "\n").filter { $0.contains(words) }.count
    }

    @Test(
        "Pictures that come while the disk of the state is full are rendered once each when it is not, by the same watch"
    )
    func full() async throws {
        try volume.show(at: root.at("state"))
        defer { Volume.hide(root.at("state")) }
        let picture = try await Pictures.jpeg()
        let watch = try await installation.start()
        try root.write("inbox/a.jpg", picture)
        try await until("the video is there") { installation.outbox == ["a.mp4"] }

        // In the middle of a job.
        try root.write("inbox/b.json", #"{"duration": 10, "fps": 12, "resolution": "720p"}"#)
        try root.write("inbox/b.jpg", picture)
        try await until("frames are rendered") { !root.files(in: "state/progress").isEmpty }
        try fill()
        for name in ["c", "d", "e"] { try root.write("inbox/\(name).jpg", picture) }
        try await until("it is said") { watch.errors.contains("database or disk is full") }
        let status = try await installation.status()
        #expect(status.code == 1)
        #expect(status.output.contains("The running instance was kept from its work: database or disk is full. "))
        #expect(status.output.contains("Held by soframe watch (process "))

        try root.remove("state/filler")
        let videos = ["a.mp4", "b.mp4", "c.mp4", "d.mp4", "e.mp4"]
        try await until("all are rendered") { installation.outbox == videos }
        try await until("all is well") { try await installation.status().code == 0 }
        try root.write("inbox/f.jpg", picture)
        try await until("one more is rendered") { installation.outbox == videos + ["f.mp4"] }
        #expect(try await installation.stop(watch).code == 0)
        #expect(installation.outbox == videos + ["f.mp4"])
        #expect(count("the disk or the machine fails", in: watch.errors) == 1)
        #expect(count("the disk and the machine are well again", in: watch.errors) == 1)
        #expect(!watch.errors.contains(".jpg") && !watch.errors.contains(".mp4"), "a log names no picture")
    }

    @Test("A watch that is started on a full disk waits for room, and can be stopped while it waits")
    func start() async throws {
        try volume.show(at: root.at("state"))
        defer { Volume.hide(root.at("state")) }
        try root.write("inbox/a.jpg", try await Pictures.jpeg())
        #expect(try await soframe("batch", root.path).code == 0)
        try fill()
        for isStopped in [true, false] {
            let watch = try Program(Program.soframe, ["watch", root.path])
            try await until("it waits") { watch.errors.contains("the disk or the machine fails") }
            if !isStopped {
                try root.remove("state/filler")
                try await until("it works") { watch.errors.contains("watching") }
                #expect(watch.errors.contains("the disk and the machine are well again"))
            }
            #expect(try await installation.stop(watch).code == 0)
        }
        #expect(installation.outbox == ["a.mp4"])
    }
}
