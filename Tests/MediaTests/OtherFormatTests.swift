import Media
import Pixels
import TestPictures
import Testing

/// GIF, BMP, JPEG XL and animated WebP.
@Suite struct OtherFormatTests {
    enum Form: String, CaseIterable {
        case gif, bmp, bmpTopDown, bmpOf32Bits, bmpOf16Bits, bmpOf8Bits, bmpOf4Bits, jxl, animatedWebP

        func file(_ drawing: Drawing = .quarters(width: 46, height: 34)) throws -> [UInt8] {
            switch self {
            case .gif: try FFmpegProgram.gif(drawing)
            case .bmp: BMPFile.bytes(drawing, bits: 24)
            case .bmpTopDown: BMPFile.bytes(drawing, bits: 24, topDown: true)
            case .bmpOf32Bits: BMPFile.bytes(drawing, bits: 32)
            case .bmpOf16Bits: BMPFile.bytes(drawing, bits: 16)
            case .bmpOf8Bits: BMPFile.bytes(drawing, bits: 8)
            case .bmpOf4Bits: BMPFile.bytes(drawing, bits: 4)
            case .jxl: try FFmpegProgram.lossless(drawing, ["-c:v", "libjxl", "-distance", "0", "-f", "image2pipe"])
            case .animatedWebP:
                try FFmpegProgram.lossless(
                    drawing, ["-pix_fmt", "bgra", "-c:v", "libwebp_anim", "-lossless", "1", "-f", "webp"], frames: 3)
            }
        }
    }

    private func decode(_ file: [UInt8]) throws -> Picture {
        try PictureDecoder.decode(try EncodedPicture(file: file), pixelLimit: 1 << 20).picture
    }

    @Test("Every pixel comes out", arguments: Form.allCases)
    func pixels(form: Form) throws {
        let drawing = Drawing.quarters(width: 46, height: 34)
        let picture = try decode(try form.file())
        #expect((picture.width, picture.height) == (46, 34))
        #expect(picture.orientation == .upright)
        #expect(picture.pixels == drawing.pixels.map { $0.bytes.map(UInt16.init) })
    }

    @Test("A BMP of one bit is black and white")
    func oneBit() throws {
        let drawing = Drawing(width: 19, height: 3) { x, y in x % 3 == y ? .init(0, 0, 0) : .init(255, 255, 255) }
        let picture = try decode(BMPFile.bytes(drawing, bits: 1))
        #expect(picture.pixels == drawing.pixels.map { $0.bytes.map(UInt16.init) })
    }

