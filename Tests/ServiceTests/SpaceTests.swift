import Files
import Fixtures
import Foundation
import Journaling
import Model
import StrictJSON
import Synchronization
import Testing

@testable import Service

/// Free space as the test says it is, the same on every volume.
private final class Disk: Sendable {
    private let free: Mutex<UInt64>

    init(free: UInt64) { self.free = Mutex(free) }

    func become(free bytes: UInt64) { free.withLock { $0 = bytes } }

    func rule(_ installation: Installation) -> SpaceRule {
        SpaceRule(installation) { _, _ throws(FileError) in self.free.withLock(\.self) }
    }
}

private let mebibyte: UInt64 = 1 << 20
private let plenty: UInt64 = 1 << 40

@Suite(.timeLimit(.minutes(2)))
struct SpaceTests {
    private let test: TestInstallation

    init() throws { test = try TestInstallation(#"{"jobs": 2, "min_free": "1g"}"#) }

    private var shortage: SpaceShortage {
        SpaceShortage(
            folder: .outbox, path: test.root.at("outbox"), free: 24 * mebibyte, needed: MemorySize(bytes: 1 << 30))
    }

    @Test("Beginning and end of a want of room are told once each, however often one looks")
    func hold() {
        var hold = SpaceHold()
        var worse = shortage
        #expect(hold.see(nil) == nil)
        #expect(hold.see(worse) == .began(worse))
        worse = SpaceShortage(folder: .state, path: "/s", free: 0, needed: worse.needed)
        #expect(hold.see(worse) == nil)
        #expect(hold.shortage == worse)
        #expect(hold.see(nil) == .ended)
        #expect(hold.see(nil) == nil)
    }

    @Test("A shortage says which folder lacks how much and what to do")
    func words() {
        #expect(
            shortage.sentence
                == "The volume of the outbox folder \(test.root.at("outbox")) has 24 MiB free, 1000 MiB less "
                + "than min_free (1g) asks for, so no job is begun.")
        #expect(
            shortage.advice
                == "Free space there, or lower min_free; the pictures that wait stay queued, and go on then.")
        let almost = SpaceShortage(folder: .state, path: "/s", free: (1 << 30) - 1, needed: MemorySize(bytes: 1 << 30))
        #expect(almost.sentence.contains("1024 MiB free, 1 MiB less"))
    }

    @Test("Of two volumes the one that lacks most is named, and just enough is enough")
    func worst() throws {
        func lacking(outbox: UInt64, state: UInt64) -> SpaceShortage.Folder? {
            SpaceRule(test.installation) { folder, _ throws(FileError) in folder == .outbox ? outbox : state }
                .shortage()?.folder
        }
        #expect(lacking(outbox: 2 * mebibyte, state: mebibyte) == .state)
        #expect(lacking(outbox: plenty, state: mebibyte) == .state)
        #expect(lacking(outbox: mebibyte, state: mebibyte) == .outbox)
        #expect(lacking(outbox: 1 << 30, state: 1 << 30) == nil)
        #expect(lacking(outbox: (1 << 30) - 1, state: plenty) == .outbox)
    }

    @Test("With min_free 0 nothing is looked at")
    func off() throws {
        let test = try TestInstallation(#"{"min_free": "0"}"#)
        #expect(Disk(free: 0).rule(test.installation).shortage() == nil)
    }

    @Test("The real file system has more than a kibibyte and less than a million tebibytes")
    func real() throws {
        for (size, lacks) in [("1k", false), ("999999t", true)] {
            let test = try TestInstallation(#"{"min_free": "\#(size)"}"#)
            #expect((SpaceRule(test.installation).shortage() != nil) == lacks)
        }
    }

    @Test("Without room a job stays queued with no attempt spent, and what lacks is told")
    func held() async throws {
        try await test.admit("photo.jpg", Pictures.jpeg())
        let dispatcher = JobDispatcher(
            test.installation, runner: test.runner(), space: Disk(free: 24 * mebibyte).rule(test.installation))
        #expect(try await dispatcher.drain() == shortage)
        #expect(try await test.states("photo.jpg") == [.queued])
        #expect(try await test.claim().attempt == 1)
        #expect(test.outbox == [])
    }

    @Test("A job that runs while room goes ends well, and the next is not begun")
    func running() async throws {
        for number in 1...2 { try await test.admit("\(number).jpg", Pictures.jpeg() + Data([UInt8(number)])) }
        let looks = Mutex(0)
        let space = SpaceRule(test.installation) { _, _ throws(FileError) in
            // Two volumes a look: only the first look finds room.
            looks.withLock { looks in
                looks += 1
                return looks <= 2 ? plenty : 0
            }
        }
        #expect(try await JobDispatcher(test.installation, runner: test.runner(), space: space).drain() != nil)
        #expect(test.outbox == ["1.mp4"])
        #expect(try await test.states("2.jpg") == [.queued])
    }

    @Test("A dispatcher looks again from time to time, and goes on by itself when there is room")
    func goesOn() async throws {
        try await test.admit("photo.jpg", Pictures.jpeg())
        let disk = Disk(free: 24 * mebibyte)
        let naps = Mutex<[Duration]>([])
        let told = Mutex<[SpaceHold.Change]>([])
        let (deliveries, delivered) = AsyncStream.makeStream(of: Void.self)
        let dispatcher = JobDispatcher(
            test.installation, runner: test.runner { if case .delivered = $0 { delivered.yield() } },
            space: disk.rule(test.installation),
            sleep: { span in
                if naps.withLock({
                    $0.append(span)
                    return $0.count
                }) == 3 {
                    disk.become(free: plenty)
                }
            }, tell: { change in told.withLock { $0.append(change) } })
        let run = Task { try await dispatcher.run() }
        for await _ in deliveries { break }
        run.cancel()
        try await run.value
        #expect(test.outbox == ["photo.mp4"])
        #expect(naps.withLock(\.self) == Array(repeating: .seconds(10), count: 3))
        #expect(told.withLock(\.self) == [.began(shortage), .ended])
    }

    @Test("Status shows what lacks with the remedy, and is not healthy")
    func status() async throws {
        let full = try await StatusReport(
            test.installation, space: Disk(free: 24 * mebibyte).rule(test.installation))
        #expect(!full.isHealthy)
        #expect(full.text.contains("\(shortage.sentence) \(shortage.advice)"))
        guard case .object(let object) = full.json else { throw Unmet("status is no object") }
        #expect(object["space_shortage"] == shortage.json)
        #expect(JSONWriter.line(shortage.json).contains(#""free_bytes": 25165824, "min_free_bytes": 1073741824"#))
        let roomy = try await StatusReport(test.installation, space: Disk(free: plenty).rule(test.installation))
        #expect(roomy.isHealthy && !roomy.text.contains("min_free"))
    }

    @Test("The doctor compares free space with the same rule, for outbox and state alone")
    func doctor() {
        let findings = FolderCheck.examine(test.installation.paths) { _ throws(FileError) in 24 * mebibyte }
        #expect(findings.map(\.verdict) == [.warning, .bad, .bad])
        #expect(
            findings.last?.text == "bad: The state folder's volume has 24 MiB left, less than min_free (1g) asks for: "
                + "no job is begun.\n    Free space there, or lower min_free.")
        let roomy = FolderCheck.examine(test.installation.paths) { _ throws(FileError) in plenty }
        #expect(roomy.allSatisfy { $0.verdict == .good })
    }
}
