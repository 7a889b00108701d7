import Media
import Pixels
import TestPictures
import Testing

/// TIFFs whose pixels are a JPEG's.
@Suite struct TIFFOfJPEGTests {
    private func decode(_ file: [UInt8]) throws -> Picture {
        try PictureDecoder.decode(try EncodedPicture(file: file), pixelLimit: 1 << 20).picture
    }

    @Test(
        "A JPEG inside a TIFF is read",
        arguments: [
            ["-c", "jpeg:100", "-r", "48"], ["-c", "jpeg:r:100", "-r", "8"],
            ["-c", "jpeg:100", "-t", "-w", "32", "-l", "16"],
            ["-c", "jpeg:r:100", "-p", "separate", "-r", "16"], ["-c", "jpeg:100", "-r", "16"],
        ])
    func jpeg(options: [String]) throws {
        let drawing = Drawing(width: 64, height: 48) { x, y in Drawing.Pixel(UInt8(x * 3), UInt8(y * 5), UInt8(255 - x))
        }
        let file = TIFFFile(drawing)
        let found = try #require(try decode(try TIFFProgram.copy(file.bytes(), options)).samples.first)
        let expected = file.interleaved
        try #require(found.count == expected.count)
        // Some have chroma at half the resolution.
        #expect(zip(found, expected).allSatisfy { abs(Int($0) - Int($1)) <= 9 })
    }

    @Test(
        "Of a JPEG inside a TIFF, chroma is as dense as the JPEG says",
        arguments: ["1x1", "2x1", "2x2"], [nil, [1, 1], [2, 1], [4, 4]] as [[Int]?])
    func jpegChroma(sampling: String, stated: [Int]?) throws {
        let drawing = Drawing(width: 64, height: 48) { x, y in Drawing.Pixel(UInt8(x * 3), UInt8(y * 5), UInt8(255 - x))
        }
        var tags: [Int: TIFFFile.Values] = [:]
        if let stated { tags[530] = .shorts(stated) }
        let file = jpegInside(drawing, try JPEGProgram.encode(drawing, sampling: sampling), tags)
        let found = try #require(try decode(file).samples.first)
        let expected = TIFFFile(drawing).interleaved
        try #require(found.count == expected.count)
        #expect(zip(found, expected).allSatisfy { abs(Int($0) - Int($1)) <= 9 })
    }

    /// A TIFF of one strip that is a whole JPEG.
    private func jpegInside(_ drawing: Drawing, _ jpeg: [UInt8], _ tags: [Int: TIFFFile.Values]) -> [UInt8] {
        var file = TIFFFile(width: drawing.width, height: drawing.height, photometric: 6, channels: [[], [], []])
        file.pieces = .strips(rows: drawing.height)
        file.content = [jpeg]
        file.tags = tags
        file.tags[259] = .shorts([7])
        return file.bytes()
    }

    @Test("Nothing that a JPEG inside a TIFF says beside its pixels reaches the decoder")
    func jpegMetadata() throws {
        let drawing = Drawing.waves(width: 64, height: 48)
        let canary = Array(Metadata.canary.utf8)
        let jpeg = try JPEGProgram.encode(drawing, sampling: "1x1")
        let plain = jpegInside(drawing, jpeg, [530: .shorts([1, 1])])
        let markers: [UInt8] = [0xE0, 0xE1, 0xE2, 0xED, 0xEE, 0xEF, 0xFE]
        let segments = markers.map { (marker: $0, body: canary) }
        var full = Metadata.insert(segments, intoJPEG: jpeg)
        // Right before the scan too, and behind the end.
        let scan = try #require(full.indices.last { full[$0...].starts(with: [0xFF, 0xDA]) })
        full.insert(contentsOf: [0xFF, 0xFE, 0, UInt8(canary.count + 2)] + canary, at: scan)
        let tables = Metadata.insert(segments, intoJPEG: [0xFF, 0xD8, 0xFF, 0xD9])
        let file = jpegInside(drawing, full + canary, [530: .shorts([1, 1]), 347: .bytes(tables)])
        try #require(file.contains(Metadata.canary))
        let encoded = try EncodedPicture(file: file)
        #expect(!encoded.packet.contains(Metadata.canary))
        #expect(try PictureDecoder.decode(encoded, pixelLimit: 1 << 20).picture.samples == decode(plain).samples)
    }
}
