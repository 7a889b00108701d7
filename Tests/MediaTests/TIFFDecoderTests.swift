import Media
import Pixels
import TestPictures
import Testing

@Suite struct TIFFDecoderTests {
    private static let (width, height) = (37, 21)
    private static let drawing = Drawing(width: width, height: height) { x, y in
        Drawing.Pixel(
            deep: UInt16(x * 1701 + 3), UInt16(y * 3003), UInt16((x * y * 71 + 5) % 65536),
            alpha: UInt16((x * 977 + y * 1201) % 65536))
    }
    private static let pieces: [TIFFFile.Pieces] = [
        .strips(rows: height), .strips(rows: 5), .strips(rows: 1), .tiles(width: 16, height: 16),
        .tiles(width: 64, height: 32),
    ]

    private func decode(_ file: [UInt8]) throws -> Picture {
        try PictureDecoder.decode(try EncodedPicture(file: file), pixelLimit: 1 << 20).picture
    }

    @Test(
        "Every sample of a TIFF is kept, however its pixels are cut and ordered", arguments: pieces,
        [(8, false), (8, true), (16, false), (16, true)])
    func samples(pieces: TIFFFile.Pieces, form: (bits: Int, isBigEndian: Bool)) throws {
        for isSeparate in [false, true] {
            for alpha in [nil, 2] {
                var file = TIFFFile(Self.drawing, bits: form.bits, alpha: alpha)
                (file.pieces, file.isBigEndian, file.isSeparate) = (pieces, form.isBigEndian, isSeparate)
                let picture = try decode(file.bytes())
                #expect(
                    picture.layout
                        == .packed(components: alpha == nil ? 3 : 4, alpha: alpha != nil, alphaFirst: false))
                #expect(picture.depth == form.bits)
                #expect(picture.tags == ColorTags(matrix: .rgb, range: .full))
                #expect(picture.conversion == nil)
                #expect(picture.samples == [file.interleaved])
            }
        }
    }

    @Test("Grey is kept, and turned where zero is white", arguments: [0, 1], [1, 2, 4, 8, 16])
    func gray(photometric: Int, bits: Int) throws {
        let most = 1 << bits - 1
        let levels = (0..<37 * 21).map { UInt16($0 * 7919 % (most + 1)) }
        let file = TIFFFile(width: 37, height: 21, photometric: photometric, channels: [levels]).with { $0.bits = bits }
        let picture = try decode(file.bytes())
        #expect(picture.layout == .planar(components: 1, chromaShiftX: 0, chromaShiftY: 0, alpha: false))
        #expect(picture.depth == max(8, bits))
        // Fewer than eight bits are spread over eight.
        let expected = levels.map { level in
            UInt16((photometric == 0 ? most - Int(level) : Int(level)) * (bits < 8 ? 255 / most : 1))
        }
        #expect(picture.samples == [expected])
    }

    @Test("Grey with opacity is kept, and turned where zero is white", arguments: [0, 1])
    func grayAlpha(photometric: Int) throws {
        let file = TIFFFile(
            width: 2, height: 1, photometric: photometric, channels: [[10, 200], [255, 128]]
        ).with { $0.tags[338] = .shorts([2]) }
        let picture = try decode(file.bytes())
        #expect(picture.layout == .packed(components: 2, alpha: true, alphaFirst: false))
        #expect(picture.samples == [photometric == 0 ? [245, 255, 55, 128] : [10, 255, 200, 128]])
    }

    @Test(
        "Colours that were multiplied by their opacity become what they were",
        arguments: [(8, 255), (16, 65535)], [false, true])
    func associated(depth: (bits: Int, most: Int), isSeparate: Bool) throws {
        let alphas = [depth.most, depth.most / 3, 0, 100]
        let colors = [200, 50, 77, 10].map { $0 * depth.most / 255 }
        let products = zip(colors, alphas).map { UInt16($0 * $1 / depth.most) }
        var file = TIFFFile(
            width: 4, height: 1, photometric: 2,
            channels: [products, products, alphas.map { UInt16($0) }, alphas.map { UInt16($0) }])
        (file.bits, file.isSeparate, file.tags[338]) = (depth.bits, isSeparate, .shorts([1]))
        let found = try #require(try decode(file.bytes()).samples.first)
        for (pixel, alpha) in alphas.enumerated() {
            let red = alpha == 0 ? 0 : (Int(products[pixel]) * depth.most + alpha / 2) / alpha
            #expect(
                found[pixel * 4..<pixel * 4 + 4].map { Int($0) } == [red, red, alpha == 0 ? 0 : depth.most, alpha])
        }
    }

    @Test("A colour larger than its opacity is as bright as can be")
    func overbright() throws {
        var file = TIFFFile(width: 1, height: 1, photometric: 2, channels: [[90], [40], [0], [80]])
        file.tags[338] = .shorts([1])
        #expect(try decode(file.bytes()).samples == [[255, 128, 0, 80]])
    }

    @Test("An extra sample of which nothing is said is no opacity", arguments: [nil, [0], [0, 0]] as [[Int]?])
    func unspecified(extra: [Int]?) throws {
        var file = TIFFFile(Self.drawing, alpha: 0)
        file.channels.append(file.channels[0])
        file.tags[338] = extra.map { .shorts($0) }
        let picture = try decode(file.bytes())
        #expect(!picture.hasAlpha)
        #expect(picture.samples == [file.with { $0.channels.removeLast($0.channels.count - 3) }.interleaved])
    }

    @Test("Opacity is found among other extra samples")
    func later() throws {
        var file = TIFFFile(width: 1, height: 1, photometric: 2, channels: [[1], [2], [3], [4], [5]])
        file.tags[338] = .shorts([0, 2])
        #expect(try decode(file.bytes()).samples == [[1, 2, 3, 5]])
    }

    @Test("Inks without a profile become what they leave of the light", arguments: [8, 16], [false, true])
    func inks(bits: Int, isSeparate: Bool) throws {
        let most = 1 << bits - 1
        let inks = [
            [0, 0, 0, 0], [most, 0, 0, 0], [0, most / 2, most / 5, 0], [9, 8, 7, most / 3], [0, 0, 0, most],
        ]
        var file = TIFFFile(
            width: 5, height: 1, photometric: 5, channels: (0..<4).map { ink in inks.map { UInt16($0[ink]) } })
        (file.bits, file.isSeparate) = (bits, isSeparate)
        let picture = try decode(file.bytes())
        #expect(picture.layout == .packed(components: 3, alpha: false, alphaFirst: false))
        let expected = inks.flatMap { ink in
            (0..<3).map { UInt16(((most - ink[$0]) * (most - ink[3]) + most / 2) / most) }
        }
        #expect(picture.samples == [expected])
    }

    @Test("The opacity of a picture of inks is ignored with a remark")
    func inksAlpha() throws {
        var file = TIFFFile(width: 1, height: 1, photometric: 5, channels: [[255], [0], [0], [0], [128]])
        file.tags[338] = .shorts([2])
        let result = try PictureDecoder.decode(try EncodedPicture(file: file.bytes()), pixelLimit: 1)
        #expect(result.picture.samples == [[0, 255, 255]])
        #expect(result.remarks == ["Its transparency was ignored, for it is a picture of inks."])
    }

    @Test("A palette's colours are looked up", arguments: [1, 2, 4, 8])
    func palette(bits: Int) throws {
        let count = 1 << bits
        let map = (0..<3).map { channel in (0..<count).map { ($0 * 61 + channel * 50) % 256 } }
        let places = (0..<40).map { UInt16($0 * 13 % count) }
        var file = TIFFFile(width: 8, height: 5, photometric: 3, channels: [places])
        (file.bits, file.tags[320]) = (bits, .shorts(map.flatMap { $0.map { $0 * 257 } }))
        let picture = try decode(file.bytes())
        #expect(picture.samples == [places.flatMap { place in map.map { UInt16($0[Int(place)]) } }])
    }

    @Test(
        "Compression without loss changes no sample",
        arguments: [
            ["-c", "none"], ["-c", "lzw"], ["-c", "lzw:2"], ["-c", "zip"], ["-c", "zip:2"], ["-c", "packbits"],
            ["-c", "zip:2", "-t", "-w", "16", "-l", "16"], ["-c", "zip:2", "-B", "-r", "3"],
            ["-c", "packbits", "-L", "-t", "-w", "64", "-l", "64"],
        ], [(8, false), (16, false), (8, true)])
    func lossless(options: [String], form: (bits: Int, isSeparate: Bool)) throws {
        var file = TIFFFile(Self.drawing, bits: form.bits, alpha: 2)
        file.isSeparate = form.isSeparate
        #expect(try decode(try TIFFProgram.copy(file.bytes(), options)).samples == [file.interleaved])
    }

    @Test("Deflate is known by its older number too")
    func oldDeflate() throws {
        let file = TIFFFile(Self.drawing)
        var packed = try TIFFProgram.copy(file.bytes(), ["-L", "-c", "zip"])
        let entry = try #require(packed.firstIndex(of: [3, 1, 3, 0, 1, 0, 0, 0, 8, 0]))
        packed.replaceSubrange(entry + 8..<entry + 10, with: [0xB2, 0x80])
        #expect(try decode(packed).samples == [file.interleaved])
    }

    @Test(
        "A fax is read", arguments: [["g3"], ["g3:2d"], ["g3:fill"], ["g4"], ["g4", "-f", "lsb2msb"]], [0, 1])
    func fax(method: [String], photometric: Int) throws {
        let dots = (0..<80 * 50).map { place -> UInt16 in (place / 80 * 3 + place % 80 / 7) % 5 == 0 ? 1 : 0 }
        var file = TIFFFile(width: 80, height: 50, photometric: photometric, channels: [dots])
        (file.bits, file.pieces) = (1, .strips(rows: 50))
        let picture = try decode(try TIFFProgram.copy(file.bytes(), ["-c"] + method))
        #expect(picture.samples == [dots.map { ($0 == 1) == (photometric == 1) ? 255 : 0 }])
    }

    @Test(
        "The length of a single strip without compression need not be said", arguments: [nil, 0],
        [(8, false), (16, false), (1, true)])
    func unsaidLength(length: Int?, form: (bits: Int, isGray: Bool)) throws {
        let plain = TIFFFile(Self.drawing, bits: form.bits)
        var file = plain.with { $0.pieces = .strips(rows: 99) }
        if form.isGray {
            file = TIFFFile(width: 37, height: 21, photometric: 1, channels: [(0..<37 * 21).map { UInt16($0 % 2) }])
            (file.bits, file.pieces) = (form.bits, .strips(rows: 21))
        }
        let expected = try decode(file.bytes()).samples
        file.tags[279] = .longs(length.map { [$0] } ?? [])
        #expect(try decode(file.bytes()).samples == expected)
        #expect(throws: MediaError.truncated("it ends before its last strips")) {
            try decode(Array(file.bytes().dropLast()))
        }
    }

    @Test("Samples of which nothing is said are grey, or colours, or a fax")
    func unsaidMeaning() throws {
        let colors = TIFFFile(Self.drawing, alpha: 2)
        let gray = TIFFFile(width: 37, height: 21, photometric: 1, channels: [colors.channels[0]])
        let dots = TIFFFile(width: 37, height: 21, photometric: 1, channels: [colors.channels[0].map { $0 % 2 }]).with {
            $0.bits = 1
        }
        for file in [colors, gray, dots] {
            #expect(
                try decode(file.with { $0.tags[262] = .shorts([]) }.bytes()).samples == decode(file.bytes()).samples)
        }
        let fax = try TIFFProgram.copy(dots.with { $0.photometric = 0 }.bytes(), ["-c", "g4"])
        // Another tag instead, which nobody knows.
        var unsaid = fax
        let entry = try #require(fax.firstIndex(of: [6, 1, 3, 0, 1, 0, 0, 0]))
        unsaid.replaceSubrange(entry..<entry + 2, with: [5, 1])
        #expect(try decode(unsaid).samples == decode(fax).samples)
    }

    @Test(
        "Luma and chroma become colours, however densely chroma is sampled",
        arguments: ["yuv444p", "yuv422p", "yuv420p", "yuv410p"])
    func chroma(format: String) throws {
        let colors: [Drawing.Pixel] = [.init(255, 0, 0), .init(20, 200, 90), .init(0, 0, 255), .init(128, 128, 128)]
        let drawing = Drawing.patches(colors, across: 2, side: 16)
        let found = try #require(try decode(try FFmpegProgram.tiff(drawing, pixelFormat: format)).samples.first)
        // In the middle of each patch, for chroma of fewer samples mixes colours at the edges.
        for (index, color) in colors.enumerated() {
            let pixel = ((index / 2 * 16 + 8) * 32 + index % 2 * 16 + 8) * 3
            let near = zip(found[pixel..<pixel + 3], color.bytes).allSatisfy { abs(Int($0) - Int($1)) <= 3 }
            #expect(near, "patch \(index): \(found[pixel..<pixel + 3])")
        }
    }

    @Test(
        "Damage inside the data that a decoder would conceal is refused",
        arguments: ["jpeg:90", "g3", "g4"])
    func damage(method: String) throws {
        let isFax = method.hasPrefix("g")
        let levels: [UInt16] = (0..<96 * 64).map { place in
            let level = isFax ? place * 31 / 7 % 2 : place * 2_654_435_761 >> 12 % 251
            return UInt16(level)
        }
        var file = TIFFFile(width: 96, height: 64, photometric: 1, channels: [levels])
        (file.bits, file.pieces) = (isFax ? 1 : 8, .strips(rows: 64))
        var packed = try TIFFProgram.copy(file.bytes(), ["-c", method])
        _ = try decode(packed)
        // tiffcp puts the data first.
        for place in 200..<280 { packed[place] = 0 }
        #expect(throws: MediaError.malformed("its TIFF data cannot be decoded")) { try decode(packed) }
    }
}

extension TIFFFile {
    /// The samples pixel by pixel.
    var interleaved: [UInt16] { channels[0].indices.flatMap { pixel in channels.map { $0[pixel] } } }

    func with(_ change: (inout TIFFFile) -> Void) -> TIFFFile {
        var changed = self
        change(&changed)
        return changed
    }
}

extension [UInt8] {
    /// Where those bytes begin first.
    func firstIndex(of bytes: [UInt8]) -> Int? { indices.first { self[$0...].starts(with: bytes) } }
}
