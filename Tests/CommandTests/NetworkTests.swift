import Fixtures
import Foundation
import TestPictures
import Testing

/// Nothing leaves the machine: no process of the program ever has a socket, but the one by which a service manager is told.
@Suite(.timeLimit(.minutes(3)))
struct NetworkTests {
    private let root: TestFolder

    init() throws {
        root = try TestFolder()
        try root.makeFolder("inbox")
        let script = try root.write("hook", "#!/bin/sh\ncat > \"$1/told\"\n")
        guard unsafe chmod(script, 0o755) == 0 else { throw Unmet("the hook has other rights") }
    }

    private func configure(_ retention: String) throws {
        try root.write(
            "soframe.json",
            """
            {"intake": {"sidecar_wait": "0"}, "defaults": \(quick), "retention": {\(retention)},
             "hooks": {"delivered": ["\(root.at("hook"))", "\(root.path)"]}}
            """)
        guard unsafe chmod(root.at("soframe.json"), 0o644) == 0 else { throw Unmet("soframe.json has other rights") }
    }

    /// What makes or uses a socket; io_uring would do so unseen.
    private static let calls = "%network,io_uring_setup"

    /// Runs a command to its end and returns what it asked for.
    private func calls(_ arguments: String...) async throws -> [String] {
        let traced = try TracedProgram(Program.soframe, arguments, noting: Self.calls)
        return try await traced.end().calls
    }

    @Test("A program that has a socket is seen, also when a child of a child has it")
    func positive() async throws {
        let script = "import socket; socket.socket(socket.AF_INET, socket.SOCK_STREAM)"
        let traced = try TracedProgram(
            "sh", ["-c", "sh -c 'python3 -c \"\(script)\"; true'; true"], noting: Self.calls)
        let (ended, calls) = try await traced.end()
        #expect(ended.code == 0)
        #expect(calls.contains { $0.contains("socket(AF_INET, SOCK_STREAM") }, "\(calls)")
    }

    @Test("A watch that takes in, renders, tells a hook, sweeps and stops has no socket but the service manager's")
    func watch() async throws {
        try configure(#""keep": "24h", "schedule": {"every": "1s"}"#)
        let address = root.at("notify")
        let listening = """
            import socket, sys
            server = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            server.bind(sys.argv[1])
            while True: server.recv(4096)
            """
        let manager = try Program("python3", ["-c", listening, address])
        try await until("the service manager listens") { root.exists("notify") }
        let traced = try TracedProgram(
            Program.soframe, ["watch", root.path], noting: Self.calls, environment: ["NOTIFY_SOCKET": address])
        try await until("the inbox is watched") { traced.program.errors.contains("watching") }
        try root.write("inbox/stays.jpg", try await Pictures.jpeg())
        // Its hook is dropped if it goes before that ran.
        try root.write("inbox/goes.jpg.json", #"{"keep": "0"}"#)
        try root.write("inbox/goes.jpg", try await Pictures.png())
        try await until("both are delivered, one is told of, and one is deleted") {
            root.files(in: "outbox") == ["goes.mp4", "stays.mp4"] && root.exists("told")
                && root.files(in: "inbox") == ["stays.jpg"]
        }
        #expect(try await soframe("status", root.path).code == 0)
        traced.program.signal(SIGTERM)
        let (ended, calls) = try await traced.end()
        #expect(ended.code == 0)
        let others = calls.filter { call in
            !call.contains("socket(AF_UNIX, SOCK_DGRAM") && !call.contains("\"\(address)\"")
                && !call.contains("UNIX-DGRAM")
        }
        #expect(others == [])
        withExtendedLifetime(manager) {}
    }

    @Test("No other command has a socket")
    func commands() async throws {
        try configure(#""keep": "24h""#)
        let picture = try root.write("inbox/photo.jpg", try await Pictures.jpeg())
        let sidecar = try root.write("photo.json", quick)
        #expect(try await calls("batch", root.path) == [])
        #expect(root.files(in: "outbox") == ["photo.mp4"] && root.exists("told"))
        #expect(try await calls("status", root.path, "--json") == [])
        #expect(try await calls("status", root.path, "--proof") == [])
        #expect(try await calls("status", root.path, "--prometheus") == [])
        #expect(try await calls("explain", "--root", root.path, picture) == [])
        #expect(try await calls("retry", "--root", root.path, picture) == [])
        #expect(try await calls("hold", "--root", root.path, picture, "--reason", "why not") == [])
        #expect(try await calls("clean", root.path, "--dry-run") == [])
        #expect(try await calls("clean", root.path) == [])
        #expect(try await calls("render", picture, "-s", sidecar, "-o", root.at("video.mp4")) == [])
        #expect(root.exists("video.mp4"))
        #expect(try await calls("hold", "--root", root.path, picture, "--release") == [])
        #expect(try await calls("erase", "--root", root.path, picture) == [])
        #expect(root.files(in: "inbox") == [] && root.files(in: "outbox") == [])
        #expect(try await calls("check", sidecar) == [])
        #expect(try await calls("schema") == [])
        #expect(try await calls("presets") == [])
    }

    @Test("No model has a socket, nor what tries, lists and runs it")
    func models() async throws {
        try configure(#""keep": "24h""#)
        let file = try root.write("model.onnx", Data(ONNXFile(weights: [1, 0, -1]).bytes))
        let environment = ["SOFRAME_MODELS_RUNTIME": OpenVINORuntime.folder, "SOFRAME_RECEIPTS": "true"]
        for words in [["add", file, "--kind", "midas-small"], ["list"]] {
            let traced = try TracedProgram(
                Program.soframe, ["models"] + words + [root.path], noting: Self.calls, environment: environment)
            let (ended, calls) = try await traced.end()
            #expect(ended.code == 0 && calls == [], "\(ended.errors)")
        }
        try root.write("inbox/photo.jpg", try await Pictures.jpeg())
        try root.write(
            "inbox/photo.jpg.json", #"{"motion": "orbit", "duration": 0.5, "fps": 12, "resolution": "360p"}"#)
        let traced = try TracedProgram(
            Program.soframe, ["batch", root.path], noting: Self.calls, environment: environment)
        #expect(try await traced.end().calls == [])
        #expect(try root.read("outbox/photo.receipt.json").contains(#""source": "model""#))
    }

    @Test("What doctor tries is refused a socket by the sandbox")
    func doctor() async throws {
        try configure(#""keep": "24h""#)
        let calls = try await calls("doctor", root.path)
        #expect(
            !calls.isEmpty && calls.allSatisfy { $0.contains("socket(") && $0.contains(" = -1 EPERM ") }, "\(calls)")
    }
}
