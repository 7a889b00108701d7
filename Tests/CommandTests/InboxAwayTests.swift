import Fixtures
import Foundation
import Testing

/// An inbox that is not where it was for a while.
@Suite(.timeLimit(.minutes(3)))
struct InboxAwayTests {
    private let installation: Watched
    private let root: TestFolder

    init() throws {
        installation = try Watched()
        root = installation.root
    }

    private func story(_ name: String) async throws -> [Substring] {
        try await soframe("explain", "--root", root.path, name).output.split(separator: "\n")
    }

    private func deadline(_ name: String) async throws -> Substring {
        try #require(try await story(name).first { $0.hasPrefix("It will be deleted at ") })
    }

    private func move(_ name: String, to other: String) throws {
        try FileManager.default.moveItem(atPath: root.at(name), toPath: root.at(other))
    }

    @Test("Renamed away it is unavailable, and when it is back all goes on; nothing in it counts as deleted")
    func renamed() async throws {
        let picture = try await Pictures.jpeg()
        let watch = try await installation.start()
        try root.write("inbox/a.jpg", picture)
        try await until("the video is there") { installation.outbox == ["a.mp4"] }
        let deadline = try await deadline("a.jpg")

        try move("inbox", to: "elsewhere")
        try await until("the inbox is unavailable") {
            let status = try await installation.status()
            return status.code == 1 && status.output.contains("The inbox is unavailable: The inbox was deleted, moved")
        }
        try root.write("elsewhere/b.jpg", picture)
        try move("elsewhere", to: "inbox")
        try await until("what came meanwhile is rendered") { installation.outbox == ["a.mp4", "b.mp4"] }
        try root.write("inbox/c.jpg", picture)
        try await until("and what came later") { installation.outbox == ["a.mp4", "b.mp4", "c.mp4"] }
        try await until("all is well") { try await installation.status().code == 0 }
        #expect(try await self.deadline("a.jpg") == deadline)
        #expect(try await installation.stop(watch).code == 0)

        // Whoever starts meanwhile makes no empty inbox, in which nothing would be left.
        try move("inbox", to: "elsewhere")
        for command in ["watch", "batch", "clean"] {
            let ended = try await soframe(command, root.path)
            #expect(ended.code == 1)
            #expect(
                ended.errors.hasSuffix(
                    "The inbox \(root.at("inbox")) is not there, although files in it are known. Mount it or put it back; "
                        + "if they are meant to be gone, make an empty folder there.\n"))
        }
        #expect(try await installation.status().code == 0)
        try move("elsewhere", to: "inbox")
        #expect(try await soframe("batch", root.path).code == 0)
        #expect(try await self.deadline("a.jpg") == deadline)
        #expect(installation.outbox == ["a.mp4", "b.mp4", "c.mp4"])
    }

    @Test(
        "A volume that is unmounted and mounted again, with the watch running or not, loses nothing of what it holds",
        .enabled(if: Volume.canMount))
    func unmounted() async throws {
        let volume = try Volume()
        try volume.show(at: root.at("inbox"))
        defer { Volume.hide(root.at("inbox")) }
        let picture = try await Pictures.jpeg()
        let watch = try await installation.start()
        try root.write("inbox/a.jpg", picture)
        try await until("the video is there") { installation.outbox == ["a.mp4"] }
        let deadline = try await deadline("a.jpg")

        Volume.hide(root.at("inbox"))
        try await until("the volume is missed") {
            let status = try await installation.status()
            return status.code == 1 && status.output.contains("1 of its files are on a volume that is not there now")
        }
        #expect(
            try await story("a.jpg").last
                == "Its volume is not at the inbox now: it does not count as deleted, and all goes on by itself when that "
                + "is mounted again.")
        let batch = try await Program(Program.soframe, ["clean", root.path]).end()
        #expect(batch.code == 0, "nothing is overdue")
        try volume.show(at: root.at("inbox"))
        try root.write("inbox/b.jpg", picture)
        try await until("what comes then is rendered") { installation.outbox == ["a.mp4", "b.mp4"] }
        try await until("all is well") { try await installation.status().code == 0 }
        #expect(try await installation.stop(watch).code == 0)

        Volume.hide(root.at("inbox"))
        let without = try await soframe("batch", root.path)
        #expect(without.code == 1)
        #expect(without.errors.contains("The inbox is unavailable: 2 of its files are on a volume"))
        try volume.show(at: root.at("inbox"))
        #expect(try await soframe("batch", root.path).code == 0)
        #expect(try await self.deadline("a.jpg") == deadline)
        #expect(installation.outbox == ["a.mp4", "b.mp4"])
    }

    @Test("Another folder in its place is the inbox from then on")
    func another() async throws {
        let picture = try await Pictures.jpeg()
        let watch = try await installation.start()
        try root.write("inbox/a.jpg", picture)
        try await until("the video is there") { installation.outbox == ["a.mp4"] }
        try move("inbox", to: "elsewhere")
        try root.write("inbox/b.jpg", picture)
        try await until("what is in the new one is rendered") { installation.outbox == ["a.mp4", "b.mp4"] }
        try await until("what was taken away is forgotten") {
            try await story("a.jpg").first
                == "a.jpg is not in the inbox; if it was, it has been deleted and its name forgotten."
        }
        #expect(try await installation.stop(watch).code == 0)
        #expect(root.files(in: "elsewhere") == ["a.jpg"])
    }
}
