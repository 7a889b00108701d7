import Media
import Pixels
import TestPictures
import Testing

@Suite struct DecoderTests {
    private static let colors = [
        Drawing.Pixel(255, 0, 0), Drawing.Pixel(0, 255, 0, alpha: 128), Drawing.Pixel(10, 20, 250, alpha: 0),
        Drawing.Pixel(77, 77, 77, alpha: 200),
    ]
    private let drawing = Drawing.patches(Self.colors, across: 2, side: 8)

    private func decode(_ file: [UInt8]) throws -> Picture {
        try PictureDecoder.decode(try EncodedPicture(file: file), pixelLimit: 1 << 20).picture
    }

    @Test("An RGB PNG keeps every sample, at 8 and at 16 bits", arguments: [8, 16] as [UInt8])
    func rgb(bits: UInt8) throws {
        let deep = Drawing(width: 9, height: 7) { x, y in
            Drawing.Pixel(deep: UInt16(x * 7001), UInt16(y * 9003), UInt16(x * y * 1001 + 3))
        }
        let picture = try decode(PNGFile.bytes(deep, .rgb, bits: bits))
        #expect(picture.layout == .packed(components: 3, alpha: false, alphaFirst: false))
        #expect(picture.depth == Int(bits))
        #expect(picture.tags == ColorTags(matrix: .rgb, range: .full))
        let expected = deep.pixels.flatMap { [$0.red, $0.green, $0.blue] }
        #expect(picture.samples == [bits == 16 ? expected : expected.map { $0 >> 8 }])
        #expect(!picture.hasAlpha)
    }

    @Test("Transparency of a PNG is kept", arguments: [(PNGFile.ColorType.rgba, 4), (.grayAlpha, 2)])
    func alpha(type: PNGFile.ColorType, components: Int) throws {
        let picture = try decode(PNGFile.bytes(drawing, type))
        #expect(picture.layout == .packed(components: components, alpha: true, alphaFirst: false))
        #expect(picture.hasAlpha)
        let samples = try #require(picture.samples.first)
        #expect(
            stride(from: components - 1, to: samples.count, by: components).map { samples[$0] }
                == drawing.pixels.map { $0.alpha >> 8 })
    }

    @Test("A palette is kept with its transparency")
    func palette() throws {
        let picture = try decode(PNGFile.bytes(drawing, .indexed))
        guard case .indexed(let palette) = picture.layout else {
            Issue.record("the layout is \(picture.layout)")
            return
        }
        let expected = Self.colors.map { pixel in
            let bytes = pixel.bytes.map(UInt32.init)
            return bytes[3] << 24 | bytes[0] << 16 | bytes[1] << 8 | bytes[2]
        }
        let samples = try #require(picture.samples.first)
        #expect(
            samples.map { palette[Int($0)] }
                == drawing.pixels.map { pixel in
                    expected[Self.colors.firstIndex(of: pixel) ?? 0]
                })
        #expect(picture.hasAlpha)
    }

    @Test(
        "A JPEG is BT.601 full range with centred chroma, however densely its chroma is sampled",
        arguments: [("1x1", 0, 0), ("2x1", 1, 0), ("2x2", 1, 1), ("1x2", 0, 1), ("4x1", 2, 0)])
    func jpeg(sampling: String, shiftX: Int, shiftY: Int) throws {
        let file = try JPEGProgram.encode(drawing, sampling: sampling)
        let picture = try decode(file)
        #expect(
            picture.layout
                == .planar(components: 3, chromaShiftX: shiftX, chromaShiftY: shiftY, alpha: false))
        #expect(picture.tags.matrix == .bt601)
        #expect(picture.tags.range == .full)
        #expect(picture.tags.siting == .center)
        #expect(try decode(try JPEGProgram.progressive(file)).samples == picture.samples)
        // The first patch is red; JFIF's luma and chroma of it.
        for (plane, code) in zip(picture.samples, [76, 85, 255]) { #expect(abs(Int(plane[0]) - code) <= 2) }
    }

    @Test("A JPEG whose chroma is sampled in an unheard-of way comes out as colours")
    func rareSampling() throws {
        let picture = try decode(try JPEGProgram.encode(drawing, sampling: "3x1"))
        #expect(picture.layout == .packed(components: 3, alpha: false, alphaFirst: false))
        let pixel = picture.pixels[0]
        #expect(pixel[0] > 250 && pixel[1] < 5 && pixel[2] < 5)
    }

    @Test("A JPEG of one component is grey, full range")
    func gray() throws {
        let picture = try decode(BlockJPEG.gray(levels: [0, 255, 128, 3, 200, 77], across: 3))
        #expect(picture.layout == .planar(components: 1, chromaShiftX: 0, chromaShiftY: 0, alpha: false))
        #expect(picture.tags == ColorTags(matrix: .rgb, range: .full))
        let samples = try #require(picture.samples.first)
        let (upper, lower) = (Array(samples[0..<24]), Array(samples[15 * 24..<16 * 24]))
        #expect([upper[3], upper[11], upper[19]] == [0, 255, 128])
        #expect([lower[3], lower[11], lower[19]] == [3, 200, 77])
    }

    @Test("A lossy WebP is BT.601 limited range, a lossless one RGB")
    func webP() throws {
        let lossy = try decode(try FFmpegProgram.webP(drawing, lossless: false))
        #expect(lossy.tags == ColorTags(matrix: .bt601, range: .limited))
        let lossless = try decode(try FFmpegProgram.webP(drawing, lossless: true, alpha: true))
        #expect(lossless.tags == ColorTags(matrix: .rgb, range: .full))
        #expect(lossless.hasAlpha)
    }
}
