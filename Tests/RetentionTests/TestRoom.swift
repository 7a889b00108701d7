import Files
import Foundation
import Journaling
import Model
import Synchronization

@testable import Retention

/// Inbox, outbox and journal in a folder of its own. Times count from the start of a full hour.
final class TestRoom: Sendable {
    let root: URL
    let inbox: Directory
    let outbox: Directory
    let journal: Journal
    private let rule: DeletionRule
    /// Where the journal's clocks stand.
    let shown = Shown()

    init(keep: TimeSpan = .hours(24)) throws {
        root = FileManager.default.temporaryDirectory.appending(path: "soframe-retention-\(UUID().uuidString)")
        rule = DeletionRule(keep: keep, schedule: .every(.hours(1)))
        inbox = try Directory.create(root.appending(path: "inbox").path)
        outbox = try Directory.create(root.appending(path: "outbox").path)
        journal = try Journal(
            path: root.appending(path: "journal.sqlite").path, rule: rule,
            clock: shown.clocks)
    }

    deinit { try? FileManager.default.removeItem(at: root) }

    func sweeper(_ options: RetentionOptions = RetentionOptions()) -> Sweeper {
        Sweeper(inbox: inbox, outbox: outbox, journal: journal, options: options)
    }

    /// One whole sweep.
    @discardableResult
    func sweep(_ options: RetentionOptions = RetentionOptions(), at now: Timestamp) async throws -> Sweeper.Outcome {
        let sweeper = sweeper(options)
        let plan = try await sweeper.plan(at: now)
        try await sweeper.expireJobs(of: plan, at: now)
        return try await sweeper.carryOut(plan, at: now)
    }

    func full(_ name: String) -> String { root.appending(path: name).path }

    func write(_ name: String, _ text: String = "bytes") throws {
        let url = root.appending(path: name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    func exists(_ name: String) -> Bool {
        (try? FileManager.default.attributesOfItem(atPath: full(name))) != nil
    }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: full(name)) }

    func move(_ name: String, to other: String) throws {
        try FileManager.default.moveItem(atPath: full(name), toPath: full(other))
    }

    /// Tells the journal of a file that is in the inbox.
    @discardableResult
    func sight(_ name: String, _ kind: InputKind = .picture, at time: Timestamp = .start) async throws -> Input {
        try await sight(name, kind, stamp(name, in: inbox), at: time)
    }

    func sight(_ name: String, _ kind: InputKind, _ stamp: FileStamp, at time: Timestamp) async throws -> Input {
        shown.show(.unset(time))
        let inputs = try await journal.sight([Sighting(path: place(name), kind: kind, stamp: stamp, at: time)])
        guard let input = inputs.first else { throw Missing() }
        return input
    }

    /// Writes a picture and has it admitted.
    func drop(_ name: String, _ settings: Settings = Settings(), at time: Timestamp = .start) async throws {
        try write("inbox/" + name, name)
        try await sight(name, at: time)
        _ = try await journal.admit([
            Submission(
                path: place(name), stamp: stamp(name, in: inbox), contentHash: Array(name.utf8), sidecar: nil,
                wish: .success(settings), at: time)
        ])
    }

    /// Renders the next job into the outbox.
    @discardableResult
    func deliver(as video: String, at time: Timestamp) async throws -> Job {
        shown.show(.unset(time))
        guard let job = try await journal.claim(at: time) else { throw Missing() }
        try write("outbox/" + video, "video")
        let identity = try stamp(video, in: outbox).identity
        guard try await journal.beginPublishing(job.id, as: place(video), identity, at: time) else { throw Missing() }
        try await journal.delivered(job.id, at: time)
        return job
    }

    func writeOutput(_ kind: Output.Kind, _ name: String, of job: Job, at time: Timestamp) async throws {
        shown.show(.unset(time))
        try write("outbox/" + name, "text")
        try await journal.wrote(
            kind, job: job.id, input: job.input, path: place(name), stamp(name, in: outbox).identity, at: time)
    }

    func stamp(_ name: String, in folder: Directory) throws -> FileStamp {
        guard let status = try folder.status(of: place(name)) else { throw Missing() }
        return FileStamp(
            identity: status.identity, size: status.size, modified: status.modified, changed: status.changed)
    }

    func known() async throws -> Set<String> { Set(try await journal.inputs().map(\.path.description)) }
}

/// Clocks that stand where a test puts them.
final class Shown: Sendable {
    private let reading = Mutex(ClockReading.unset(.start))

    var clocks: Clocks { Clocks { [self] in reading.withLock(\.self) } }

    func show(_ reading: ClockReading) { self.reading.withLock { $0 = reading } }
}

extension ClockReading {
    /// Of a machine whose clock was never set.
    static func unset(_ wall: Timestamp) -> ClockReading {
        ClockReading(wall: wall, boot: "first", sinceBoot: (wall + .days(1000)).since(.start))
    }
}

extension Sweeper {
    func plan(at time: Timestamp) async throws -> SweepPlan { try await plan(at: ClockReading.unset(time)) }

    func expireJobs(of plan: SweepPlan, at time: Timestamp) async throws {
        try await expireJobs(of: plan, at: ClockReading.unset(time))
    }
}

extension Journal {
    func overdue(at time: Timestamp) async throws -> Int { try await overdue(at: ClockReading.unset(time)) }
}

struct Missing: Error {}

func place(_ text: String) throws -> RelativePath {
    guard let path = RelativePath(text) else { throw Missing() }
    return path
}

extension Timestamp {
    static let start = Timestamp(milliseconds: 500_000 * 3_600_000)
    static func hour(_ hours: Int64) -> Timestamp { start + .hours(hours) }
}
