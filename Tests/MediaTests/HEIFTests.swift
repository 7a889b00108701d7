import Media
import Pixels
import TestPictures
import Testing

/// Pictures of HEIC and AVIF whose coded samples are known, in files written here box by box.
@Suite struct HEIFTests {
    private func decode(_ file: HEIFFile) throws -> Picture {
        try PictureDecoder.decode(try EncodedPicture(file: file.bytes), pixelLimit: 1 << 20).picture
    }

    @Test(
        "Samples come out as they are stored",
        arguments: CodedPicture.Coding.allCases,
        ["yuv420p", "yuv422p", "yuv444p", "gray", "yuv420p10le", "yuv444p10le", "gray10le", "yuv420p12le"])
    func samples(coding: CodedPicture.Coding, format: String) throws {
        let planes = RawPlanes.slopes(format, width: 72, height: 40)
        let picture = try decode(HEIFFile([.init(try CodedPicture(planes, coding))]))
        #expect(picture.samples == planes.samples)
        #expect(picture.depth == planes.depth)
        let shifts = RawPlanes.shifts(format)
        #expect(
            picture.layout
                == .planar(
                    components: planes.samples.count, chromaShiftX: shifts.x, chromaShiftY: shifts.y, alpha: false))
        #expect(picture.orientation == .upright)
    }

    @Test("A picture of odd size with halved chroma is whole")
    func odd() throws {
        let planes = RawPlanes.slopes("yuv420p", width: 71, height: 39)
        #expect(try decode(HEIFFile([.init(try CodedPicture(planes, .av1))])).samples == planes.samples)
    }

    @Test("Green, blue and red become red, green and blue", arguments: CodedPicture.Coding.allCases, [true, false])
    func rgb(coding: CodedPicture.Coding, isSaidInside: Bool) throws {
        let planes = RawPlanes.slopes(isSaidInside ? "gbrp" : "yuv444p", width: 64, height: 48)
        let picture = try decode(
            HEIFFile([
                .init(
                    try CodedPicture(planes, coding, tags: isSaidInside ? ["-color_range", "pc"] : []),
                    isSaidInside ? [] : [.codePoints(1, 13, 0, full: true)])
            ]))
        #expect(picture.samples == [planes.samples[2], planes.samples[0], planes.samples[1]])
        #expect(picture.tags.matrix == .rgb)
        #expect(picture.tags.range == .full)
    }

    @Test(
        "Items are found in every version of the boxes, in one part or two",
        arguments: CodedPicture.Coding.allCases, [0, 1, 2])
    func versions(coding: CodedPicture.Coding, version: Int) throws {
        let planes = RawPlanes.slopes("yuv420p", width: 100, height: 80)
        let tiles = try (0..<4).map { place in
            try CodedPicture(planes.part(x: place % 2 * 64, y: place / 2 * 48, width: 64, height: 48), coding)
        }
        var file = HEIFFile(grid: tiles, columns: 2, width: 100, height: 80)
        file.version = version
        #expect(try decode(file).samples == planes.samples)
    }

    @Test("A grid of a single column or row is put together", arguments: [1, 3])
    func strips(columns: Int) throws {
        let planes = RawPlanes.slopes("yuv422p", width: columns == 1 ? 64 : 180, height: columns == 1 ? 131 : 48)
        let tiles = try (0..<3).map { place in
            try CodedPicture(
                planes.part(x: place % columns * 64, y: place / columns * 48, width: 64, height: 48), .hevc)
        }
        let file = HEIFFile(grid: tiles, columns: columns, width: planes.width, height: planes.height)
        #expect(try decode(file).samples == planes.samples)
    }

    @Test("A tile may be used again and again")
    func repeatedTile() throws {
        let tile = try CodedPicture(RawPlanes.slopes("gray", width: 64, height: 48), .hevc)
        var file = HEIFFile(grid: [tile, tile, tile, tile], columns: 2, width: 128, height: 96)
        file.items.removeLast(3)
        file.references = [.init("dimg", from: 1, to: [2, 2, 2, 2])]
        let encoded = try EncodedPicture(file: file.bytes)
        #expect(encoded.packet.count < 2 * tile.content.count)
        #expect(try PictureDecoder.decode(encoded, pixelLimit: 1 << 20).picture.width == 128)
    }

    @Test("Of a cropped picture the part is left, from an even place on", arguments: [(8, 6), (7, 5)])
    func crop(x: Int, y: Int) throws {
        let planes = RawPlanes.slopes("yuv420p", width: 72, height: 40)
        let coded = try CodedPicture(planes, .hevc)
        let file = HEIFFile([.init(coded, [.crop(x: x, y: y, width: 50, height: 30, of: (72, 40))])])
        let picture = try decode(file)
        let (left, top) = (x & ~1, y & ~1)
        #expect((picture.width, picture.height) == (x + 50 - left, y + 30 - top))
        #expect(
            picture.samples
                == planes.part(x: left, y: top, width: picture.width, height: picture.height).samples)
    }

    @Test(
        "What a real encoder writes is read", arguments: [("heic", 8), ("heic", 10), ("avif", 8)], [(96, 64), (95, 63)])
    func encoder(file: (kind: String, bits: Int), size: (width: Int, height: Int)) throws {
        let (kind, bits) = file
        let drawing = Drawing.waves(width: size.width, height: size.height)
        let options = ["-L", "-p", "chroma=444"] + (bits == 8 ? [] : ["-b", "10"]) + (kind == "avif" ? ["-A"] : [])
        let file = try HEIFProgram.file(drawing, bits: bits == 8 ? 8 : 16, options)
        let encoded = try EncodedPicture(file: file)
        #expect(encoded.codec == (kind == "avif" ? .avif : .heic))
        let picture = try PictureDecoder.decode(encoded, pixelLimit: 1 << 20).picture
        #expect((picture.width, picture.height, picture.depth) == (size.width, size.height, bits))
        let luma = drawing.pixels.map { pixel in
            (0.299 * Double(pixel.red) + 0.587 * Double(pixel.green) + 0.114 * Double(pixel.blue)) / 65535
        }
        let most = Double(1 << bits - 1)
        #expect(zip(picture.samples[0], luma).allSatisfy { abs(Double($0) / most - $1) < 0.006 })
    }
}
