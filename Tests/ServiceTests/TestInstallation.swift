import Files
import Fixtures
import Foundation
import Journaling
import Model

@testable import Service

/// A real installation in a folder of its own, its workers the real program's.
final class TestInstallation: Sendable {
    let root: TestFolder
    let installation: Installation

    init(_ configuration: String = "{}", clock: Clocks = .system) throws {
        root = try TestFolder()
        try root.write("soframe.json", configuration)
        // Whatever the umask: hooks are not taken from a file that others may change.
        guard unsafe chmod(root.at("soframe.json"), 0o644) == 0 else { throw Unmet("soframe.json has other rights") }
        installation = try Self.open(root, clock: clock)
    }

    static func open(_ root: TestFolder, clock: Clocks = .system) throws -> Installation {
        try Installation(
            InstallationPaths(root: root.path, inbox: nil, outbox: nil, state: nil, environment: [:]), clock: clock)
    }

    var journal: Journal { installation.journal }
    var outbox: [String] { root.files(in: "outbox") }

    /// Puts a file into the inbox that is seen and not read yet.
    @discardableResult
    func sight(_ name: String, _ kind: InputKind = .picture, at time: Timestamp) async throws -> Input {
        try root.write("inbox/\(name)", name)
        let path = try place(name)
        guard let stamp = try installation.inbox.status(of: path)?.stamp,
            let input = try await journal.sight([Sighting(path: path, kind: kind, stamp: stamp, at: time)]).first
        else { throw Unmet("no \(name)") }
        return input
    }

    /// Puts a picture into the inbox and admits it.
    @discardableResult
    func admit(_ name: String, _ data: Data, sidecar: String = quick) async throws -> Int64 {
        try root.write("inbox/\(name)", data)
        let settings = Settings.resolved([try SettingsLayer.read(Array(sidecar.utf8))])
        return try await submit(name, .success(settings), content: Array(data.prefix(64)) + [UInt8(data.count % 251)])
    }

    /// Puts a file into the inbox and refuses it.
    @discardableResult
    func refuse(_ name: String, _ failure: JobFailure = .test) async throws -> Int64 {
        try root.write("inbox/\(name)", "refused")
        return try await submit(name, .failure(failure), content: Array("refused".utf8))
    }

    private func submit(
        _ name: String, _ wish: Result<Settings, JobFailure>, content: [UInt8]
    ) async throws -> Int64 {
        let path = try place(name)
        guard let stamp = try installation.inbox.status(of: path)?.stamp else { throw Unmet("no \(name)") }
        let submission = Submission(
            path: path, stamp: stamp, contentHash: content, sidecar: nil, wish: wish, at: .now)
        switch try await journal.admit([submission]).first {
        case .queued(let job), .refused(let job), .repeated(let job): return job
        case .unchanged, nil: throw Unmet("\(name) was known")
        }
    }

    /// A job that was claimed, its video in the outbox.
    func deliver(_ job: Job, as name: String, at now: Timestamp = .now) async throws {
        let video = try installation.outbox.createUnnamed()
        guard
            try await journal.beginPublishing(job.id, as: try place(name), video.identity, at: now),
            try installation.outbox.publish(video, as: try place(name)) == .published
        else { throw Unmet("\(name) was not published") }
        try await journal.delivered(job.id, at: now)
    }

    func claim(at now: Timestamp = .now) async throws -> Job {
        guard let job = try await journal.claim(at: now) else { throw Unmet("no job was ready") }
        return job
    }

    func runner(_ tell: @escaping @Sendable (JobEvent) -> Void = { _ in }) -> JobRunner {
        JobRunner(installation, executable: Program.soframe, tell: tell)
    }

    func states(_ name: String) async throws -> [JobState] {
        try await journal.story(inbox: try place(name), outbox: nil)?.jobs.map(\.state) ?? []
    }
}

func place(_ text: String) throws -> RelativePath {
    guard let path = RelativePath(text) else { throw Unmet("\(text) is no place") }
    return path
}

extension JobFailure {
    static let test = JobFailure(.sidecarInvalid, "The sidecar is wrong.", advice: "Mend it.")
}
