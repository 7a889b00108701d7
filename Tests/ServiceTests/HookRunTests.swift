import Containing
import Fixtures
import Foundation
import Model
import Testing

@testable import Service

/// Real programs, run as hooks are.
@Suite(.timeLimit(.minutes(1)))
struct HookRunTests {
    private let root: TestFolder

    init() throws { root = try TestFolder() }

    /// A shell script, which must name its own interpreter; returns its path.
    private func script(_ lines: String...) throws -> String {
        try program("#!/bin/sh\ncd '\(root.path)'\n" + lines.joined(separator: "\n") + "\n")
    }

    private func program(_ text: String) throws -> String {
        let path = try root.write("hook", text)
        guard unsafe chmod(path, 0o755) == 0 else { throw Unmet("the script has other rights") }
        return path
    }

    @Test("A hook gets its words and the message, and nothing else of ours")
    func surroundings() async throws {
        let hook = try program(
            """
            #!/bin/sh
            pwd > '\(root.path)/folder'
            cd '\(root.path)'
            cat > input
            tr '\\0' '\\n' < /proc/$$/environ | sort > environment
            cut -d' ' -f6 /proc/$$/stat > session
            echo $$ > process
            ls /proc/self/fd > descriptors
            readlink /proc/self/fd/3 /proc/self/fd/2 3>&1 > outputs
            for word; do printf '<%s>' "$word"; done > words
            """)
        // A descriptor that is not closed by itself in children.
        let ours = unsafe open("/etc/hostname", O_RDONLY)
        defer { close(ours) }
        let run = HookRun(environment: ["PATH": "/usr/bin:/bin", "HOME": "/h", "LANG": "C.UTF-8", "SOFRAME_JOBS": "1"])
        #expect(try await run.run([hook, "a b", "$HOME;", ""], message: "{\"job\": 1}\n") == nil)
        #expect(try root.read("folder") == "/\n")
        #expect(try root.read("input") == "{\"job\": 1}\n")
        #expect(try root.read("environment") == "HOME=/h\nLANG=C.UTF-8\nPATH=/usr/bin:/bin\n")
        #expect(try root.read("session") == (try root.read("process")))
        // The last is the folder that ls reads.
        #expect(try root.read("descriptors") == "0\n1\n2\n3\n")
        #expect(try root.read("outputs") == "/dev/null\n/dev/null\n")
        #expect(try root.read("words") == "<a b><$HOME;><>")
    }

    @Test("A long message arrives whole, and one that is not read hurts nobody")
    func messages() async throws {
        let long = String(repeating: "x", count: 300_000)
        #expect(try await HookRun().run([try script("cat > input")], message: long) == nil)
        #expect(try root.read("input") == long)
        #expect(try await HookRun().run(["/bin/true"], message: long) == nil)
    }

    @Test("Another code than 0, a signal and a program that cannot be started are troubles")
    func troubles() async throws {
        #expect(try await HookRun().run([try script("exit 3")], message: "") == .exited(code: 3))
        #expect(try await HookRun().run([try script("kill -TERM $$")], message: "") == .killed(signal: SIGTERM))
        #expect(
            try await HookRun().run([root.at("none")], message: "") == .notStarted("No such file or directory"))
        let text = try root.write("text", "#!/bin/sh\n")
        #expect(unsafe chmod(text, 0o644) == 0)
        #expect(try await HookRun().run([text], message: "") == .notStarted("Permission denied"))
        #expect(
            try await HookRun().run([try program("exit 0\n")], message: "") == .notStarted("Exec format error"),
            "no shell runs what is no program")
    }

    @Test("A hook that does not end in time is killed")
    func timeLimit() async throws {
        let limit = TimeSpan.seconds(0.2)
        let run = HookRun(timeLimit: limit)
        #expect(try await run.run(["/bin/sleep", "1000"], message: "") == .tooLong(limit: limit))
    }

    @Test("A hook that is stopped is killed with what it started")
    func stopped() async throws {
        let hook = try script("sleep 1000 &", "echo $! > child", "wait")
        let run = Task { try await HookRun().run([hook], message: "") }
        try await until("it has a child") { ((try? root.read("child")) ?? "").hasSuffix("\n") }
        run.cancel()
        await #expect(throws: CancellationError.self) { _ = try await run.value }
        let child = try #require(Int32(try root.read("child").dropLast()))
        // Whoever adopts orphans may take a while to bury it.
        try await until("the child is dead") {
            let state = try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8)
            return state.map { $0.contains(") Z ") } ?? true
        }
    }

    @Test("One that is stopped before it began is not left running")
    func stoppedAtOnce() async throws {
        let errand = Errand(["/bin/sleep", "1000"], input: [], environment: [:], timeLimit: .hours(1))
        errand.cancel()
        #expect(try errand.run() == .cancelled)
    }
}
