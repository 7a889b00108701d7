import Files
import Foundation
import Model
import Testing
import Watching

@testable import Intake

/// A file stays as old as it is under every name, whatever is done to its times and whatever takes its old name.
struct AgeTests {
    let inbox: TestInbox

    init() throws { inbox = try TestInbox() }

    /// A picture that has been known for a minute.
    private func known(_ name: String, _ text: String) async throws -> Input {
        try await inbox.drop(name, text)
        try await inbox.run(.seconds(60))
        return try await input(name)
    }

    private func input(_ name: String) async throws -> Input {
        try #require(await inbox.ledger.input(at: try place(name)))
    }

    private func note(_ events: [DirectoryEvent], reversed: Bool) async {
        for event in reversed ? events.reversed() : events { await inbox.desk.note(event) }
    }

    @Test("A renamed file whose time was set is as old as it was", arguments: [true, false])
    func renamedAndTouched(isRestarted: Bool) async throws {
        let before = try await known("a.jpg", "a")
        try inbox.move("a.jpg", to: "b.jpg")
        try inbox.touch("b.jpg")
        if !isRestarted {
            await note([.removed(try place("a.jpg")), .written(try place("b.jpg"))], reversed: false)
        }
        try await inbox.run(.seconds(10), isRestarted ? inbox.restart() : nil)
        #expect(await inbox.ledger.inputs().map(\.path) == [try place("b.jpg")])
        #expect(try await input("b.jpg").arrival == before.arrival)
        #expect(try await input("b.jpg").deadline == before.deadline)
    }

    @Test(
        "Files that change names with each other keep their ages, heard of together or one after the other",
        arguments: [true, false], [true, false])
    func exchanged(isSplit: Bool, reversed: Bool) async throws {
        let a = try await known("a.jpg", "a")
        let b = try await known("b.jpg", "b")
        #expect(a.arrival < b.arrival)
        try inbox.move("a.jpg", to: "aside")
        try inbox.move("b.jpg", to: "a.jpg")
        try inbox.move("aside", to: "b.jpg")
        let events: [DirectoryEvent] = [.written(try place("a.jpg")), .written(try place("b.jpg"))]
        for event in reversed ? events.reversed() : events {
            await inbox.desk.note(event)
            if isSplit { try await inbox.run(.seconds(1)) }
        }
        try await inbox.run(.seconds(20))
        #expect(await inbox.ledger.inputs().count == 2)
        #expect(try await input("a.jpg").arrival == b.arrival)
        #expect(try await input("b.jpg").arrival == a.arrival)
    }

    @Test("A file whose old name another took is as old as it was, even if that was seen first", arguments: [0, 1, 30])
    func displaced(seconds: Int) async throws {
        let before = try await known("a.jpg", "a")
        try inbox.move("a.jpg", to: "b.jpg")
        try inbox.write("a.jpg", "another")
        await inbox.desk.note(.written(try place("a.jpg")))
        try await inbox.run(.seconds(seconds))
        await inbox.desk.note(.written(try place("b.jpg")))
        try await inbox.run(.seconds(30))
        #expect(await inbox.ledger.inputs().count == 2)
        #expect(try await input("b.jpg").arrival == before.arrival)
        #expect(try await input("a.jpg").arrival > before.arrival)
        #expect(Set(await inbox.queued).isSuperset(of: ["a.jpg"]))
    }

    @Test("A further name of a file is as old as the first, and outlasts it as that")
    func linked() async throws {
        let before = try await known("a.jpg", "a")
        try inbox.link("a.jpg", to: "b.jpg")
        await inbox.desk.note(.touched(try place("b.jpg"), .created))
        try await inbox.run(.seconds(10))
        #expect(try await input("b.jpg").arrival == before.arrival)
        try inbox.delete("a.jpg")
        await note([.removed(try place("a.jpg")), .touched(try place("b.jpg"), .attributes)], reversed: false)
        try await inbox.run(.seconds(10))
        #expect(await inbox.ledger.inputs().map(\.path) == [try place("b.jpg")])
        #expect(try await input("b.jpg").arrival == before.arrival)
        #expect(await inbox.queued.contains("b.jpg"))
    }

    @Test("A new file that got the inode of one that is gone is new", arguments: 0..<8)
    func anotherFile(_ attempt: Int) async throws {
        let before = try await known("a.jpg", "a")
        try inbox.delete("a.jpg")
        try letKernelTimePass(since: before.stamp.changed)
        try inbox.write("b.jpg", "b")
        await note([.removed(try place("a.jpg")), .written(try place("b.jpg"))], reversed: attempt % 2 == 0)
        try await inbox.run(.seconds(10))
        #expect(await inbox.ledger.inputs().map(\.path) == [try place("b.jpg")])
        #expect(try await input("b.jpg").arrival > before.arrival)
    }

    /// The kernel stamps files with the time of its last tick, some milliseconds ago.
    private func letKernelTimePass(since time: Int64) throws {
        let aside = try place("aside")
        repeat {
            try? inbox.delete("aside")
            try inbox.write("aside")
        } while try inbox.directory.birth(of: aside) ?? .max <= time
    }

    @Test("What looks without an instance finds the same: moves first, then what is new")
    func unseen() async throws {
        let a = try await known("a.jpg", "a")
        let b = try await known("b.jpg", "b")
        let c = try await known("c.jpg", "c")
        try inbox.move("a.jpg", to: "aside")
        try inbox.move("b.jpg", to: "a.jpg")
        try inbox.move("aside", to: "b.jpg")
        try inbox.move("c.jpg", to: "d.jpg")
        try inbox.touch("d.jpg")
        try inbox.write("c.jpg", "another")
        try inbox.link("a.jpg", to: "e.jpg")
        let now = Timestamp(milliseconds: 7)
        let unseen = try UnseenFiles(
            in: inbox.directory, recursive: true, known: await inbox.ledger.inputs(), at: now)
        #expect(
            Dictionary(uniqueKeysWithValues: unseen.moves.map { ($0.id, $0.path.description) }) == [
                a.id: "b.jpg", b.id: unseen.moves.first { $0.id == b.id }?.path.description ?? "", c.id: "d.jpg",
            ])
        #expect(["a.jpg", "e.jpg"].contains(unseen.moves.first { $0.id == b.id }?.path.description))
        let new = unseen.sightings.filter { $0.twin == nil }
        #expect(new.map(\.path.description) == ["c.jpg"])
        #expect(unseen.sightings.filter { $0.twin == b.id }.count == 1)
        #expect(unseen.sightings.allSatisfy { $0.at == now && $0.kind == .picture })
    }
}

extension TestInbox {
    func touch(_ name: String) throws {
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1_000_000)], ofItemAtPath: path + "/" + name)
    }

    func link(_ name: String, to other: String) throws {
        try FileManager.default.linkItem(atPath: path + "/" + name, toPath: path + "/" + other)
    }
}
