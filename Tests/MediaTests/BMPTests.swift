import Media
import Pixels
import TestPictures
import Testing

/// Versions of BMP, and what may stand in one beside its pixels.
@Suite struct BMPTests {
    private static let drawing = Drawing(width: 13, height: 7) { x, y in
        Drawing.Pixel(UInt8(x * 19), UInt8(y * 36), UInt8(255 - x * 7), alpha: UInt8(50 + x * 10))
    }

    private func decode(_ file: [UInt8]) throws -> Picture {
        try PictureDecoder.decode(try EncodedPicture(file: file), pixelLimit: 1 << 20).picture
    }

    private func numbers(_ pixel: Drawing.Pixel, opaque: Bool) -> [UInt16] {
        pixel.bytes.prefix(3).map(UInt16.init) + [opaque ? 255 : pixel.alpha >> 8]
    }

    @Test("The fourth byte of a pixel is no opacity unless a mask says so", arguments: [40, 52, 56, 108, 124])
    func reserved(length: Int) throws {
        let picture = try decode(VersionedBMP(length: length).bytes(Self.drawing))
        #expect(!picture.hasAlpha)
        #expect(picture.pixels == Self.drawing.pixels.map { numbers($0, opaque: true) })
    }

    @Test(
        "Masks say where the colours are, and whether there is opacity", arguments: [40, 52, 56, 108, 124],
        [
            [0xFF0000, 0xFF00, 0xFF, 0xFF00_0000], [0xFF, 0xFF00, 0xFF0000, 0xFF00_0000],
            [0xFF00_0000, 0xFF0000, 0xFF00, 0xFF], [0xFF00, 0xFF0000, 0xFF00_0000, 0xFF],
            [0xFF0000, 0xFF00, 0xFF, 0],
        ])
    func masks(length: Int, masks: [Int]) throws {
        let picture = try decode(VersionedBMP(length: length, masks: masks).bytes(Self.drawing))
        let isOpaque = length < 56 || masks[3] == 0
        #expect(picture.hasAlpha != isOpaque)
        #expect(picture.pixels == Self.drawing.pixels.map { numbers($0, opaque: isOpaque) })
    }

    @Test("Masks that nobody decodes are refused by name", arguments: [40, 124])
    func unusualMasks(length: Int) {
        let file = VersionedBMP(length: length, masks: [0x3FF0_0000, 0xFFC00, 0x3FF, 0]).bytes(Self.drawing)
        #expect(throws: MediaError.unsupported("it is a BMP whose colours take unusual bits of its pixels")) {
            try EncodedPicture(file: file)
        }
    }

    @Test("Neither bytes before nor behind the pixels reach the decoder, and they change nothing")
    func gaps() throws {
        let canary = Array(Metadata.canary.utf8)
        var bmp = VersionedBMP(length: 124)
        let plain = try EncodedPicture(file: bmp.bytes(Self.drawing))
        bmp.gap = canary
        bmp.space = String(Metadata.canary.prefix(4))
        #expect(try EncodedPicture(file: bmp.bytes(Self.drawing) + canary).packet == plain.packet)
        #expect(!plain.packet.contains("BGRs"))
    }

    @Test("A run-length coded picture is cut where its header says that it ends")
    func runs() throws {
        let drawing = Drawing(width: 6, height: 2) { _, y in y == 0 ? .init(250, 10, 20) : .init(30, 60, 240) }
        var file = BMPFile.bytes(drawing, bits: 8)
        let start = 14 + 40 + 2 * 4
        // The lower row, which has the second colour, and the upper one, each a run; then the end.
        let runs: [UInt8] = [6, 1, 0, 0, 6, 0, 0, 1]
        file.replaceSubrange(start..<file.count, with: runs)
        file.replaceSubrange(30..<38, with: [1, 0, 0, 0, UInt8(runs.count), 0, 0, 0])
        let encoded = try EncodedPicture(file: file + Array(Metadata.canary.utf8))
        #expect(!encoded.packet.contains(Metadata.canary))
        let picture = try PictureDecoder.decode(encoded, pixelLimit: 1 << 20).picture
        #expect(picture.pixels == drawing.pixels.map { numbers($0, opaque: true) })
        for count in 0..<start {
            #expect(throws: MediaError.self, "after \(count) bytes") { try decode(Array(file.prefix(count))) }
        }
    }

    @Test("A file that states no size of its own, or a wrong one, is read", arguments: [0, 14, 54, 0xFFFFFF])
    func fileSize(size: Int) throws {
        var file = BMPFile.bytes(Self.drawing, bits: 24)
        file.replaceSubrange(2..<6, with: PNGFile.bigEndian(size).reversed())
        #expect(try decode(file).pixels == Self.drawing.pixels.map { numbers($0, opaque: true) })
    }

    @Test("OS/2's first version has a palette of three bytes a colour")
    func firstVersion() throws {
        let file =
            Array("BM".utf8) + [0, 0, 0, 0, 0, 0, 0, 0, 32, 0, 0, 0] + [12, 0, 0, 0, 2, 0, 1, 0, 1, 0, 1, 0]
            + [10, 20, 30, 40, 50, 60] + [0b0100_0000, 0, 0, 0]
        #expect(try decode(file).pixels == [[30, 20, 10, 255], [60, 50, 40, 255]])
    }

    @Test("An embedded profile is applied, and one elsewhere is not")
    func profile() throws {
        let profile = ICCProfile.rgb(.displayP3, .gamma(2.2), version: 2)
        var bmp = VersionedBMP(length: 124)
        bmp.profile = profile
        bmp.space = "DEBM"
        let file = bmp.bytes(Self.drawing)
        #expect(try EncodedPicture(file: file).profile == profile)
        #expect(try decode(file).conversion != nil)
        let cut = try EncodedPicture(file: Array(file.dropLast()))
        #expect(cut.profile == nil)
        #expect(cut.remarks == ["Its colour profile is damaged and was ignored."])
        bmp.space = "KNIL"
        let linked = try EncodedPicture(file: bmp.bytes(Self.drawing))
        #expect(linked.profile == nil && linked.remarks == [])
    }
}
