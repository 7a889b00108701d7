import Files
import Foundation
import Journaling
import Model
import Testing

@testable import Retention

/// Only the very file that arrived is deleted, and what cannot be deleted is said and tried again.
struct IdentityTests {
    let room: TestRoom

    init() throws { room = try TestRoom() }

    @Test("A file that took the name of an input stays, and can be seen as a new arrival")
    func swapped() async throws {
        try await room.drop("a.jpg")
        try room.move("inbox/a.jpg", to: "kept.jpg")
        try room.write("inbox/a.jpg", "other")
        #expect(try await room.sweep(at: .hour(24)) == Sweeper.Outcome())
        #expect(room.exists("inbox/a.jpg"))
        #expect(room.exists("kept.jpg"))
        #expect(try await room.known() == [])
        let input = try await room.sight("a.jpg", at: .hour(25))
        #expect(input.arrival == .hour(25))
        #expect(try await room.sweep(at: .hour(49)).deleted == 1)
        #expect(room.exists("inbox/a.jpg") == false)
    }

    @Test("A link in an input's place stays, and so does what it points to")
    func link() async throws {
        try await room.drop("a.jpg")
        try room.move("inbox/a.jpg", to: "kept.jpg")
        try FileManager.default.createSymbolicLink(
            atPath: room.full("inbox/a.jpg"), withDestinationPath: room.full("kept.jpg"))
        #expect(try await room.sweep(at: .hour(24)).deleted == 0)
        #expect(room.exists("inbox/a.jpg"))
        #expect(room.exists("kept.jpg"))
    }

    @Test("A folder that became a link to elsewhere leads nowhere, even to the same file")
    func folderLink() async throws {
        try await room.drop("sub/a.jpg")
        try room.move("inbox/sub", to: "elsewhere")
        try FileManager.default.createSymbolicLink(
            atPath: room.full("inbox/sub"), withDestinationPath: room.full("elsewhere"))
        #expect(try await room.sweep(at: .hour(24)).deleted == 0)
        #expect(room.exists("elsewhere/a.jpg"))
    }

    @Test("A folder in an input's place stays")
    func folder() async throws {
        try await room.drop("a.jpg")
        try room.remove("inbox/a.jpg")
        try room.write("inbox/a.jpg/inner.jpg")
        #expect(try await room.sweep(at: .hour(24)) == Sweeper.Outcome())
        #expect(room.exists("inbox/a.jpg/inner.jpg"))
    }

    @Test("Other names of an input's file stay")
    func hardLink() async throws {
        try await room.drop("a.jpg")
        try FileManager.default.linkItem(atPath: room.full("inbox/a.jpg"), toPath: room.full("mine.jpg"))
        #expect(try await room.sweep(at: .hour(24)).deleted == 1)
        #expect(room.exists("inbox/a.jpg") == false)
        #expect(room.exists("mine.jpg"))
    }

    @Test("A file that was deleted without being recorded is recorded by the next sweep")
    func unrecorded() async throws {
        try await room.drop("a.jpg")
        try room.remove("inbox/a.jpg")
        #expect(try await room.sweep(at: .hour(24)) == Sweeper.Outcome())
        #expect(try await room.known() == [])
        #expect(try await room.journal.overdue(at: .hour(24)) == 0)
    }

    @Test("A file that comes under the name while the sweep goes on is left to the next sweep")
    func arrivesMeanwhile() async throws {
        try room.write("inbox/a.jpg.json", "{}")
        try await room.sight("a.jpg.json", .sidecar)
        let sweeper = room.sweeper()
        let plan = try await sweeper.plan(at: .hour(24))
        try room.move("inbox/a.jpg.json", to: "kept.json")
        try room.write("inbox/a.jpg.json", "{ }")
        try await room.sight("a.jpg.json", .sidecar, at: .hour(24))
        #expect(try await sweeper.carryOut(plan, at: .hour(24)).deleted == 0)
        #expect(try await room.known() == ["a.jpg.json"])
        #expect(try await room.sweep(at: .hour(25)).deleted == 1)
        #expect(room.exists("inbox/a.jpg.json") == false)
    }

    @Test("A transfer that changed within the hour is left, an abandoned one goes")
    func transfers() async throws {
        try room.write("inbox/a.jpg.part")
        let changed = Timestamp(milliseconds: try room.stamp("a.jpg.part", in: room.inbox).changed / 1_000_000)
        let arrival = Timestamp(milliseconds: changed.milliseconds - TimeSpan.hours(25).milliseconds)
        try await room.sight("a.jpg.part", .transfer, at: arrival)
        #expect(try await room.sweep(at: changed + .minutes(59)) == Sweeper.Outcome(busy: 1))
        #expect(room.exists("inbox/a.jpg.part"))
        #expect(try await room.sweep(at: changed + .minutes(61)).deleted == 1)
        #expect(room.exists("inbox/a.jpg.part") == false)
    }

    @Test("A transfer that is touched again and again goes a day after its deadline all the same")
    func touchedTransfer() async throws {
        try room.write("inbox/a.jpg.part")
        let changed = Timestamp(milliseconds: try room.stamp("a.jpg.part", in: room.inbox).changed / 1_000_000)
        let arrival = Timestamp(milliseconds: changed.milliseconds - TimeSpan.hours(48).milliseconds)
        let deadline = try await room.sight("a.jpg.part", .transfer, at: arrival).deadline
        let beforeIt = Timestamp(milliseconds: (deadline + .days(1)).milliseconds - 1)
        #expect(try await room.sweep(at: beforeIt) == Sweeper.Outcome(busy: 1))
        #expect(try await room.sweep(at: deadline + .days(1)).deleted == 1)
    }

    @Test("What cannot be deleted is said in a sentence, holds up nothing else, and is tried again until it is gone")
    func failing() async throws {
        // No one, not even root, can remove a process's file from /proc; it goes with the process.
        let child = Process()
        child.executableURL = URL(filePath: "/bin/cat")
        let input = Pipe()
        child.standardInput = input
        try child.run()
        let processes = try Directory.open("/proc")
        let name = "\(child.processIdentifier)/status"
        let stamp = try room.stamp(name, in: processes)
        let other = FileStamp(
            identity: FileIdentity(device: stamp.identity.device, inode: 1), size: 1, modified: 1, changed: 1)
        _ = try await room.sight(name, .picture, stamp, at: .start)
        _ = try await room.sight("no-such-file.jpg", .picture, other, at: .hour(1))
        let sweeper = Sweeper(
            inbox: processes, outbox: room.outbox, journal: room.journal, options: RetentionOptions())
        for _ in 0..<2 {
            let outcome = try await sweeper.carryOut(sweeper.plan(at: .hour(25)), at: .hour(25))
            #expect(outcome.deleted == 0)
            #expect(
                outcome.failures == [
                    "Could not remove “/proc/\(name)”: Operation not permitted. "
                        + "Give the user that runs soframe access to it."
                ])
            #expect(try await room.known() == [name])
            #expect(try await room.journal.overdue(at: .hour(25)) == 1)
            #expect(try await room.journal.lastSweepRecord()?.failed == 1)
        }
        try input.fileHandleForWriting.close()
        child.waitUntilExit()
        #expect(try await sweeper.carryOut(sweeper.plan(at: .hour(26)), at: .hour(26)).failures == [])
        #expect(try await room.known() == [])
    }
}
