import Model
import Testing

@testable import Service

struct OutputNamesTests {
    private func first(_ count: Int, of names: some Sequence<RelativePath>) -> [String] {
        names.prefix(count).map(\.description)
    }

    private func names(_ picture: String) throws -> OutputNames {
        OutputNames(try #require(RelativePath(picture)), id: 37)
    }

    @Test(
        "A video is called after its picture, in the same folder, with a number when that is taken",
        arguments: [
            ("photo.jpg", "photo.mp4", "photo-2.mp4"),
            ("a/b/photo.tar.PNG", "a/b/photo.tar.mp4", "a/b/photo.tar-2.mp4"),
            ("photo", "photo.mp4", "photo-2.mp4"),
        ])
    func videos(picture: String, one: String, two: String) throws {
        #expect(first(2, of: try names(picture).videos(.mp4)) == [one, two])
    }

    @Test("A note has the picture's whole name, so that a.jpg and a.png have one each")
    func notes() throws {
        #expect(first(2, of: try names("x/a.jpg").notes) == ["x/a.jpg.error.json", "x/a.jpg-2.error.json"])
        let note = try #require(try names("x/a.jpg").notes.first { _ in true })
        #expect(OutputNames.picture(ofNote: note)?.description == "x/a.jpg")
        #expect(OutputNames.picture(ofNote: try place("x/a.jpg")) == nil)
    }

    @Test("A receipt is called after the video")
    func receipts() throws {
        let video = try #require(RelativePath("x/photo-2.mp4"))
        #expect(first(1, of: try names("x/photo.jpg").receipts(of: video)) == ["x/photo-2.receipt.json"])
    }

    @Test(
        "A name near 255 bytes is cut where a character begins and marked with an id", arguments: [240, 246, 247, 251])
    func long(length: Int) throws {
        let stem = String(repeating: "ä", count: length / 2) + String(repeating: "b", count: length % 2)
        for list in [
            first(9999, of: try names(stem + ".jpg").videos(.mp4)), first(9999, of: try names(stem + ".jpg").notes),
        ] {
            #expect(list.count == 9999)
            #expect(list.allSatisfy { $0.utf8.count <= 255 && !$0.contains("\\x") })
            #expect(Set(list.map { Array($0.utf8) }).count == 9999)
        }
        let other = OutputNames(try #require(RelativePath(stem + ".jpg")), id: 38)
        let isCut = length + 9 > 255
        #expect((first(1, of: other.videos(.mp4)) != first(1, of: try names(stem + ".jpg").videos(.mp4))) == isCut)
    }

    @Test("A name that is no text is cut all the same")
    func bytes() throws {
        let picture = try #require(RelativePath(bytes: [UInt8](repeating: 0x80, count: 251) + Array(".jpg".utf8)))
        let video = try #require(OutputNames(picture, id: 37).videos(.mp4).first { _ in true })
        #expect(video.bytes == Array("~11.mp4".utf8))
    }
}
