import Media
import Pixels
import TestPictures
import Testing

/// HEIFs whose boxes state more than there is, or the same again and again.
@Suite struct HEIFTableTests {
    @discardableResult
    private func decode(_ bytes: [UInt8]) throws -> Picture {
        try PictureDecoder.decode(try EncodedPicture(file: bytes), pixelLimit: 1 << 20).picture
    }

    @Test("Parts that share bytes cannot make much of little")
    func overlap() throws {
        let tile = try CodedPicture(.slopes("gray", width: 64, height: 48), .hevc)
        var file = HEIFFile(grid: Array(repeating: tile, count: 64), columns: 8, width: 512, height: 384)
        // All items at nearly the same place: the first of the boxes' own numbers is where the content begins.
        for index in 2..<65 { file.items[index].content = [] }
        file.version = 0
        var bytes = file.bytes
        let table = try #require(bytes.indices.first { bytes[$0...].starts(with: Array("iloc".utf8)) }) + 4 + 8
        for item in 1..<65 {
            let entry = table + item * 14
            bytes.replaceSubrange(
                entry + 6..<entry + 14, with: Big.number(40 + item, 4) + Big.number(bytes.count - 200, 4))
        }
        #expect(throws: MediaError.malformed("parts of its picture overlap")) { try decode(bytes) }
    }

    @Test("Tables that state more than they hold, or than makes sense, are refused")
    func tables() throws {
        func file(_ parts: [[UInt8]]) -> [UInt8] {
            Big.box("ftyp", Array("heic".utf8) + Big.number(0, 4) + Array("mif1".utf8))
                + Big.box("meta", version: 0, parts.flatMap(\.self))
        }
        let main = Big.box("pitm", version: 0, [0, 1])
        let most = Big.number(1 << 32 - 1, 4)
        let tooMany = MediaError.malformed("it states more than 65536 items")
        let tooShort = MediaError.malformed("a box of it is too short")
        let cases: [([[UInt8]], MediaError)] = [
            ([], .malformed("it names no main picture")), ([main], .malformed("a part of its picture is missing")),
            ([main, Big.box("iinf", version: 1, most)], tooMany),
            ([main, Big.box("iinf", version: 0, [0, 9])], tooShort),
            ([main, Big.box("iloc", version: 2, [0x44, 0] + most)], tooMany),
            ([main, Big.box("iloc", version: 1, [0x44, 0, 0, 1, 0, 1])], tooShort),
            // Extents of which nothing is said would cost nothing.
            ([main, Big.box("iloc", version: 0, [0, 0, 0, 1, 0, 1, 0, 0, 0xFF, 0xFF])], tooShort),
            (
                [main, Big.box("iloc", version: 0, [0x35, 0, 0, 0])],
                .malformed("its parts are located by numbers of no known size")
            ),
            ([main, Big.box("iprp", Big.box("ipma", version: 0, most))], tooMany),
            ([main, Big.box("iref", version: 0, Big.box("dimg", [0, 1, 0xFF, 0xFF, 0, 1]))], tooShort),
        ]
        for (parts, error) in cases { #expect(throws: error) { try decode(file(parts)) } }
    }

    /// A HEIF of boxes alone: its main item has a size and a coding of which nothing is there, and all have properties.
    ///
    /// - Parameter properties: For each item that many.
    private func described(_ properties: [(item: Int, count: Int)], _ references: [UInt8]) -> [UInt8] {
        let entries = [1, 2].flatMap { item -> [UInt8] in
            Big.box("infe", version: 2, Big.number(item, 2) + [0, 0] + Array("hvc1".utf8))
        }
        let size = Big.box("ispe", version: 0, Big.number(64, 4) + Big.number(64, 4))
        let coding = Big.box("hvcC", [1])
        let table = properties.flatMap { entry -> [UInt8] in
            Big.number(entry.item, 2) + [UInt8(entry.count)] + (0..<entry.count).map { UInt8($0 == 1 ? 2 : 1) }
        }
        let place: [UInt8] = [0x44, 0, 0, 1, 0, 1, 0, 0, 0, 1] + Big.number(0, 4) + Big.number(8, 4)
        let parts: [[UInt8]] = [
            Big.box("pitm", version: 0, [0, 1]), Big.box("iinf", version: 0, [0, 2] + entries),
            Big.box("iloc", version: 0, place),
            Big.box(
                "iprp",
                Big.box("ipco", size + coding)
                    + Big.box("ipma", version: 0, Big.number(properties.count, 4) + table)),
            Big.box("iref", version: 0, references),
        ]
        return Big.box("ftyp", Array("heic".utf8) + Big.number(0, 4) + Array("mif1".utf8))
            + Big.box("meta", version: 0, parts.flatMap(\.self))
    }

    @Test("What a file states again and again is looked at once, or refused")
    func repetition() throws {
        func auxiliary(_ items: [Int]) -> [UInt8] {
            items.flatMap { item -> [UInt8] in Big.box("auxl", Big.number(item, 2) + [0, 1, 0, 1]) }
        }
        let again = auxiliary(Array(repeating: 2, count: 60000))
        #expect(try EncodedPicture(file: described([(1, 2), (2, 255)], again)).width == 64)
        let large = described([(1, 2)] + Array(repeating: (2, 255), count: 200), again)
        #expect(throws: MediaError.malformed("an item of it has more than 255 properties")) {
            try EncodedPicture(file: large)
        }
        #expect(throws: MediaError.malformed("it states more than 65536 items")) {
            try EncodedPicture(file: described((1...300).map { ($0, 255) }, []))
        }
        #expect(throws: MediaError.malformed("more than 256 items go with its picture")) {
            try EncodedPicture(file: described([(1, 2)], auxiliary(Array(2...300))))
        }
    }
}