    @Test("A picture cut at any twentieth is refused as not complete or damaged", arguments: Form.allCases)
    func truncation(form: Form) throws {
        let file = try form.file()
        for step in 1..<20 {
            #expect(throws: MediaError.self, "at \(step * 5) %") {
                try decode(Array(file.prefix(file.count * step / 20)))
            }
        }
    }

    @Test("Bytes behind the end do not reach the decoder, and change nothing", arguments: Form.allCases)
    func trailing(form: Form) throws {
        let file = try form.file()
        let longer = try EncodedPicture(file: file + Array(Metadata.canary.utf8))
        #expect(try decode(file + Array(Metadata.canary.utf8)).pixels == decode(file).pixels)
        // The end of a bare codestream of JPEG XL is known to its decoder alone, which stops there.
        #expect(form == .jxl || !longer.packet.contains(Metadata.canary))
    }

    @Test("A picture of too many pixels is refused before it is decoded", arguments: Form.allCases)
    func limit(form: Form) throws {
        let encoded = try EncodedPicture(file: try form.file())
        #expect(throws: MediaError.tooManyPixels(width: 46, height: 34, limit: 46 * 34 - 1)) {
            try PictureDecoder.decode(encoded, pixelLimit: 46 * 34 - 1)
        }
    }

    @Test("A BMP whose header makes no sense is refused with the reason")
    func senselessBMP() {
        func changed(_ place: Int, _ bytes: [UInt8]) -> [UInt8] {
            var file = BMPFile.bytes(.quarters(width: 8, height: 8), bits: 24)
            file.replaceSubrange(place..<place + bytes.count, with: bytes)
            return file
        }
        // Bits a pixel, where the pixels begin, the compression, and the width.
        let cases: [([UInt8], MediaError)] = [
            (changed(28, [0, 0]), .unsupported("it is a BMP of 0 bits a pixel")),
            (changed(28, [9, 0]), .unsupported("it is a BMP of 9 bits a pixel")),
            (changed(10, [0xFF, 0xFF, 0xFF, 0xFF]), .truncated("it ends before its last row")),
            (changed(30, [4]), .unsupported("it is a BMP that holds another format's data")),
            (changed(18, [0, 0, 0, 0]), .malformed("its header states no size")),
            (changed(18, [0xFF, 0xFF, 0xFF, 0x7F]), .truncated("it ends before its last row")),
        ]
        for (file, error) in cases { #expect(throws: error) { try EncodedPicture(file: file) } }
    }

    @Test("A GIF's comments and later pictures are dropped")
    func gif() throws {
        let file = try FFmpegProgram.gif(.quarters(width: 46, height: 34), frames: 3)
        // A comment block (GIF89a, section 24) behind the header and its colour table of 256.
        let text = Array(Metadata.canary.utf8)
        let comment = [0x21, 0xFE, UInt8(text.count)] + text + [0]
        let table = file[10] & 0x80 == 0 ? 0 : 3 << Int(file[10] & 7 + 1)
        let noted = file.prefix(13 + table) + comment + file.dropFirst(13 + table)
        let encoded = try EncodedPicture(file: Array(noted))
        #expect(!encoded.packet.contains(Metadata.canary))
        let still = try Form.gif.file()
        #expect(encoded.packet.count <= still.count && file.count > still.count)
        #expect(try decode(Array(noted)).pixels == decode(file).pixels)
    }

    @Test("A transparent colour of a GIF is transparent")
    func gifTransparency() throws {
        let drawing = Drawing(width: 20, height: 10) { x, _ in Drawing.Pixel(200, 30, 30, alpha: x < 10 ? 0 : 255) }
        let picture = try decode(try FFmpegProgram.gif(drawing))
        #expect(picture.hasAlpha)
        #expect(picture.pixels.map { $0[3] } == drawing.pixels.map { $0.alpha >> 8 })
    }

    @Test("A JPEG XL in boxes loses its metadata and what follows it", arguments: [false, true])
    func boxes(inParts: Bool) throws {
        let codestream = try Form.jxl.file()
        func box(_ type: String, _ body: [UInt8]) -> [UInt8] {
            PNGFile.bigEndian(body.count + 8) + Array(type.utf8) + body
        }
        let half = codestream.count / 2
        let pixels =
            inParts
            ? box("jxlp", [0, 0, 0, 0] + codestream.prefix(half))
                + box("jxlp", [0x80, 0, 0, 1] + codestream.dropFirst(half)) : box("jxlc", codestream)
        let file =
            box("JXL ", [0x0D, 0x0A, 0x87, 0x0A]) + box("ftyp", Array("jxl \0\0\0\0jxl ".utf8))
            + box("Exif", [0, 0, 0, 0] + Metadata.exif(orientation: 6)) + box("xml ", Metadata.xmp) + pixels
            + Array(Metadata.canary.utf8)
        let encoded = try EncodedPicture(file: file)
        #expect(encoded.packet == codestream)
        #expect(try decode(file).pixels == decode(codestream).pixels)
    }

    @Test("A JPEG XL's own orientation is applied", arguments: Orientation.allCases)
    func turnedJPEGXL(orientation: Orientation) throws {
        let jpeg = try FFmpegProgram.jpeg(.quarters(width: 48, height: 32))
        let file = try JPEGXLProgram.encode(Metadata.orient(jpeg: jpeg, orientation.rawValue), suffix: "jpg")
        let picture = try decode(file)
        let (width, height) = orientation.swapsSides ? (32, 48) : (48, 32)
        #expect((picture.width, picture.height) == (width, height))
        #expect(picture.orientation == .upright)
        // Where the stored red top left is seen: at the left, unless columns run backwards along what is upright.
        let isRight = orientation.swapsSides ? orientation.reversesStoredY : orientation.reversesStoredX
        let isBottom = orientation.swapsSides ? orientation.reversesStoredX : orientation.reversesStoredY
        let corner = picture.pixels[(isBottom ? height - 1 : 0) * width + (isRight ? width - 1 : 0)]
        #expect(corner[0] > 240 && corner[1] < 20 && corner[2] < 20)
    }

    @Test("A JPEG XL's profile is applied, whatever libjxl makes of it")
    func jpegXLProfile() throws {
        let file = PNGFile.bytes(
            .quarters(width: 32, height: 32), .rgb,
            chunks: [PNGFile.profile(ICCProfile.rgb(.adobeRGB, .gamma(2.19921875), version: 2))])
        let picture = try decode(try JPEGXLProgram.encode(file, suffix: "png"))
        #expect(picture.conversion != nil)
    }

    @Test("A JPEG XL of high dynamic range is refused by name", arguments: [("PeQ", "PQ"), ("HLG", "HLG")], [0, 1])
    func highRange(curve: (space: String, name: String), distance: Int) throws {
        let encoded = try EncodedPicture(
            file: try JPEGXLProgram.encode(
                PNGFile.bytes(.quarters(width: 32, height: 32), .rgb), suffix: "png", distance: distance,
                space: "RGB_D65_202_Rel_\(curve.space)"))
        #expect(
            throws: MediaError.unsupported(
                "it is a high-dynamic-range picture (\(curve.name))",
                advice: "Export it as an ordinary JPEG, without high dynamic range, and send that.")
        ) { try PictureDecoder.decode(encoded, pixelLimit: 1 << 20) }
    }

    @Test("A deep JPEG XL keeps sixteen bits, one with opacity its opacity")
    func deepJPEGXL() throws {
        let drawing = Drawing(width: 24, height: 8) { x, y in
            Drawing.Pixel(deep: UInt16(x * 2731), UInt16(y * 8191), 12345, alpha: x % 2 == 0 ? 65535 : 40000)
        }
        let picture = try decode(
            try FFmpegProgram.lossless(
                drawing, ["-c:v", "libjxl", "-distance", "0", "-f", "image2pipe"], deep: true))
        #expect(picture.depth == 16)
        #expect(picture.pixels == drawing.pixels.map { [$0.red, $0.green, $0.blue, $0.alpha] })
    }

    @Test("An animation's first frame that is smaller than the canvas keeps its place on it", arguments: [false, true])
    func smallFirstFrame(isLossy: Bool) throws {
        let still = try FFmpegProgram.webP(.patches([.init(250, 40, 30)], across: 1, side: 16), lossless: !isLossy)
        let file = Metadata.animate(webP: still, x: 8, y: 4, width: 40, height: 32)
        let encoded = try EncodedPicture(file: file)
        #expect((encoded.width, encoded.height) == (40, 32))
        let picture = try decode(file)
        #expect(picture.hasAlpha)
        let planes = picture.samples
        let opacity = isLossy ? planes[3] : stride(from: 0, to: planes[0].count, by: 4).map { planes[0][$0] }
        for (place, value) in opacity.enumerated() {
            let isInside = (8..<24).contains(place % 40) && (4..<20).contains(place / 40)
            #expect(value == (isInside ? 255 : 0), "\(place % 40), \(place / 40)")
        }
    }

    @Test("A first frame that reaches beyond its canvas is refused")
    func outside() throws {
        let still = try FFmpegProgram.webP(.quarters(width: 16, height: 16), lossless: true)
        #expect(throws: MediaError.malformed("its first frame reaches beyond its canvas")) {
            try EncodedPicture(file: Metadata.animate(webP: still, x: 30, y: 0, width: 40, height: 32))
        }
    }

    @Test(
        "JPEGs of processes that nobody drops are refused by name",
        arguments: [
            (12, 0xC1, "it is a JPEG of 12 bits a sample"), (8, 0xC3, "it is a JPEG that is lossless"),
            (8, 0xC9, "it is a JPEG that is arithmetically coded"), (8, 0xC5, "it is a JPEG that is hierarchical"),
        ] as [(UInt8, UInt8, String)])
    func jpeg(bits: UInt8, process: UInt8, reason: String) {
        #expect(throws: MediaError.unsupported(reason)) {
            try EncodedPicture(file: BlockJPEG.bytes(blocks: [[100]], across: 1, bits: bits, process: process))
        }
    }
}
