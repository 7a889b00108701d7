import Files
import Foundation
import Glibc
import Intake
import Model
import Synchronization
import Watching

/// A clock that only tests move. On the wall it is the real time of its making, moved as far as it was and `ahead`.
final class TestClock: Sendable {
    private let elapsed = Mutex(Duration.seconds(100))
    private let wall: Int64

    init(ahead: TimeSpan = .zero) {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
        wall = Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000 + ahead.milliseconds - 100_000
    }

    var now: Duration { elapsed.withLock { $0 } }

    func move(to time: Duration) { elapsed.withLock { $0 = max($0, time) } }

    func move(by span: Duration) { elapsed.withLock { $0 += span } }

    var clock: IntakeClock {
        IntakeClock { [self] in
            let elapsed = now
            let milliseconds =
                elapsed.components.seconds * 1000 + elapsed.components.attoseconds / 1_000_000_000_000_000
            return Moment(elapsed: elapsed, wall: Timestamp(milliseconds: wall + milliseconds))
        }
    }
}

/// An inbox of its own for one test, with a neighbour on the same volume; removed at the end.
final class TestInbox: Sendable {
    let path: String
    let outside: String
    let directory: Directory
    let ledger: MemoryLedger
    let clock: TestClock
    let desk: IntakeDesk

    /// `fresh`: files have just come when they are looked at; else they seem to have lain there for an hour.
    init(fresh: Bool = true, rules: IntakeRules = IntakeRules()) throws {
        let base = FileManager.default.temporaryDirectory.appending(path: "soframe-intake-\(UUID().uuidString)")
            .path(percentEncoded: false)
        path = base + "/inbox"
        outside = base + "/outside"
        directory = try Directory.create(path)
        _ = try Directory.create(outside)
        ledger = MemoryLedger()
        clock = TestClock(ahead: fresh ? .zero : .hours(1))
        desk = IntakeDesk(
            inbox: directory, ledger: ledger, key: [UInt8](repeating: 7, count: 32), rules: rules, clock: clock.clock)
    }

    deinit { try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent) }

    /// Another desk over the same inbox and ledger, as after a crash.
    func restart(rules: IntakeRules = IntakeRules()) -> IntakeDesk {
        IntakeDesk(
            inbox: directory, ledger: ledger, key: [UInt8](repeating: 7, count: 32), rules: rules, clock: clock.clock)
    }

    func write(_ name: String, _ text: String = "picture") throws { try Self.write(path + "/" + name, text) }

    /// Opens, writes and closes, as a plain copy does; not aside and renamed.
    static func write(_ path: String, _ text: String) throws { try write(path, Array(text.utf8)) }

    static func write(_ path: String, _ bytes: [UInt8]) throws {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        _ = unsafe Glibc.write(descriptor, bytes, bytes.count)
        close(descriptor)
    }

    func makeFolder(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: path + "/" + name, withIntermediateDirectories: true)
    }

    func move(_ name: String, to other: String) throws {
        guard unsafe rename(path + "/" + name, path + "/" + other) == 0 else {
            throw POSIXError(.init(rawValue: errno) ?? .EIO)
        }
    }

    func delete(_ name: String) throws { try FileManager.default.removeItem(atPath: path + "/" + name) }

    /// Writes a file and tells the desk so.
    func drop(_ name: String, _ text: String = "picture") async throws {
        try write(name, text)
        await desk.note(.written(try place(name)))
    }

    func drop(_ name: String, _ bytes: [UInt8]) async throws {
        try Self.write(path + "/" + name, bytes)
        await desk.note(.written(try place(name)))
    }

    /// Lets so much time pass, with a pass of the desk whenever it wants one.
    @discardableResult
    func run(_ span: Duration, _ other: IntakeDesk? = nil) async throws -> [Admission] {
        let desk = other ?? self.desk
        let end = clock.now + span
        var admissions: [Admission] = []
        while true {
            let pass = try await desk.settle()
            admissions += pass.admissions
            if pass.nextDue > end { break }
            clock.move(to: pass.nextDue)
        }
        clock.move(to: end)
        return admissions
    }

    /// The names of the pictures whose jobs wait, in order of admission.
    var queued: [String] {
        get async { await ledger.jobs.filter { $0.state == .waiting }.map(\.submission.path.description) }
    }

    /// Why the picture's latest job was refused; nil when it was not.
    func failure(_ name: String) async throws -> JobFailure? {
        let path = try place(name)
        let latest = await ledger.jobs.last { $0.submission.path == path }
        guard case .failure(let failure)? = latest?.submission.wish else { return nil }
        return failure
    }

    /// What the picture's latest job makes.
    func settings(_ name: String) async throws -> Settings? {
        let path = try place(name)
        return try await ledger.jobs.last { $0.submission.path == path }?.submission.wish.get()
    }
}

func place(_ text: String) throws -> RelativePath { try place(Array(text.utf8)) }

func place(_ bytes: [UInt8]) throws -> RelativePath {
    guard let path = RelativePath(bytes: bytes) else { throw InvalidPlace() }
    return path
}

struct InvalidPlace: Error {}
