import Fixtures
import Foundation
import Testing

/// The real program where not every change is told.
@Suite(.timeLimit(.minutes(3)))
struct PollingTests {
    private let installation: Watched
    private let root: TestFolder

    init() throws {
        installation = try Watched()
        root = installation.root
    }

    @Test(
        "A picture that comes on the other side of a mounted folder becomes a video; status and doctor name the folder",
        .enabled(if: UserFileSystem.canMount))
    func mounted() async throws {
        try root.makeFolder("inbox/phone")
        let phone = try UserFileSystem(at: root.at("inbox/phone"))
        let watch = try await installation.start()
        try phone.otherSide.write("photo.jpg", try await Pictures.jpeg())
        try await until("the video is there") { installation.outbox == ["phone/photo.mp4"] }
        let status = try await installation.status().output
        #expect(
            status.contains(
                "Inbox: watched through inotify, but not everywhere.\n"
                    + "  phone is polled. It is on FUSE, where changes by others are not told.\n"))
        let json = try await soframe("status", "--json", root.path).output
        let report = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        #expect(
            report?["polled"] as? [[String: String]]
                == [["folder": "phone", "reason": "It is on FUSE, where changes by others are not told."]])
        #expect(report?["polled_count"] as? Int == 1)
        let doctor = try await soframe("doctor", root.path).output
        #expect(
            doctor.contains(
                "warning: The inbox's folder “phone” is polled. It is on FUSE, where changes by others are not told.\n"
                    + "    Put it on a local disk to have pictures noticed at once.\n"))
        #expect(doctor.contains(" folders; the inbox has 2.") || doctor.contains(" folders; beyond that the inbox"))
        #expect(try await installation.stop(watch).code == 0)
        #expect(watch.errors.contains("a folder is polled: It is on FUSE, where changes by others are not told."))
        #expect(!watch.errors.contains("phone"))
    }

    @Test(
        "When watches run out, folders beyond are polled: each picture becomes a video, and status counts and names them",
        .enabled(if: Limited.isPossible))
    func watchesRunOut() async throws {
        let folders = (10..<24).map { "d\($0)" }
        for folder in folders { try root.makeFolder("inbox/\(folder)/deep") }
        let watch = try Program("unshare", Limited.command(watches: 3) + ["watch", root.path])
        try await until("the inbox is watched") { watch.errors.contains("watching") }
        let reason = "The limit of inotify watches is reached, so the folder is polled instead. "
        try await until("status says so") { try await installation.status().output.contains(reason) }
        let picture = try await Pictures.jpeg()
        let names = [folders[0] + "/deep/a", folders[13] + "/deep/b", "c"]
        for name in names { try root.write("inbox/\(name).jpg", picture) }
        try await until("each is a video") { installation.outbox == names.map { $0 + ".mp4" }.sorted() }
        let status = try await installation.status().output
        #expect(status.contains("Inbox: watched through inotify, but not everywhere.\n"))
        #expect(status.components(separatedBy: " is polled. \(reason)").count == 11, "ten by name")
        #expect(status.contains("  3 more are polled.\n") || status.contains("  4 more are polled.\n"))
        let doctor = try await Program("unshare", Limited.command(watches: 3) + ["doctor", root.path]).end().output
        #expect(
            doctor.contains(
                "warning: A user may watch 3 folders, and the inbox has 29: the rest is polled.\n"
                    + "    Raise fs.inotify.max_user_watches (and in a container user.max_inotify_watches) with sysctl "
                    + "to 8192, and start soframe again.\n"))
        #expect(try await installation.stop(watch).code == 0)
        #expect(watch.errors.components(separatedBy: "a folder is polled").count == 2, "told once for all")
        #expect(!folders.contains { watch.errors.contains($0) })
    }
}

/// A user namespace in which few folders can be watched.
private enum Limited {
    /// What follows `unshare`, up to the arguments of soframe.
    static func command(watches: Int, _ program: String = Program.soframe) -> [String] {
        let script = "echo \(watches) >/proc/sys/user/max_inotify_watches && exec \"$@\""
        return ["--user", "--map-root-user", "sh", "-c", script, "sh", program]
    }

    /// Whether this process may make one.
    static let isPossible: Bool = {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/unshare")
        process.arguments = command(watches: 3, "true")
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()
}
