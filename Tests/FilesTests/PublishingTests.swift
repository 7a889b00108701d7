import Foundation
import Model
import Testing

@testable import Files

struct PublishingTests {
    let folder: TemporaryFolder
    var directory: Directory { folder.directory }

    init() throws { folder = try TemporaryFolder() }

    private func make(_ text: String, hidden: Bool) throws -> UnnamedFile {
        let file = hidden ? try directory.createHidden(0o666) : try directory.createUnnamed()
        try file.write(Array(text.utf8))
        return file
    }

    @Test("A file has no name until it is published, and then its own", arguments: [false, true])
    func publishing(hidden: Bool) throws {
        let file = try make("video", hidden: hidden)
        #expect(try directory.entries().count == (hidden ? 1 : 0))
        #expect(try directory.publish(file, as: place("a.mp4")) == .published)
        #expect(try folder.names() == ["a.mp4"])
        #expect(try folder.text("a.mp4") == "video")
        #expect(try directory.identity(of: place("a.mp4")) == file.identity)
        #expect(try file.status().links == 1)
    }

    @Test("Publishing never overwrites, and the file can take another name", arguments: [false, true])
    func taken(hidden: Bool) throws {
        try folder.write("theirs", "a.mp4")
        let file = try make("ours", hidden: hidden)
        #expect(try directory.publish(file, as: place("a.mp4")) == .nameTaken)
        #expect(try folder.text("a.mp4") == "theirs")
        #expect(try directory.publish(file, as: place("a-2.mp4")) == .published)
        #expect(try folder.text("a-2.mp4") == "ours")
    }

    @Test("A link that leads nowhere still has the name")
    func danglingLink() throws {
        try folder.link("a.mp4", to: "nowhere")
        let file = try make("ours", hidden: false)
        #expect(try directory.publish(file, as: place("a.mp4")) == .nameTaken)
        #expect(try folder.names() == ["a.mp4"])
    }

    @Test("A file that is never published leaves nothing", arguments: [false, true])
    func abandoned(hidden: Bool) throws {
        func abandon() throws { _ = try make("half", hidden: hidden) }
        try abandon()
        #expect(try folder.names().isEmpty)
    }

    @Test("The hidden name is one that a sweep recognises, and a sender's is not")
    func hiddenNames() throws {
        let file = try make("half", hidden: true)
        let entry = try #require(try directory.entries().first)
        #expect(HiddenName.isOne(entry.name))
        #expect(file.hiddenName == entry.name)
        for name in [".soframe-", ".soframe-defaults.json", "soframe-0123456789abcdef", ".soframe-0123456789ABCDEF"] {
            #expect(!HiddenName.isOne(Array(name.utf8)))
        }
    }

    @Test("Its own earlier file is replaced in one step, and no other name is left", arguments: [false, true])
    func replacing(hidden: Bool) throws {
        try folder.write("old", "a.mp4")
        let file = try make("new", hidden: hidden)
        let old = try directory.identity(of: place("a.mp4"))
        #expect(try directory.replace(place("a.mp4"), ifStill: old, with: file) == .replaced)
        #expect(try folder.text("a.mp4") == "new")
        #expect(try folder.names() == ["a.mp4"])
    }

    @Test("Another's file is not replaced, and a missing one is not made")
    func notReplacing() throws {
        try folder.write("ours", "a.mp4")
        let ours = try directory.identity(of: place("a.mp4"))
        try folder.move("a.mp4", to: "kept.mp4")
        let file = try make("new", hidden: false)
        #expect(try directory.replace(place("a.mp4"), ifStill: ours, with: file) == .missing)
        try folder.write("theirs", "a.mp4")
        #expect(try directory.replace(place("a.mp4"), ifStill: ours, with: file) == .notOurs)
        #expect(try folder.text("a.mp4") == "theirs")
        #expect(try folder.names() == ["a.mp4", "kept.mp4"])
    }

    @Test("A file that slipped in between looking and exchanging gets its name back")
    func undoing() throws {
        try folder.write("ours", "old.mp4")
        let expected = try directory.identity(of: place("old.mp4"))
        try folder.write("new", "a.mp4")
        try folder.write("theirs", ".aside")
        let ours = try directory.identity(of: place("a.mp4"))
        let outcome = try directory.settle(
            Array(".aside".utf8), Array("a.mp4".utf8), came: expected, ours: ours, "a.mp4")
        #expect(outcome == .notOurs)
        #expect(try folder.text("a.mp4") == "theirs")
        #expect(try folder.names() == ["a.mp4", "old.mp4"])
    }

    @Test("A file that took our name between the two exchanges keeps it")
    func undoingTwice() throws {
        try folder.write("ours", "old.mp4")
        let expected = try directory.identity(of: place("old.mp4"))
        let gone = FileIdentity(device: 0, inode: 0)
        try folder.write("latest", "a.mp4")
        try folder.write("theirs", ".aside")
        let outcome = try directory.settle(
            Array(".aside".utf8), Array("a.mp4".utf8), came: expected, ours: gone, "a.mp4")
        #expect(outcome == .notOurs)
        #expect(try folder.text("a.mp4") == "latest")
        #expect(try folder.names() == ["a.mp4", "old.mp4"])
    }

    @Test("A small file is written beside no one, over its own, or over anything, as asked")
    func smallFiles() throws {
        let note = try place("a.error.json")
        guard case .written(let first) = try directory.write([1], as: note, existing: .keep) else {
            Issue.record("The first note was not written.")
            return
        }
        #expect(try directory.write([2], as: note, existing: .keep) == .nameTaken)
        guard case .written(let second) = try directory.write([3], as: note, existing: .replaceIfStill(first)) else {
            Issue.record("The note did not replace its own.")
            return
        }
        #expect(try directory.write([4], as: note, existing: .replaceIfStill(first)) == .nameTaken)
        #expect(try directory.openForReading(note).readAll(limit: 1) == [3])
        #expect(try directory.identity(of: note) == second)
        guard case .written(let third) = try directory.write([5], as: note, existing: .replace(durably: true)) else {
            Issue.record("The note was not overwritten.")
            return
        }
        #expect(try directory.openForReading(note).readAll(limit: 1) == [5])
        #expect(third != second)
        guard case .written(let fourth) = try directory.write([6], as: note, existing: .replace(durably: false)) else {
            Issue.record("The note was not overwritten in haste.")
            return
        }
        #expect(try directory.openForReading(note).readAll(limit: 1) == [6])
        #expect(try directory.identity(of: note) == fourth)
        try folder.delete("a.error.json")
        let again = try directory.write([7], as: note, existing: .replaceIfStill(fourth))
        #expect(again == .written(try directory.identity(of: note)))
        #expect(try folder.names() == ["a.error.json"])
    }

    @Test("Publishing into a folder that is not there is an error")
    func missingFolder() throws {
        let file = try make("video", hidden: false)
        let error = #expect(throws: FileError.self) { _ = try directory.publish(file, as: place("no/a.mp4")) }
        #expect(error?.isMissing == true)
        #expect(error?.isTransient == false)
    }
}
