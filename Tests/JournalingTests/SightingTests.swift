import GRDB
import Model
import Testing

@testable import Journaling

struct SightingTests {
    let test: TestJournal
    var journal: Journal { test.journal }

    init() throws { test = try TestJournal() }

    @Test("First sight fixes arrival and deadline, the first tick at or after arrival and keep")
    func firstSight() async throws {
        let input = try await test.sight("a.jpg", at: 30)
        #expect(input.arrival == .minute(30))
        #expect(input.deadline == .minute(25 * 60))
        #expect(input.contentHash == nil)
        #expect(input.isRefused == false)
        #expect(try await journal.inputs() == [input])
        #expect(try await test.story("a.jpg").transitions.map(\.reason) == ["It was seen in the inbox."])
        #expect(try await test.story("a.jpg").transitions.map(\.at) == [.minute(30)])
    }

    @Test("A path that is known keeps both, and only its stamp is brought up to date")
    func seenAgain() async throws {
        let first = try await test.sight("a.jpg", at: 30)
        let again = try await test.sight("a.jpg", inode: 7, size: 9, at: 500)
        #expect(again.id == first.id)
        #expect(again.arrival == first.arrival)
        #expect(again.deadline == first.deadline)
        #expect(again.stamp == .test(inode: 7, size: 9))
    }

    @Test("Once its content was read only admitting moves the stamp on")
    func stampOfWhatWasRead() async throws {
        try await test.sight("a.jpg")
        try await test.admit("a.jpg", inode: 2)
        let input = try await test.sight("a.jpg", inode: 3)
        #expect(input.stamp == .test(inode: 2))
        try await test.admit("a.jpg", inode: 3)
        #expect(try await test.input("a.jpg")?.stamp == .test(inode: 3))
    }

    @Test("Inputs come back in the order of the sightings, one that is told twice too")
    func order() async throws {
        let names = ["c.jpg", "a.jpg", "b.jpg", "a.jpg"]
        let sightings = try names.map {
            Sighting(path: try place($0), kind: .picture, stamp: .test(), at: .minute(0))
        }
        let inputs = try await journal.sight(sightings)
        #expect(inputs.map(\.path.description) == names)
        #expect(inputs[1] == inputs[3])
        #expect(try await journal.inputs().count == 3)
    }

    @Test("Paths are bytes: twins that look alike and names that are no UTF-8 are files of their own")
    func bytes() async throws {
        let names: [[UInt8]] = [
            Array("caf\u{E9}.jpg".utf8), Array("cafe\u{301}.jpg".utf8), [0x66, 0xFF, 0xFE, 0x2E, 0x6A, 0x70, 0x67],
            Array("line\nfeed.jpg".utf8), Array("quote'\".jpg".utf8), Array(repeating: 0x61, count: 255),
        ]
        let sightings = try names.map { name in
            guard let path = RelativePath(bytes: name) else { throw Missing() }
            return Sighting(path: path, kind: .picture, stamp: .test(), at: .minute(0))
        }
        let inputs = try await journal.sight(sightings)
        #expect(Set(inputs.map(\.id)).count == names.count)
        #expect(inputs.map(\.path.bytes) == names)
        #expect(Set(try await journal.inputs().map(\.path.bytes)) == Set(names))
    }

    @Test("Stamps keep all their bits")
    func stamps() async throws {
        let stamp = FileStamp(
            identity: FileIdentity(device: .max, inode: 1 << 63), size: .max, modified: .min, changed: -1)
        let sighting = Sighting(path: try place("a.jpg"), kind: .picture, stamp: stamp, at: .minute(0))
        #expect(try await only(journal.sight([sighting])).stamp == stamp)
    }

    @Test("A rename keeps arrival, deadline and job, and shows the new name")
    func moving() async throws {
        let old = try await test.sight("a.jpg", at: 30)
        try await test.admit("a.jpg", at: 31)
        try await journal.move(old.id, to: place("in/b.jpg"), stamp: .test(inode: 4))
        #expect(try await test.input("a.jpg") == nil)
        let new = try #require(try await test.input("in/b.jpg"))
        #expect(new.id == old.id)
        #expect(new.arrival == old.arrival)
        #expect(new.deadline == old.deadline)
        #expect(new.stamp == .test(inode: 4))
        #expect(try await test.claim(at: 40).path == place("in/b.jpg"))
    }

    @Test("A rename onto a name that is known closes what was there")
    func movingOver() async throws {
        let old = try await test.sight("a.jpg", inode: 1)
        try await test.sight("b.jpg", inode: 2, at: 5)
        try await test.admit("b.jpg", content: "b", inode: 2, at: 6)
        try await journal.move(old.id, to: place("b.jpg"), stamp: .test(inode: 1))
        #expect(try await journal.inputs().map(\.id) == [old.id])
        #expect(try await test.endings() == [nil, "replaced"])
        #expect(try await test.allStates() == [.replaced])
        #expect(try await test.unnotedChanges() == [])
    }

    @Test("A file that a sweep took for gone while it was renamed is as old as it was")
    func movingWhatWasSwept() async throws {
        let old = try await test.sight("a.jpg", .sidecar, at: 30)
        try await journal.deleted([SweptInput(id: old.id, identity: old.stamp.identity)], at: .minute(2000))
        try await journal.move(old.id, to: place("b.jpg"), stamp: old.stamp)
        let new = try #require(try await test.input("b.jpg"))
        #expect(new.kind == .sidecar)
        #expect(new.arrival == old.arrival)
        #expect(new.deadline == old.deadline)
        #expect(try await test.endings() == ["deleted", nil])
        #expect(try await journal.due(at: .minute(2000)).map(\.id) == [new.id])
    }

    @Test("What vanished is no input any more, and its name can be seen anew with a new arrival")
    func vanishing() async throws {
        let first = try await test.sight("a.jpg")
        try await journal.vanish([first.id], at: .minute(10))
        #expect(try await journal.inputs() == [])
        let second = try await test.sight("a.jpg", at: 20)
        #expect(second.id != first.id)
        #expect(second.arrival == .minute(20))
    }

    @Test("Jobs that wait for what vanished end, one that runs goes on, and telling it twice changes nothing")
    func vanishingJobs() async throws {
        try await test.admit("runs.jpg", content: "1", inode: 1, .test(priority: 1))
        try await test.admit("waits.jpg", content: "2", inode: 2)
        let job = try await test.claim()
        let ids = try await journal.inputs().map(\.id)
        try await journal.vanish(ids, at: .minute(10))
        try await journal.vanish(ids, at: .minute(20))
        #expect(try await test.allStates() == [.running, .expired])
        #expect(try await journal.stillRunning([job.id]) == [job.id])
        let notes = try await journal.queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM transition") }
        // Two sights, two jobs, one start, two endings, one job ended.
        #expect(notes == 8)
        #expect(try await test.unnotedChanges() == [])
    }
}
