import Files
import Fixtures
import Foundation
import Glibc
import Journaling
import Model
import Retention
import Testing

@testable import Service

/// Every state of a job, with all that may be done to its picture and to the clock: it is there before its printed
/// deadline and gone after the first sweep from then on, by time that really passed, unless a user holds it.
///
/// Each installation has a picture for each state and each meddling, and one that is held; hours count from their arrival.
@Suite(.timeLimit(.minutes(2)))
struct MatrixTests {
    /// What a picture's job is when its time is over.
    enum Stage: String, CaseIterable { case none, queued, running, delivered, failed, refused, expired }

    /// What somebody does to a picture while it is there.
    enum Meddling: String, CaseIterable { case nothing, mtime, atime, oldExif, newExif }

    /// What keeps sweeps from happening when they should; in many ticks the machine is off for a while too.
    enum Downtime: CaseIterable {
        case none, overOneTick, overManyTicks

        /// From the deadline to the first sweep after it.
        var hours: Int64 {
            switch self {
            case .none: 0
            case .overOneTick: 1
            case .overManyTicks: 5 * 24
            }
        }
    }

    enum Jump: Int64, CaseIterable {
        case none = 0
        case back3Days = -72
        case forward30Hours = 30
    }

    /// How long the configuration lets pictures stay after it was changed; nil when it was not.
    enum Change: String, CaseIterable {
        case none, shorter, longer
        var keep: String? { self == .none ? nil : self == .shorter ? "6h" : "7d" }
        /// Until the deadline.
        var hours: Int64 { self == .shorter ? 6 : 24 }
    }

    struct Condition: Sendable {
        let down: Downtime
        let jump: Jump
        static let all = Downtime.allCases.flatMap { down in Jump.allCases.map { Condition(down: down, jump: $0) } }
    }

    fileprivate struct One {
        let name: String
        let stage: Stage
        let meddling: Meddling
        let isHeld: Bool
    }

    private let clock = ToldClock(start: Timestamp(milliseconds: 500_000 * 3_600_000))
    private let pictures = Stage.allCases.flatMap { stage in
        Meddling.allCases.flatMap { meddling in
            (meddling == .nothing ? [false, true] : [false]).map { isHeld in
                One(
                    name: "\(stage)-\(meddling)\(isHeld ? "-held" : "").jpg", stage: stage, meddling: meddling,
                    isHeld: isHeld)
            }
        }
    }
    private static let inEachStage = Meddling.allCases.count + 1

