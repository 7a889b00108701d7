import Fixtures
import Foundation

/// An installation, and the real program watching it.
struct Watched {
    let root: TestFolder

    /// - Parameter configuration: The members of soframe.json but intake and defaults.
    init(_ configuration: String = "", defaults: String = quick) throws {
        root = try TestFolder()
        let rest = configuration.isEmpty ? "" : ", " + configuration
        try root.write(
            "soframe.json", #"{"intake": {"sidecar_wait": "1s"}, "defaults": \#(defaults)\#(rest)}"#)
        try root.makeFolder("inbox")
    }

    func start(_ arguments: String..., environment: [String: String] = [:]) async throws -> Program {
        let watch = try Program(Program.soframe, ["watch", root.path] + arguments, environment: environment)
        try await until("the inbox is watched") { watch.errors.contains("watching") }
        return watch
    }

    func stop(_ watch: Program) async throws -> Ended {
        watch.signal(SIGTERM)
        return try await watch.end()
    }

    var outbox: [String] { root.files(in: "outbox") }
    func status() async throws -> Ended { try await soframe("status", root.path) }
}
