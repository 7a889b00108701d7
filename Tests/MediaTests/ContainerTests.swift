import Media
import Pixels
import TestPictures
import Testing

@Suite struct ContainerTests {
    @Test("A picture's content decides what it is and how large", arguments: Kind.allCases)
    func size(kind: Kind) throws {
        let picture = try EncodedPicture(file: try kind.file(.quarters(width: 94, height: 62)))
        #expect(picture.codec.rawValue.lowercased() == kind.rawValue.lowercased())
        #expect((picture.width, picture.height) == (94, 62))
        #expect(picture.orientation == .upright)
    }

    @Test("No metadata and nothing behind the end reaches the decoder", arguments: Kind.allCases)
    func metadata(kind: Kind) throws {
        let file = try kind.fileWithMetadata()
        try #require(file.contains(Metadata.canary))
        let stripped = try EncodedPicture(file: file)
        #expect(!stripped.packet.contains(Metadata.canary))
        #expect(!stripped.packet.contains("Exif"))
        let decoded = try PictureDecoder.decode(stripped, pixelLimit: 1 << 20).picture
        let plain = try PictureDecoder.decode(try EncodedPicture(file: try kind.file()), pixelLimit: 1 << 20).picture
        #expect(decoded.samples == plain.samples)
    }

    @Test(
        "Every orientation is found in either byte order", arguments: Kind.allCases,
        Orientation.allCases.flatMap { [($0, true), ($0, false)] })
    func orientation(kind: Kind, value: (orientation: Orientation, bigEndian: Bool)) throws {
        let file = try kind.fileWithMetadata(orientation: value.orientation.rawValue, bigEndian: value.bigEndian)
        #expect(try EncodedPicture(file: file).orientation == value.orientation)
    }

    @Test("A senseless orientation means upright", arguments: [0, 9, 255] as [UInt8])
    func senseless(value: UInt8) throws {
        #expect(try EncodedPicture(file: try Kind.png.fileWithMetadata(orientation: value)).orientation == .upright)
    }

    @Test("An Exif block cut anywhere means upright or its own orientation, and never fails")
    func cutExif() throws {
        let block = Metadata.exif(orientation: 6)
        for count in block.indices {
            let file = PNGFile.bytes(
                .quarters(width: 8, height: 8), .rgb, chunks: [PNGFile.chunk("eXIf", Array(block.prefix(count)))])
            let found = try EncodedPicture(file: file).orientation
            // The orientation's entry ends 36 bytes into the block.
            #expect(found == (count >= 34 ? .quarterClockwise : .upright), "after \(count) bytes")
        }
    }

    @Test("A picture cut at any twentieth is refused as not complete", arguments: Kind.allCases)
    func truncation(kind: Kind) throws {
        let file = try kind.file(.waves(width: 96, height: 64))
        for step in 1..<20 {
            let cut = Array(file.prefix(file.count * step / 20))
            let refusal = #expect(throws: MediaError.self, "at \(step * 5) %") {
                _ = try PictureDecoder.decode(try EncodedPicture(file: cut), pixelLimit: 1 << 20)
            }
            guard case .truncated = refusal else {
                Issue.record("at \(step * 5) %: \(String(describing: refusal))")
                continue
            }
        }
    }

    @Test("A damaged checksum of a PNG is refused")
    func checksum() throws {
        var file = PNGFile.bytes(.waves(width: 64, height: 64), .rgb)
        file[file.count / 2] ^= 0x40
        #expect(throws: MediaError.malformed("its PNG data cannot be decoded")) {
            try PictureDecoder.decode(try EncodedPicture(file: file), pixelLimit: 1 << 20)
        }
    }

    @Test("What is no picture is refused with the reason")
    func noPicture() {
        #expect(throws: MediaError.notAPicture("it is empty")) { try EncodedPicture(file: []) }
        #expect(throws: MediaError.notAPicture("its content is that of no known picture format")) {
            try EncodedPicture(file: Array("hello, world".utf8))
        }
    }

    @Test("A picture with more pixels than allowed is refused before it is decoded", arguments: Kind.allCases)
    func limit(kind: Kind) throws {
        let encoded = try EncodedPicture(file: try kind.file())
        #expect(throws: MediaError.tooManyPixels(width: 96, height: 64, limit: 6143)) {
            try PictureDecoder.decode(encoded, pixelLimit: 6143)
        }
        #expect(try PictureDecoder.decode(encoded, pixelLimit: 6144).picture.width == 96)
    }
}

extension Picture {
    /// Every sample of every plane, row by row, without the rows' ends.
    var samples: [[UInt16]] {
        buffer.planes.indices.map { index in
            let plane = buffer.planes[index]
            return (0..<plane.height).flatMap { row in
                (0..<plane.width).map { column in
                    let place = row * plane.pitch + column
                    return depth == 8
                        ? UInt16(buffer.withSamples(ofPlane: index, as: UInt8.self) { $0[place] })
                        : buffer.withSamples(ofPlane: index, as: UInt16.self) { $0[place] }
                }
            }
        }
    }
}
