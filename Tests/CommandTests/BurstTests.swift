import Fixtures
import Foundation
import Glibc
import Testing

@Suite(.timeLimit(.minutes(3)))
struct BurstTests {
    @Test("A program killed again and again while pictures pour in makes one video of each")
    func killed() async throws {
        let installation = try Watched()
        let picture = try await Pictures.jpeg()
        let names = (10..<22).map { "\($0)" }
        var dropped = names[...]
        func drop(_ count: Int) throws {
            for name in dropped.prefix(count) { try installation.root.write("inbox/\(name).jpg", picture) }
            dropped = dropped.dropFirst(count)
        }
        for round in 1...3 {
            let watch = try await installation.start()
            try drop(3)
            try await until("some videos are there") { installation.outbox.count >= 2 * round - 1 }
            watch.signal(SIGKILL)
            #expect(try await watch.end().wasKilled)
            try drop(1)
        }
        let watch = try await installation.start()
        #expect(dropped.isEmpty)
        try await until("every video is there") { installation.outbox == names.map { $0 + ".mp4" } }
        try await until("nothing waits") { try await installation.status().output.contains("Queued: 0. Running: 0.") }
        #expect(try await installation.status().code == 0)
        #expect(try await installation.stop(watch).code == 0)
        #expect(installation.outbox == names.map { $0 + ".mp4" })
        #expect(try await soframe("batch", installation.root.path).code == 0)
        #expect(installation.outbox == names.map { $0 + ".mp4" })
    }
}

/// Another user, who may not take leases on files of this one.
enum Nobody {
    private static let id = "65534"

    /// The beginning of a command line that runs the rest as that user.
    static let command = ["--reuid", id, "--regid", id, "--clear-groups", "--bounding-set", "-lease", Program.soframe]

    static let canBe: Bool = {
        guard geteuid() == 0 else { return false }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/setpriv")
        process.arguments = command + ["schema"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()
}

@Suite(.enabled(if: Nobody.canBe), .timeLimit(.minutes(2)))
struct OtherUserTests {
    @Test(
        "Where the system does not tell of a writer, a file counts when it was seen to be closed, and explain says so")
    func withoutLeases() async throws {
        let installation = try Watched()
        let root = installation.root
        try await run("chown", "-R", "65534:65534", root.path)
        let watch = try Program("setpriv", Nobody.command + ["watch", root.path])
        try await until("the inbox is watched") { watch.errors.contains("watching") }
        let picture = try await Pictures.jpeg()
        let writer = unsafe open(root.at("inbox/slow.jpg"), O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        let bytes = Array(picture)
        _ = unsafe write(writer, bytes, bytes.count / 2)
        let sentence =
            "The system does not tell whether a program still has it open for writing: it is another user's file"
        try await until("explain says so") {
            try await Program("setpriv", Nobody.command + ["explain", "--root", root.path, "slow.jpg"]).end()
                .output.contains(sentence)
        }
        // What comes later, and settles as long, is done twice over meanwhile.
        for name in ["one", "two"] {
            try root.write("inbox/\(name).jpg", picture)
            try await until("another is done") { installation.outbox.contains("\(name).mp4") }
        }
        #expect(installation.outbox == ["one.mp4", "two.mp4"])
        _ = unsafe write(writer, Array(bytes[(bytes.count / 2)...]), bytes.count - bytes.count / 2)
        close(writer)
        try await until("it is taken when it is closed") { installation.outbox == ["one.mp4", "slow.mp4", "two.mp4"] }
        watch.signal(SIGTERM)
        #expect(try await watch.end().code == 0)
    }
}