    @Test(
        "Before its printed deadline every picture is there, and at the first sweep from then on it goes",
        arguments: Condition.all, Change.allCases)
    func matrix(condition: Condition, change: Change) async throws {
        let test = try TestInstallation(clock: clock.clocks)
        try await fill(test)
        clock.move(by: .hours(2))
        clock.set(by: .hours(condition.jump.rawValue))
        for one in pictures { try await meddle(one, test) }
        for one in pictures.filter(\.isHeld) {
            _ = try await test.journal.hold(
                .inbox(place(one.name)), because: "test", until: nil, at: clock.clocks.now.wall)
        }
        var installation = test.installation
        if let keep = change.keep {
            try test.root.write("soframe.json", #"{"retention": {"keep": "\#(keep)"}}"#)
            installation = try TestInstallation.open(test.root, clock: clock.clocks)
            _ = try await Recovery(installation: installation).run()
        }
        let printed = "It will be deleted at \((clock.start + .hours(change.hours)).text)"
        for one in pictures {
            let line = printed + (one.isHeld ? " unless it is held then." : ".")
            #expect(try await Explanation(one.name, in: installation).text.contains(line), "\(one)")
        }

        clock.move(by: .hours(change.hours - 3))
        #expect(try await installation.sweeper.run(as: "test").outcome.deleted == 0)
        #expect(test.root.files(in: "inbox").count == pictures.count)
        clock.move(by: .hours(1 + condition.down.hours))
        if condition.down == .overManyTicks { clock.reboot(off: .hours(30)) }
        let outcome = try await installation.sweeper.run(as: "test").outcome
        #expect(outcome.failures == [])
        #expect(test.root.files(in: "inbox") == pictures.filter(\.isHeld).map(\.name).sorted())
        #expect(outcome.deleted >= pictures.count * 5 / 6)

        clock.move(by: .hours(99))
        for one in pictures.filter(\.isHeld) {
            _ = try await installation.journal.release(.inbox(place(one.name)), at: clock.clocks.now.wall)
        }
        let last = try await installation.sweeper.run(as: "test").outcome
        #expect(test.root.files(in: "inbox") == [])
        let proof = try await installation.journal.verifyProof()
        #expect(proof.fault == nil && proof.links == outcome.deleted + last.deleted)
    }

    /// Pictures in every stage, all of which came now.
    private func fill(_ test: TestInstallation) async throws {
        let now = clock.clocks.now.wall
        for one in pictures { try test.root.write("inbox/\(one.name)", Exif.jpeg(one.meddling.year, one.name)) }
        _ = try await test.journal.sight(
            try pictures.map { try Sighting(path: place($0.name), kind: .picture, stamp: stamp($0, test), at: now) })
        let admitted = pictures.filter { $0.stage != .none }
        _ = try await test.journal.admit(
            try admitted.map { one in
                try Submission(
                    path: place(one.name), stamp: stamp(one, test), contentHash: Array(one.name.utf8), sidecar: nil,
                    wish: one.stage == .refused ? .failure(.test) : .success(one.settings), at: now)
            })
        // By priority: the stages that are claimed come first.
        for _ in 0..<Self.inEachStage {
            let job = try await test.claim(at: now)
            try await test.deliver(job, as: "\(job.id).mp4", at: now)
        }
        for _ in 0..<Self.inEachStage { try await test.journal.fail(test.claim(at: now).id, .test, at: now) }
        for _ in 0..<Self.inEachStage { _ = try await test.claim(at: now) }
        // As a sweep does that ends before it deletes anything.
        let later = ClockReading(wall: now + .days(2), boot: "later", sinceBoot: .zero)
        let expired = try await test.journal.due(at: later).filter { "\($0.path)".hasPrefix("expired") }
        #expect(expired.count == Self.inEachStage)
        try await test.journal.expire(expired, at: now)
        for one in pictures {
            let states = try await test.states(one.name)
            #expect(states.last?.rawValue == (one.stage == .none ? nil : one.stage.rawValue), "\(one)")
        }
    }

    private func stamp(_ one: One, _ test: TestInstallation) throws -> FileStamp {
        guard let status = try test.installation.inbox.status(of: place(one.name)) else { throw Unmet("no \(one)") }
        return status.stamp
    }

    private func meddle(_ one: One, _ test: TestInstallation) async throws {
        let path = test.root.at("inbox/\(one.name)")
        switch one.meddling {
        case .nothing, .oldExif, .newExif: return
        case .mtime: try setTimes(of: path, accessed: nil, modified: 1_935_000_000)
        case .atime: try setTimes(of: path, accessed: 1_935_000_000, modified: nil)
        }
        // As intake does that sees another stamp.
        _ = try await test.journal.sight([
            Sighting(path: place(one.name), kind: .picture, stamp: stamp(one, test), at: clock.clocks.now.wall)
        ])
    }
}

extension MatrixTests {
    /// Seconds since 1970; nil leaves one as it is.
    private func setTimes(of path: String, accessed: Int?, modified: Int?) throws {
        // UTIME_OMIT of utimensat(2) is a macro with a cast.
        let times = [accessed, modified].map {
            timespec(tv_sec: $0 ?? 0, tv_nsec: $0 == nil ? (1 << 30) - 2 : 0)
        }
        guard unsafe utimensat(AT_FDCWD, path, times, 0) == 0 else { throw Unmet("the times were not set") }
    }
}

extension MatrixTests.One {
    fileprivate var settings: Settings {
        var settings = Settings()
        settings.priority = stage == .delivered ? 3 : stage == .failed ? 2 : stage == .running ? 1 : 0
        return settings
    }
}

extension MatrixTests.Meddling {
    /// Of EXIF's DateTimeOriginal.
    fileprivate var year: Int { self == .oldExif ? 1999 : self == .newExif ? 2099 : 2026 }
}

/// The start of a JPEG with a date, as cameras write it (Exif 2.3, DateTime of IFD0).
private enum Exif {
    static func jpeg(_ year: Int, _ content: String) -> Data {
        let date = Data("\(year):05:05 05:05:05\u{0}".utf8)
        // Big-endian TIFF: one entry (0x0132, ASCII, 20 bytes at 26), no next IFD.
        let tiff = Data([
            0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x32, 0, 2, 0, 0, 0, 20, 0, 0, 0, 26, 0, 0, 0, 0,
        ])
        let segment = Data("Exif\u{0}\u{0}".utf8) + tiff + date
        let size = segment.count + 2
        return Data([0xFF, 0xD8, 0xFF, 0xE1, UInt8(size >> 8), UInt8(size & 255)]) + segment + Data(content.utf8)
            + Data([0xFF, 0xD9])
    }
}
