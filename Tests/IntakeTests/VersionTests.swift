import Foundation
import Glibc
import Intake
import Model
import Testing
import Watching

/// What makes another version of an input, and what does not.
struct VersionTests {
    @Test("Touching and changing rights change nothing")
    func touched() async throws {
        let inbox = try TestInbox()
        try await inbox.drop("a.jpg")
        try await inbox.run(.seconds(3))
        let before = try #require(await inbox.ledger.input(at: try place("a.jpg")))
        let times = [timespec(tv_sec: 0, tv_nsec: 0), timespec(tv_sec: 1, tv_nsec: 0)]
        #expect(unsafe utimensat(AT_FDCWD, inbox.path + "/a.jpg", times, 0) == 0)
        #expect(unsafe chmod(inbox.path + "/a.jpg", 0o600) == 0)
        await inbox.desk.note(.touched(try place("a.jpg"), .attributes))
        #expect(try await inbox.run(.seconds(10)) == [.unchanged])
        let after = try #require(await inbox.ledger.input(at: try place("a.jpg")))
        #expect(after.arrival == before.arrival)
        #expect(after.stamp != before.stamp)
        #expect(await inbox.ledger.jobs.count == 1)
    }

    @Test("New bytes under the same name are a new arrival", arguments: [true, false])
    func replaced(byRename: Bool) async throws {
        let inbox = try TestInbox()
        try await inbox.drop("a.jpg")
        try await inbox.run(.seconds(60))
        let before = try #require(await inbox.ledger.input(at: try place("a.jpg")))
        if byRename {
            try TestInbox.write(inbox.outside + "/x", "another")
            #expect(unsafe rename(inbox.outside + "/x", inbox.path + "/a.jpg") == 0)
            await inbox.desk.note(.written(try place("a.jpg")))
        } else {
            try await inbox.drop("a.jpg", "another")
        }
        #expect(try await inbox.run(.seconds(3)) == [.queued(job: 2)])
        let after = try #require(await inbox.ledger.input(at: try place("a.jpg")))
        #expect(after.id != before.id)
        #expect(after.arrival > before.arrival)
        #expect(await inbox.queued == ["a.jpg"])
        try inbox.delete("a.jpg")
        await inbox.desk.note(.removed(try place("a.jpg")))
        try await inbox.run(.seconds(3))
        #expect(await inbox.ledger.inputs() == [])
    }

    @Test("A renamed picture keeps its arrival, its job and its deadline", arguments: [true, false])
    func renamed(newNameFirst: Bool) async throws {
        let inbox = try TestInbox()
        try inbox.makeFolder("sub")
        try await inbox.drop("a.jpg")
        try await inbox.run(.seconds(60))
        let before = try #require(await inbox.ledger.input(at: try place("a.jpg")))
        try inbox.move("a.jpg", to: "sub/b.jpg")
        let events: [DirectoryEvent] = [.removed(try place("a.jpg")), .written(try place("sub/b.jpg"))]
        for event in newNameFirst ? events.reversed() : events { await inbox.desk.note(event) }
        #expect(try await inbox.run(.seconds(10)) == [.unchanged])
        let after = await inbox.ledger.inputs()
        #expect(after.map(\.id) == [before.id])
        #expect(after.map(\.path) == [try place("sub/b.jpg")])
        #expect(after.map(\.arrival) == [before.arrival])
    }

    @Test("A picture renamed over another takes its place and keeps its own arrival")
    func renamedOver() async throws {
        let inbox = try TestInbox()
        try await inbox.drop("a.jpg", "a")
        try await inbox.run(.seconds(60))
        try await inbox.drop("b.jpg", "b")
        try await inbox.run(.seconds(60))
        let mover = try #require(await inbox.ledger.input(at: try place("a.jpg")))
        try inbox.move("a.jpg", to: "b.jpg")
        await inbox.desk.note(.removed(try place("a.jpg")))
        await inbox.desk.note(.written(try place("b.jpg")))
        try await inbox.run(.seconds(10))
        #expect(await inbox.ledger.inputs().map(\.id) == [mover.id])
        #expect(await inbox.ledger.inputs().map(\.path) == [try place("b.jpg")])
    }

    @Test("Renames and deletions while nobody looked are found at the start")
    func whileDown() async throws {
        let inbox = try TestInbox()
        for name in ["a.jpg", "b.jpg", "c.jpg"] { try await inbox.drop(name, name) }
        try await inbox.run(.seconds(10))
        let before = try #require(await inbox.ledger.input(at: try place("a.jpg")))
        try inbox.move("a.jpg", to: "d.jpg")
        try inbox.delete("b.jpg")
        let desk = inbox.restart()
        #expect(try await inbox.run(.seconds(10), desk) == [.unchanged])
        let after = await inbox.ledger.inputs()
        #expect(Set(after.map(\.path.description)) == ["c.jpg", "d.jpg"])
        #expect(await inbox.ledger.input(at: try place("d.jpg"))?.id == before.id)
        #expect(Set(await inbox.queued) == ["c.jpg", "d.jpg"])
    }

