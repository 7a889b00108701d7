import Files
import Foundation
import Glibc
import Intake
import Model
import Testing
import Watching

/// Deliveries as programs make them, told by the kernel. In series: a process has one watch at a time.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct RealEventsTests {
    let inbox: TestInbox

    init() throws { inbox = try TestInbox() }

    private func call(_ program: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }

    private static let deliveries: [[String]] = [
        ["/bin/cp", "OUT/a.jpg", "IN/a.jpg"],
        ["/bin/cp", "-p", "OUT/a.jpg", "IN/a.jpg"],
        ["/bin/mv", "OUT/a.jpg", "IN/a.jpg"],
        ["/bin/sh", "-c", "ln OUT/a.jpg IN/a.jpg && rm OUT/a.jpg"],
        ["/bin/sh", "-c", "cp OUT/a.jpg IN/.a.jpg.tmp && mv IN/.a.jpg.tmp IN/a.jpg"],
        ["/bin/sh", "-c", "cat OUT/a.jpg > IN/a.jpg; chmod 000 IN/a.jpg; chmod 644 IN/a.jpg"],
        ["/usr/bin/rsync", "-a", "OUT/", "IN/"],
        ["/usr/bin/rsync", "-a", "--inplace", "OUT/", "IN/"],
        ["/usr/bin/rsync", "-a", "--delay-updates", "OUT/", "IN/"],
        ["/usr/bin/rsync", "-a", "-T", "TEMP", "OUT/", "IN/"],
        ["/bin/sh", "-c", "mkdir -p IN/new/er && cp OUT/a.jpg IN/new/er/a.jpg"],
        ["/bin/sh", "-c", "mkdir OUT/new && mv OUT/a.jpg OUT/new && mv OUT/new IN/new"],
    ]

    @Test("A picture is admitted once, however it is delivered", arguments: deliveries)
    func delivered(command: [String]) async throws {
        try TestInbox.write(inbox.outside + "/a.jpg", String(repeating: "picture", count: 10_000))
        let temporary = (inbox.outside as NSString).deletingLastPathComponent + "/temp"
        try FileManager.default.createDirectory(atPath: temporary, withIntermediateDirectories: true)
        let words = command.map {
            $0.replacing("OUT", with: inbox.outside).replacing("IN", with: inbox.path).replacing(
                "TEMP", with: temporary)
        }
        let program = try #require(words.first)
        try #require(FileManager.default.isExecutableFile(atPath: program), "Install \(program) first.")
        try await inbox.watching { ear in
            try await ear.hear()
            try await inbox.run(.seconds(1))
            try call(program, Array(words.dropFirst()))
            try await ear.hear()
            try await inbox.run(.seconds(30))
            try await ear.hear()
            try await inbox.run(.seconds(700))
        }
        #expect(await inbox.ledger.jobs.count == 1)
        #expect(await inbox.ledger.jobs.first?.submission.path.name == Array("a.jpg".utf8))
        #expect(await inbox.ledger.jobs.first?.state == .waiting)
        #expect(await inbox.ledger.inputs().count == 1)
    }

    @Test("A picture and its sidecar sent by rsync make one job with both")
    func sentWithSidecar() async throws {
        try TestInbox.write(inbox.outside + "/a.jpg", "picture")
        try TestInbox.write(inbox.outside + "/a.json", #"{"seed": 9}"#)
        try await inbox.watching { ear in
            try await ear.hear()
            try call("/usr/bin/rsync", ["-a", inbox.outside + "/", inbox.path + "/"])
            try await ear.hear()
            try await inbox.run(.seconds(30))
        }
        #expect(await inbox.ledger.jobs.count == 1)
        #expect(try await inbox.settings("a.jpg")?.seed == 9)
    }

    @Test("A picture that its writer leaves open is not taken, and is when it is closed")
    func heldOpen() async throws {
        try await inbox.watching { ear in
            let writer = unsafe open(inbox.path + "/a.jpg", O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
            _ = unsafe write(writer, "half", 4)
            try await ear.hear()
            try await inbox.run(.seconds(600))
            #expect(await inbox.ledger.jobs == [])
            _ = unsafe write(writer, "whole", 5)
            close(writer)
            try await ear.hear()
            try await inbox.run(.seconds(3))
        }
        #expect(await inbox.queued == ["a.jpg"])
    }

    @Test("A renamed picture and a renamed folder keep their inputs")
    func renamed() async throws {
        try inbox.makeFolder("old")
        try inbox.write("old/a.jpg", "a")
        try inbox.write("b.jpg", "b")
        try await inbox.watching { ear in
            try await ear.hear()
            try await inbox.run(.seconds(30))
            let before = Set(await inbox.ledger.inputs().map(\.id))
            try inbox.move("b.jpg", to: "c.jpg")
            try inbox.move("old", to: "new")
            // The tree is watched afresh; what happened meanwhile is in this rescan.
            await ear.hear { $0 == .rescan(.root, .foldersMoved) }
            try await inbox.run(.seconds(400))
            #expect(Set(await inbox.ledger.inputs().map(\.id)) == before)
        }
        #expect(Set(await inbox.ledger.inputs().map(\.path.description)) == ["c.jpg", "new/a.jpg"])
        #expect(await inbox.ledger.jobs.count == 2)
    }
}
