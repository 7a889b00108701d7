import Files
import Foundation
import Glibc
import Model
import Testing

struct DirectoryTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("Listing tells the name's bytes and what stands there, and leaves out . and ..")
    func listing() throws {
        try folder.write("x", "a.jpg")
        try folder.link("b.jpg", to: "a.jpg")
        try folder.directory.makeSubdirectories(place("c"))
        _ = unsafe mkfifo(folder.full("d"), 0o600)
        let entries = Set(try folder.directory.entries())
        let kinds = Dictionary(
            uniqueKeysWithValues: entries.map { (String(decoding: $0.name, as: UTF8.self), $0.kind) })
        #expect(kinds == ["a.jpg": .regular, "b.jpg": .symbolicLink, "c": .folder, "d": .pipe])
        #expect(try folder.directory.entries().count == 4, "A second listing starts from the beginning.")
    }

    @Test("Status tells size, links, permissions and times, and does not follow a link")
    func status() throws {
        try folder.write("12345", "a.jpg")
        try folder.hardLink("b.jpg", to: "a.jpg")
        try folder.link("c.jpg", to: "a.jpg")
        _ = unsafe chmod(folder.full("a.jpg"), 0o640)
        let times = [timespec(tv_sec: 7, tv_nsec: 8), timespec(tv_sec: 1_000_000_000, tv_nsec: 123_456_789)]
        _ = unsafe utimensat(AT_FDCWD, folder.full("a.jpg"), times, 0)
        let status = try #require(try folder.directory.status(of: place("a.jpg")))
        #expect(status.kind == .regular)
        #expect(status.size == 5)
        #expect(status.links == 2)
        #expect(status.permissions == 0o640)
        #expect(status.owner == getuid())
        #expect(status.modified == 1_000_000_000_123_456_789)
        #expect(status.changed > status.modified)
        #expect(try folder.directory.identity(of: place("b.jpg")) == status.identity)
        #expect(try folder.directory.status(of: place("c.jpg"))?.kind == .symbolicLink)
    }

    @Test(
        "Nothing at a name, or no folder on the way, is no status and no error",
        arguments: ["no.jpg", "no/a.jpg", "file/a"])
    func absent(path: String) throws {
        try folder.write("x", "file")
        #expect(try folder.directory.status(of: place(path)) == nil)
    }

    @Test("A held folder stays the same folder when its path is given to another")
    func heldFolder() throws {
        try folder.directory.makeSubdirectories(place("inbox"))
        try folder.write("mine", "inbox/a.jpg")
        let inbox = try Directory.open(folder.full("inbox"))
        try folder.move("inbox", to: "elsewhere")
        try folder.link("inbox", to: "/etc")
        #expect(try inbox.openForReading(place("a.jpg")).readAll(limit: 10) == Array("mine".utf8))
        #expect(try inbox.status(of: place("passwd")) == nil)
        #expect(inbox.identity == (try folder.directory.identity(of: place("elsewhere"))))
    }

    @Test("A link to a folder is not a way in", arguments: ["door/a.jpg", "inside/door/a.jpg"])
    func linkedFolder(path: String) throws {
        try folder.directory.makeSubdirectories(place("outside"))
        try folder.directory.makeSubdirectories(place("root/inside"))
        try folder.write("secret", "outside/a.jpg")
        try folder.link("root/door", to: "../outside")
        try folder.link("root/inside/door", to: "../../outside")
        let root = try folder.directory.subdirectory(place("root"))
        let error = #expect(throws: FileError.self) { _ = try root.openForReading(place(path)) }
        #expect(error?.number == ELOOP)
        #expect(error?.description.hasSuffix("Replace the symbolic link by what it points to.") == true)
    }

    @Test("Names that look alike or are no UTF-8 are different files")
    func twins() throws {
        let names: [[UInt8]] = [
            Array("caf\u{e9}.jpg".utf8), Array("cafe\u{301}.jpg".utf8), [0x63, 0xE9, 0x2E, 0x6A, 0x70, 0x67],
            [0x0A, 0x1B],
        ]
        for (index, name) in names.enumerated() {
            let outcome = try folder.directory.write([UInt8(index)], as: place(name), existing: .keep)
            #expect(outcome == .written(try folder.directory.identity(of: place(name))))
        }
        #expect(Set(try folder.directory.entries().map(\.name)) == Set(names))
        for (index, name) in names.enumerated() {
            #expect(try folder.directory.openForReading(place(name)).readAll(limit: 1) == [UInt8(index)])
            let identity = try folder.directory.identity(of: place(name))
            #expect(try folder.directory.remove(place(name), ifStill: identity) == .removed(otherNames: 0))
        }
    }

    @Test("A place deeper than the longest path of the system is reached")
    func deepPlace() throws {
        let component = String(repeating: "d", count: 250)
        let path = try place(Array(repeating: component, count: 40).joined(separator: "/"))
        try folder.directory.makeSubdirectories(path)
        let deepest = try folder.directory.subdirectory(path)
        #expect(deepest.identity == (try folder.directory.identity(of: path)))
        #expect(deepest.identity != folder.directory.identity)
    }

    @Test("Making folders again changes nothing, and a file in the way is an error with its name")
    func makingFolders() throws {
        try folder.directory.makeSubdirectories(place("a/b"))
        let identity = try folder.directory.identity(of: place("a/b"))
        try folder.directory.makeSubdirectories(place("a/b"))
        #expect(try folder.directory.identity(of: place("a/b")) == identity)
        try folder.write("x", "a/file")
        let error = #expect(throws: FileError.self) { try folder.directory.makeSubdirectories(place("a/file")) }
        #expect(
            error?.description
                == "Could not open “\(folder.path)/a/file”: Not a directory. Check the path, and that its volume is mounted."
        )
    }

    @Test("Creating a folder makes what is missing above it, with the permissions asked for")
    func creating() throws {
        let made = try Directory.create(folder.full("state/deep"), permissions: 0o700)
        #expect(try made.status(of: .root)?.permissions == 0o700)
        #expect(try Directory.create(folder.full("state/deep")).identity == made.identity)
    }

    @Test("A missing folder is an error that says what to do")
    func missingFolder() throws {
        let error = #expect(throws: FileError.self) { _ = try Directory.open(folder.full("no")) }
        #expect(error?.isMissing == true)
        #expect(
            error?.description
                == "Could not open “\(folder.path)/no”: No such file or directory. "
                + "Check the path, and that its volume is mounted.")
    }

    @Test("A place is named as people write it, however the folder's path ends", arguments: ["", "/"])
    func named(ending: String) throws {
        let place = try #require(RelativePath("no.jpg"))
        let error = #expect(throws: FileError.self) {
            _ = try Directory.open(folder.path + ending).openForReading(place)
        }
        #expect(
            error?.description.hasPrefix("Could not open “\(folder.path)/no.jpg”: ") == true,
            "\(String(describing: error))")
    }

    @Test("The volume has free space, and a folder of the machine is local")
    func volume() throws {
        let free = try folder.directory.freeBytes()
        #expect(free > 0)
        #expect(free < 1 << 60)
        #expect(try folder.directory.fileSystemKind() == .local)
    }
}
