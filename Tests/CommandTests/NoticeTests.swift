import Fixtures
import Foundation
import Testing

/// The real program as a service manager sees it.
@Suite(.timeLimit(.minutes(2)))
struct NoticeTests {
    /// Waits until a notice comes that has such a line; returns all that came until then.
    private func notices(_ listener: NoticeListener, until line: String) async throws -> [String] {
        var all: [String] = []
        try await Fixtures.until("a notice says \(line)") {
            all += listener.take()
            return all.contains { $0.split(separator: "\n").contains(Substring(line)) }
        }
        return all
    }

    @Test(
        "A manager hears of ready once, of what waits, of life again and again, and of the stop",
        arguments: [false, true])
    func life(isAbstract: Bool) async throws {
        let listener = try NoticeListener(isAbstract: isAbstract)
        let installation = try Watched(#""min_free": "999999t""#)
        let watch = try await installation.start(
            environment: ["NOTIFY_SOCKET": listener.address, "WATCHDOG_USEC": "900000"])
        var all = try await notices(listener, until: "STATUS=Queued: 0. Running: 0. Overdue deletions: 0.")
        #expect(all.first?.hasPrefix("STATUS=Starting.\nEXTEND_TIMEOUT_USEC=") == true)
        try installation.root.write("inbox/secret.jpg", try await Pictures.jpeg())
        all += try await notices(listener, until: "STATUS=Queued: 1. Running: 0. Overdue deletions: 0.")
        for _ in 1...3 { all += try await notices(listener, until: "WATCHDOG=1") }
        #expect(try await installation.stop(watch).code == 0)
        all += listener.take()
        #expect(all.last == "STOPPING=1\nSTATUS=Stopping.")
        let lines = all.flatMap { $0.split(separator: "\n") }
        for once in ["READY=1", "STOPPING=1"] { #expect(lines.filter { $0 == once }.count == 1) }
        #expect(lines.firstIndex(of: "READY=1") ?? 0 < lines.firstIndex(of: "WATCHDOG=1") ?? 0)
        #expect(!all.contains { $0.contains("secret") }, "no notice names a picture")
    }

    @Test("Without a watchdog no sign of life is given, and what is wrong is told")
    func away() async throws {
        let listener = try NoticeListener()
        let installation = try Watched()
        let watch = try await installation.start(environment: ["NOTIFY_SOCKET": listener.address])
        var all = try await notices(listener, until: "STATUS=Queued: 0. Running: 0. Overdue deletions: 0.")
        try await run("mv", installation.root.at("inbox"), installation.root.at("elsewhere"))
        all += try await notices(
            listener, until: "STATUS=Queued: 0. Running: 0. Overdue deletions: 0. The inbox is unavailable.")
        #expect(try await installation.stop(watch).code == 0)
        #expect(!all.contains { $0.contains("WATCHDOG") })
    }

    @Test("A manager that does not listen is logged once, and is no failure")
    func nobody() async throws {
        let installation = try Watched()
        let watch = try await installation.start(
            environment: ["NOTIFY_SOCKET": installation.root.at("none"), "WATCHDOG_USEC": "300000"])
        try installation.root.write("inbox/photo.jpg", try await Pictures.jpeg())
        try await until("the video is there") { installation.outbox == ["photo.mp4"] }
        #expect(try await installation.stop(watch).code == 0)
        #expect(
            watch.errors.split(separator: "\n").filter { $0.contains("the service manager cannot be told") }.count == 1)
    }

    @Test("Neither hooks nor workers hear of the manager, nor get what it granted")
    func heirs() async throws {
        let listener = try NoticeListener()
        let installation = try Watched()
        let root = installation.root
        let script = try root.write(
            "hook",
            "#!/bin/sh\nenv > \(root.at("environment"))\ngrep CapAmb /proc/self/status > \(root.at("granted"))\n")
        try root.write(
            "soframe.json", #"{"defaults": \#(quick), "hooks": {"delivered": ["\#(script)"]}}"#)
        guard unsafe chmod(script, 0o755) == 0, unsafe chmod(root.at("soframe.json"), 0o644) == 0 else {
            throw Unmet("files have other rights")
        }
        // As systemd does for AmbientCapabilities; setpriv(1) may only where this runs as root.
        let granting = getuid() == 0 ? ["setpriv", "--inh-caps", "+lease", "--ambient-caps", "+lease"] : ["env"]
        let watch = try Program(
            granting[0], granting.dropFirst() + [Program.soframe, "watch", root.path],
            environment: ["NOTIFY_SOCKET": listener.address, "WATCHDOG_USEC": "60000000"])
        try await until("the inbox is watched") { watch.errors.contains("watching") }
        try root.write("inbox/photo.jpg", try await Pictures.jpeg())
        try await until("the hook ran") { watch.errors.contains("hook ran") }
        #expect(try await installation.stop(watch).code == 0)
        let environment = try root.read("environment")
        #expect(environment.contains("PATH=") && !environment.contains("NOTIFY_SOCKET"))
        #expect(!environment.contains("WATCHDOG"))
        #expect(try root.read("granted") == "CapAmb:\t0000000000000000\n")
    }
}
