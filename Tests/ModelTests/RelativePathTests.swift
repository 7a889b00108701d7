import Model
import Testing

@Suite("Places below a folder")
struct RelativePathTests {
    @Test(
        "Names that Linux would not keep are no place",
        arguments: [
            "/", "/a", "a/", "a//b", ".", "..", "a/../b", "./a", "a/.", "a\0b", String(repeating: "n", count: 256),
        ])
    func refused(text: String) {
        #expect(RelativePath(text) == nil)
    }

    @Test(
        "Any other bytes are a place",
        arguments: [
            "a", "a/b.jpg", "...", ".hidden", "..a", " ", "a\nb", String(repeating: "n", count: 255), "",
        ])
    func taken(text: String) {
        #expect(RelativePath(text)?.bytes == Array(text.utf8))
    }

    @Test("Names are compared by their bytes")
    func bytes() {
        #expect(RelativePath("\u{e9}") != RelativePath("e\u{301}"))
        #expect(RelativePath(bytes: [0x61, 0xFF])?.name == [0x61, 0xFF])
    }

    @Test("A place has a name, a parent and components")
    func parts() throws {
        let path = try #require(RelativePath("a/b/c.jpg"))
        #expect(path.name == Array("c.jpg".utf8))
        #expect(path.parent == RelativePath("a/b"))
        #expect(path.components == ["a", "b", "c.jpg"].map { Array($0.utf8) })
        #expect(RelativePath("a")?.parent == .root)
        #expect(RelativePath.root.parent == .root)
        #expect(RelativePath.root.name.isEmpty)
        #expect(RelativePath.root.isRoot)
        #expect(!path.isRoot)
    }

    @Test("A child is one valid component below")
    func appending() {
        #expect(RelativePath.root.appending("a".utf8) == RelativePath("a"))
        #expect(RelativePath("a")?.appending("b".utf8) == RelativePath("a/b"))
        for name in ["", ".", "..", "b/c", "b\0"] { #expect(RelativePath("a")?.appending(name.utf8) == nil) }
    }

    @Test(
        "A place lies within itself and the folders above",
        arguments: [
            ("a/b", "a", true), ("a/b", "a/b", true), ("a/b", "", true), ("", "", true), ("ab", "a", false),
            ("a", "a/b", false),
            ("", "a", false), ("b/a", "a", false),
        ])
    func within(path: String, folder: String, isWithin: Bool) throws {
        #expect(try #require(RelativePath(path)).isWithin(try #require(RelativePath(folder))) == isWithin)
    }

    @Test("A place is shown with its invisible bytes escaped")
    func shown() {
        #expect(
            RelativePath(bytes: Array("a/\u{202e}b".utf8) + [0xFF, 0x0A])?.description == "a/\\u{202E}b\\xFF\\u{000A}")
    }
}
