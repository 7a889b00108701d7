import Fixtures
import Foundation
import Testing

/// The real program and real hooks.
@Suite(.timeLimit(.minutes(3)))
struct HookTests {
    private let root: TestFolder

    init() throws {
        root = try TestFolder()
        try root.makeFolder("inbox")
    }

    /// Writes a shell script and makes it the hook of both occasions.
    private func configure(_ lines: String, permissions: mode_t = 0o644) throws {
        let script = try root.write("hook", "#!/bin/sh\n\(lines)\n")
        try root.write(
            "soframe.json",
            """
            {"intake": {"sidecar_wait": "0"}, "defaults": \(quick),
             "hooks": {"delivered": ["\(script)", "\(root.path)"], "failed": ["\(script)", "\(root.path)"]}}
            """)
        guard unsafe chmod(script, 0o755) == 0, unsafe chmod(root.at("soframe.json"), permissions) == 0 else {
            throw Unmet("files have other rights")
        }
    }

    /// What the hooks were told, in order.
    private func told() throws -> [[String: Any]] {
        guard root.exists("told") else { return [] }
        return try root.read("told").split(separator: "\n").map { line in
            try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
        }
    }

    @Test("A batch runs a hook for every job that was delivered, failed or refused, before it ends")
    func batch() async throws {
        try configure("cat >> \"$1/told\"; echo noise; echo noise >&2")
        try root.write("inbox/x/good.jpg", try await Pictures.jpeg())
        try root.write("inbox/bad.jpg", "no picture")
        try root.write("inbox/refused.jpg", try await Pictures.jpeg())
        try root.write("inbox/refused.jpg.json", #"{"duration": 0}"#)
        let batch = try await soframe("batch", root.path)
        #expect(batch.code == 1 && !batch.errors.contains("noise") && !batch.errors.contains("Hooks"))
        let told = try told()
        let codes = Set(told.map { ($0["code"] as? String ?? "-") + " " + ($0["picture"] as? String ?? "-") })
        #expect(told.count == 3)
        #expect(codes == ["- x/good.jpg", "not-an-image bad.jpg", "sidecar-invalid refused.jpg"])
        #expect(told.first { $0["event"] as? String == "delivered" }?["video"] as? String == "x/good.mp4")
        _ = try await soframe("batch", root.path)
        #expect(try self.told().count == 3, "once is enough when it went well")
    }

    @Test("A hook that fails is shown, and run again by a later start once its time has come")
    func failing() async throws {
        try configure("exit 5")
        try root.write("inbox/good.jpg", try await Pictures.jpeg())
        let batch = try await soframe("batch", root.path)
        #expect(batch.code == 0, "the video is there all the same")
        #expect(batch.errors.contains("Hooks that wait: 1. Given up: 0. The last that failed was that of job 1, at 20"))
        #expect(batch.errors.hasSuffix(" It ended with the code 5.\n"))
        #expect(root.files(in: "outbox") == ["good.mp4"])
        let status = try await soframe("status", root.path, "--json")
        #expect(status.code == 0)
        let object = try JSONSerialization.jsonObject(with: Data(status.output.utf8)) as? [String: Any]
        let hooks = object?["hooks"] as? [String: Any]
        #expect(hooks?["waiting"] as? Int == 1 && hooks?["given_up"] as? Int == 0)
        #expect((hooks?["last_failure"] as? [String: Any])?["reason"] as? String == "It ended with the code 5.")
        try configure("cat >> \"$1/told\"")
        try await until("it is run again") {
            #expect(try await soframe("batch", root.path).code == 0)
            return try !told().isEmpty
        }
        #expect(try told().first?["attempt"] as? Int == 2)
    }

    @Test("A watch runs hooks as jobs end, and logs them by number only")
    func watch() async throws {
        try configure("cat >> \"$1/told\"; case $(tail -n 1 \"$1/told\") in *failed*) exit 1;; esac")
        let watch = try Program(Program.soframe, ["watch", root.path])
        try await until("the inbox is watched") { watch.errors.contains("watching") }
        try root.write("inbox/secret.jpg", try await Pictures.jpeg())
        try root.write("inbox/secret-bad.jpg", "no picture")
        try await until("both were told") { try Set(told().compactMap { $0["event"] as? String }).count == 2 }
        try await until("both are logged") { watch.errors.contains("hook ran") && watch.errors.contains("hook failed") }
        watch.signal(SIGTERM)
        #expect(try await watch.end().code == 0)
        #expect(watch.errors.contains("It ended with the code 1.") && !watch.errors.contains("secret"))
    }

    @Test("A watch that is stopped ends a hook that hangs, and the next one runs it again")
    func stopped() async throws {
        try configure("cat >> \"$1/told\"; exec sleep 1000")
        try root.write("inbox/good.jpg", try await Pictures.jpeg())
        let watch = try Program(Program.soframe, ["watch", root.path])
        try await until("it hangs") { try !told().isEmpty }
        watch.signal(SIGTERM)
        #expect(try await watch.end().code == 0)
        try configure("cat >> \"$1/told\"")
        #expect(try await soframe("batch", root.path).code == 0)
        #expect(try told().map { $0["attempt"] as? Int } == [1, 1])
    }

    @Test("Hooks of a file that others may change are refused with the remedy, by every command")
    func untrusted() async throws {
        try configure("true", permissions: 0o664)
        for command in ["batch", "status", "doctor"] {
            let ended = try await soframe(command, root.path)
            #expect(ended.code == 1)
            #expect(
                ended.errors
                    == "soframe: \(root.path)/soframe.json names hooks, which are programs to be run, and others "
                    + "than its owner may change it. Run chmod go-w on it, or take hooks out of it.\n")
        }
        #expect(!root.exists("state"), "nothing is made")
    }
}
