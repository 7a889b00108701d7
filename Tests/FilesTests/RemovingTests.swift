import Files
import Foundation
import Model
import Testing

struct RemovingTests {
    let folder: TemporaryFolder
    var directory: Directory { folder.directory }

    init() throws { folder = try TemporaryFolder() }

    @Test("The very file is removed, and a second time it is already gone")
    func removing() throws {
        try folder.write("x", "a.jpg")
        let identity = try directory.identity(of: place("a.jpg"))
        #expect(try directory.remove(place("a.jpg"), ifStill: identity) == .removed(otherNames: 0))
        #expect(try folder.names().isEmpty)
        #expect(try directory.remove(place("a.jpg"), ifStill: identity) == .alreadyGone)
        #expect(try directory.remove(place("no/a.jpg"), ifStill: identity) == .alreadyGone)
    }

    @Test("A file was born once, whatever is done to its name and times; what is not there was not")
    func birth() throws {
        try folder.write("x", "a.jpg")
        let birth = try #require(try directory.birth(of: place("a.jpg")))
        let status = try #require(try directory.status(of: place("a.jpg")))
        #expect(birth <= status.changed && birth > 1_700_000_000_000_000_000)
        try folder.move("a.jpg", to: "b.jpg")
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 0)], ofItemAtPath: folder.full("b.jpg"))
        #expect(try directory.birth(of: place("b.jpg")) == birth)
        #expect(try directory.birth(of: place("a.jpg")) == nil)
        #expect(try directory.birth(of: place("no/a.jpg")) == nil)
    }

    @Test("A file that replaced it stays")
    func replaced() throws {
        try folder.write("x", "a.jpg")
        let identity = try directory.identity(of: place("a.jpg"))
        try folder.move("a.jpg", to: "b.jpg")
        try folder.write("new", "a.jpg")
        #expect(try directory.remove(place("a.jpg"), ifStill: identity) == .replacedByOther)
        #expect(try folder.text("a.jpg") == "new")
    }

    @Test("A link that stands in its place stays, and so does what it points to")
    func linkInItsPlace() throws {
        try folder.write("x", "a.jpg")
        let identity = try directory.identity(of: place("a.jpg"))
        try folder.move("a.jpg", to: "b.jpg")
        try folder.link("a.jpg", to: "b.jpg")
        #expect(try directory.remove(place("a.jpg"), ifStill: identity) == .replacedByOther)
        #expect(try folder.names() == ["a.jpg", "b.jpg"])
        let link = try directory.identity(of: place("a.jpg"))
        #expect(try directory.remove(place("a.jpg"), ifStill: link) == .replacedByOther, "It is no regular file.")
        #expect(try directory.remove(place("a.jpg"), ifStill: link, kind: .symbolicLink) == .removed(otherNames: 0))
        #expect(try folder.text("b.jpg") == "x")
    }

    @Test("A folder on the way that became a link leads nowhere, even to the same file")
    func folderSwappedForLink() throws {
        try directory.makeSubdirectories(place("in"))
        try folder.write("x", "in/a.jpg")
        let identity = try directory.identity(of: place("in/a.jpg"))
        try folder.move("in", to: "real")
        try folder.link("in", to: "real")
        #expect(try directory.remove(place("in/a.jpg"), ifStill: identity) == .replacedByOther)
        #expect(try folder.text("real/a.jpg") == "x")
    }

    @Test("Other names of a removed file are counted")
    func otherNames() throws {
        try folder.write("x", "a.jpg")
        try folder.hardLink("b.jpg", to: "a.jpg")
        let identity = try directory.identity(of: place("a.jpg"))
        #expect(try directory.remove(place("a.jpg"), ifStill: identity) == .removed(otherNames: 1))
        #expect(try folder.names() == ["b.jpg"])
    }
}
