import Foundation
import GRDB
import Model

@testable import Journaling

/// A journal in a folder of its own, with short ways to tell it things. Times are minutes since the start.
final class TestJournal: Sendable {
    let folder: URL
    let journal: Journal
    /// What `sight` and `admit` are told is now by these.
    let clock = TestClocks()

    init(
        _ rule: DeletionRule = .hourly(keep: .hours(24)), fingerprints: TimeSpan = .days(30),
        hooks: Set<HookOccasion> = []
    ) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "soframe-journal-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        journal = try Journal(
            path: folder.appending(path: "journal.sqlite").path, rule: rule, fingerprints: fingerprints, hooks: hooks,
            clock: clock.clocks)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var path: String { folder.appending(path: "journal.sqlite").path }

    /// The same file opened once more, as after a crash.
    func reopened(
        _ rule: DeletionRule = .hourly(keep: .hours(24)), fingerprints: TimeSpan = .days(30),
        hooks: Set<HookOccasion> = []
    ) throws -> Journal {
        try Journal(path: path, rule: rule, fingerprints: fingerprints, hooks: hooks, clock: clock.clocks)
    }

    @discardableResult
    func sight(
        _ name: String, _ kind: InputKind = .picture, inode: UInt64 = 1, size: Int64 = 1, at minute: Int64 = 0
    ) async throws -> Input {
        clock.show(.minute(minute))
        let sighting = Sighting(
            path: try place(name), kind: kind, stamp: .test(inode: inode, size: size), at: .minute(minute))
        return try await only(journal.sight([sighting]))
    }

    @discardableResult
    func admit(
        _ name: String, content: String = "content", inode: UInt64 = 1, size: Int64 = 1, sidecar: String? = nil,
        depth: String? = nil, _ settings: Settings = Settings(), at minute: Int64 = 0
    ) async throws -> Admission {
        try await admit(
            name, content: content, inode: inode, size: size, sidecar: sidecar, depth: depth, .success(settings),
            at: minute)
    }

    @discardableResult
    func refuse(
        _ name: String, content: String = "content", sidecar: String? = nil, inode: UInt64 = 1,
        _ failure: JobFailure = .test, at minute: Int64 = 0
    ) async throws -> Admission {
        try await admit(
            name, content: content, inode: inode, size: 1, sidecar: sidecar, .failure(failure), at: minute)
    }

    private func admit(
        _ name: String, content: String, inode: UInt64, size: Int64, sidecar: String?, depth: String? = nil,
        _ wish: Result<Settings, JobFailure>, at minute: Int64
    ) async throws -> Admission {
        clock.show(.minute(minute))
        let sidecar = try sidecar.map {
            Submission.Sidecar(path: try place(name + ".json"), hash: Array($0.utf8))
        }
        let submission = Submission(
            path: try place(name), stamp: .test(inode: inode, size: size), contentHash: Array(content.utf8),
            sidecar: sidecar, depthHash: depth.map { Array($0.utf8) }, wish: wish, at: .minute(minute))
        return try only(await journal.admit([submission]))
    }

    /// The job that the journal hands out next.
    func claim(at minute: Int64 = 0) async throws -> Job {
        guard let job = try await journal.claim(at: .minute(minute)) else { throw Missing() }
        return job
    }

    /// A picture rendered, its video in the outbox.
    @discardableResult
    func deliver(_ name: String, as video: String, inode: UInt64 = 900, at minute: Int64 = 0) async throws -> Job {
        let job = try await claim(at: minute)
        guard job.path == (try place(name)) else { throw Missing() }
        guard
            try await journal.beginPublishing(
                job.id, as: place(video), FileIdentity(device: 1, inode: inode), at: .minute(minute))
        else { throw Missing() }
        try await journal.delivered(job.id, at: .minute(minute))
        return job
    }

    /// A picture rendered at the start, and deleted later.
    func renderAndDelete(
        _ name: String, content: String = "content", inode: UInt64 = 1, sidecar: String? = nil,
        depth: String? = nil, _ settings: Settings = Settings(), deletedAt minute: Int64
    ) async throws {
        try await admit(name, content: content, inode: inode, sidecar: sidecar, depth: depth, settings)
        try await deliver(name, as: "video-\(inode).mp4", inode: 900 + inode)
        try await delete(name, at: minute)
    }

    /// As a sweep does.
    func delete(_ name: String, at minute: Int64) async throws {
        guard let input = try await input(name) else { throw Missing() }
        try await journal.deleted([SweptInput(id: input.id, identity: input.stamp.identity)], at: .minute(minute))
    }

    /// How many fingerprints, and how many contents' hashes, there are.
    func fingerprints() async throws -> Int { try await hashes().count }

    func contents() async throws -> Int {
        try await journal.queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM content") } ?? -1
    }

    func hashes() async throws -> [Data] {
        try await journal.queue.read { try Data.fetchAll($0, sql: "SELECT hash FROM fingerprint") }
    }

    func input(_ name: String) async throws -> Input? {
        let path = try place(name)
        return try await journal.inputs().first { $0.path == path }
    }

    func story(_ name: String) async throws -> InputStory {
        guard let story = try await journal.story(inbox: place(name), outbox: nil) else { throw Missing() }
        return story
    }

    func states(_ name: String) async throws -> [JobState] { try await story(name).jobs.map(\.state) }

    /// States of all jobs, in the order in which they were made.
    func allStates() async throws -> [JobState] {
        try await journal.queue.read { database in
            try String.fetchAll(database, sql: "SELECT state FROM job ORDER BY id").compactMap(JobState.init(rawValue:))
        }
    }

    /// For every job and input: whether the last state that was noted is the one it has.
    func unnotedChanges() async throws -> [String] {
        try await journal.queue.read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT 'job ' || id || ' is ' || state FROM job WHERE state IS NOT (SELECT state FROM transition
                        WHERE subject = 'job' AND subject_id = job.id ORDER BY id DESC LIMIT 1)
                    UNION ALL
                    SELECT 'input ' || id FROM input WHERE ifnull(ending, 'seen') IS NOT (SELECT state FROM transition
                        WHERE subject = 'input' AND subject_id = input.id ORDER BY id DESC LIMIT 1)
                    """)
        }
    }

    /// The database file as it stands on the disk.
    func bytes() throws -> Data { try Data(contentsOf: URL(filePath: path)) }

    func endings() async throws -> [String?] {
        try await journal.queue.read { try Optional<String>.fetchAll($0, sql: "SELECT ending FROM input ORDER BY id") }
    }
}

struct Missing: Error {}

func place(_ text: String) throws -> RelativePath {
    guard let path = RelativePath(text) else { throw Missing() }
    return path
}

func only<Element>(_ elements: [Element]) throws -> Element {
    guard let first = elements.first, elements.count == 1 else { throw Missing() }
    return first
}

extension DeletionRule {
    static func hourly(keep: TimeSpan) -> DeletionRule { DeletionRule(keep: keep, schedule: .every(.hours(1))) }
}

extension Timestamp {
    /// Since a full hour.
    static func minute(_ minutes: Int64) -> Timestamp { Timestamp(milliseconds: (500_000 * 60 + minutes) * 60_000) }
}

extension FileStamp {
    static func test(inode: UInt64 = 1, size: Int64 = 1) -> FileStamp {
        FileStamp(identity: FileIdentity(device: 1, inode: inode), size: size, modified: 5, changed: 6)
    }
}

extension JobFailure {
    static let test = JobFailure(.sidecarInvalid, "The sidecar is wrong.", advice: "Mend it.")
}

extension Settings {
    static func test(priority: Int = 0, keep: TimeSpan? = nil, duration: Double = 5) -> Settings {
        var settings = Settings()
        settings.priority = priority
        settings.keep = keep
        settings.duration = duration
        return settings
    }
}

extension Admission {
    var queued: Int64? {
        guard case .queued(let job) = self else { return nil }
        return job
    }

    var repeated: Int64? {
        guard case .repeated(let job) = self else { return nil }
        return job
    }

    var refused: Int64? {
        guard case .refused(let job) = self else { return nil }
        return job
    }
}
