import Media
import TestPictures
import Testing

/// GIFs as odd as they are found.
@Suite struct GIFTests {
    private static let drawing = Drawing(width: 12, height: 10) { x, y in
        Drawing.Pixel(UInt8(x * 20), UInt8(y * 25), 100)
    }

    private func pixels(_ file: [UInt8]) throws -> [[UInt16]] {
        try PictureDecoder.decode(try EncodedPicture(file: file), pixelLimit: 1 << 20).picture.pixels
    }

    private static let own = drawing.pixels.map { $0.bytes.map(UInt16.init) }

    @Test("A terminator too many is passed over")
    func stray() throws {
        var gif = GIFFile(screen: [12, 10])
        gif.blocks = [0, 0]
        #expect(try pixels(gif.bytes(Self.drawing)) == Self.own)
    }

    @Test("A screen of no size is as large as the first picture", arguments: [[0, 0], [0, 10], [12, 0]])
    func noScreen(screen: [Int]) throws {
        var gif = GIFFile(screen: screen)
        gif.place = [3, 2]
        #expect(try pixels(gif.bytes(Self.drawing)) == Self.own)
    }

    @Test("What the first picture does not cover is transparent", arguments: [[], [0x21, 0xF9, 4, 0, 0, 0, 0, 0]])
    func smaller(blocks: [UInt8]) throws {
        var gif = GIFFile(screen: [20, 15])
        gif.place = [5, 3]
        gif.blocks = blocks
        let expected = (0..<20 * 15).map { place -> [UInt16] in
            let (x, y) = (place % 20 - 5, place / 20 - 3)
            return (0..<12).contains(x) && (0..<10).contains(y) ? Self.own[y * 12 + x] : [0, 0, 0, 0]
        }
        #expect(try pixels(gif.bytes(Self.drawing)) == expected)
    }

    @Test("Of a graphic control block its own four bytes reach the decoder")
    func control() throws {
        let canary = Array(Metadata.canary.utf8)
        var gif = GIFFile(screen: [12, 10])
        // The colour of the first pixel is transparent; behind that, and in a block of another length, is what is not.
        let more = [UInt8(canary.count)] + canary + [0]
        gif.blocks = [0x21, 0xF9, 4, 1, 0, 0, 0] + more + [0x21, 0xF9] + more
        let encoded = try EncodedPicture(file: gif.bytes(Self.drawing))
        #expect(!encoded.packet.contains(Metadata.canary))
        let found = try PictureDecoder.decode(encoded, pixelLimit: 1 << 20).picture.pixels
        #expect(found[0][3] == 0)
        #expect(found.dropFirst() == Self.own.dropFirst())
    }
}