    @Test("After a crash between first sight and admission nothing is lost and nothing comes twice")
    func crash() async throws {
        let inbox = try TestInbox()
        try await inbox.drop("a.jpg", "a")
        try await inbox.run(.seconds(10))
        try await inbox.drop("b.jpg", "b")
        try await inbox.drop("a.jpg.json", #"{"seed": 5}"#)
        try await inbox.run(.zero)
        #expect(await inbox.ledger.inputs().count == 3)
        for _ in 0..<3 { try await inbox.run(.seconds(20), inbox.restart()) }
        #expect(Set(await inbox.queued) == ["a.jpg", "b.jpg"])
        #expect(await inbox.ledger.jobs.count == 3)
        #expect(try await inbox.settings("a.jpg")?.seed == 5)
    }

    @Test("What did not change is told to the ledger once, whatever is restarted and reconciled")
    func unchanged() async throws {
        let inbox = try TestInbox(fresh: false)
        for number in 0..<20 { try inbox.write("\(number).jpg", "\(number)") }
        try await inbox.run(.seconds(10))
        #expect(try await inbox.run(.seconds(900)) == [])
        #expect(try await inbox.run(.seconds(900), inbox.restart()) == [])
        #expect(await inbox.ledger.sightCounts == [20])
    }

    @Test("A deleted picture vanishes after it has settled, and comes back as a new arrival")
    func deleted() async throws {
        let inbox = try TestInbox()
        try await inbox.drop("a.jpg")
        try await inbox.run(.seconds(10))
        let before = try #require(await inbox.ledger.input(at: try place("a.jpg")))
        try inbox.delete("a.jpg")
        await inbox.desk.note(.removed(try place("a.jpg")))
        try await inbox.run(.milliseconds(900))
        #expect(await inbox.ledger.inputs().count == 1)
        try await inbox.run(.milliseconds(200))
        #expect(await inbox.ledger.inputs() == [])
        #expect(await inbox.queued == [])
        try await inbox.drop("a.jpg")
        #expect(try await inbox.run(.seconds(3)) == [.queued(job: 2)])
        #expect(await inbox.ledger.input(at: try place("a.jpg"))?.id != before.id)
    }

    @Test("A deleted folder takes its pictures along, whatever was told")
    func deletedFolder() async throws {
        let inbox = try TestInbox()
        try inbox.makeFolder("sub")
        try await inbox.drop("sub/a.jpg", "a")
        try await inbox.drop("b.jpg", "b")
        try await inbox.run(.seconds(10))
        try FileManager.default.removeItem(atPath: inbox.path + "/sub")
        try await inbox.run(.seconds(301))
        #expect(await inbox.ledger.inputs().map(\.path.description) == ["b.jpg"])
    }

    @Test("A transfer that becomes a picture is a picture from then on")
    func transferCompleted() async throws {
        let inbox = try TestInbox(fresh: false)
        try inbox.write("a.jpg.part")
        try await inbox.run(.seconds(10))
        #expect(await inbox.ledger.inputs().map(\.kind) == [.transfer])
        try inbox.move("a.jpg.part", to: "a.jpg")
        await inbox.desk.note(.written(try place("a.jpg")))
        #expect(try await inbox.run(.seconds(3)) == [.queued(job: 1)])
        try await inbox.run(.seconds(320))
        #expect(await inbox.ledger.inputs().map(\.kind) == [.picture])
    }

    @Test("A lost event is made up for by the next reconcile, and an overflow at once")
    func lostEvents() async throws {
        let inbox = try TestInbox()
        try await inbox.run(.zero)
        try inbox.write("a.jpg", "a")
        await inbox.desk.note(.touched(try place("a.jpg"), .modified))
        try inbox.write("b.jpg", "b")
        try await inbox.run(.seconds(299))
        #expect(await inbox.queued == [])
        try await inbox.run(.seconds(7))
        #expect(await inbox.queued == ["b.jpg"])
        await inbox.desk.note(.rescan(.root, .kernelOverflow))
        try await inbox.run(.seconds(6))
        #expect(await inbox.queued == ["b.jpg", "a.jpg"])
    }

    @Test("What was refused unread is looked at again after a start, and refused only once")
    func refusedBefore() async throws {
        let inbox = try TestInbox()
        try TestInbox.write(inbox.outside + "/x", "picture")
        #expect(unsafe link(inbox.outside + "/x", inbox.path + "/a.jpg") == 0)
        #expect(try await inbox.run(.seconds(20)) == [.refused(job: 1)])
        let before = try #require(await inbox.ledger.input(at: try place("a.jpg")))
        #expect(try await inbox.run(.seconds(20), inbox.restart()) == [.unchanged])
        try FileManager.default.removeItem(atPath: inbox.outside + "/x")
        #expect(try await inbox.run(.seconds(20), inbox.restart()) == [.queued(job: 2)])
        #expect(await inbox.ledger.input(at: try place("a.jpg"))?.arrival == before.arrival)
    }
}
