import Pixels
import TestPictures
import Testing

@testable import Media

/// The map of depth that phones store in a HEIC.
@Suite struct HEIFDepthTests {
    /// As an iPhone writes it: disparity, with its least and greatest.
    private static let disparity: [UInt8] = [
        0, 0, 0, 0x11, 0, 0, 0, 0x0D, 0x4E, 0x01, 0xB1, 0x09, 0x35, 0x1E, 0x78, 0xC8, 0x01, 0x03, 0xC5, 0xD0, 0x20,
    ]
    /// No number along, and type 2: distance in even steps.
    private static let distance: [UInt8] = [0, 0, 0, 8, 0, 0, 0, 5, 0x4E, 0x01, 0xB1, 0x01, 0b0000_0111]
    private static let map = RawPlanes.slopes("gray", width: 36, height: 20)

    private func file(
        _ coding: CodedPicture.Coding = .hevc, _ map: [HEIFFile.Property] = [.hevcPurpose(2)],
        _ picture: [HEIFFile.Property] = []
    ) throws -> HEIFFile {
        var file = HEIFFile([
            .init(try CodedPicture(.slopes("yuv420p", width: 72, height: 40), coding), picture)
        ])
        file.add(.init(try CodedPicture(Self.map, coding), map), as: "auxl")
        return file
    }

    private func decode(_ file: HEIFFile) throws -> Picture {
        let depth = try #require(try EmbeddedDepth.find(in: file.bytes))
        return try PictureDecoder.decode(depth.picture, pixelLimit: 1 << 20).picture
    }

    @Test("The map is found and decodes to what was coded, in HEIC and AVIF", arguments: CodedPicture.Coding.allCases)
    func samples(coding: CodedPicture.Coding) throws {
        let purpose = HEIFFile.Property(
            box: Big.box("auxC", version: 0, Array("urn:mpeg:mpegB:cicp:systems:auxiliary:depth\0".utf8)))
        let picture = try decode(try file(coding, [purpose]))
        #expect((picture.width, picture.height) == (36, 20))
        #expect(picture.samples == Self.map.samples)
    }

    @Test("A map may be a grid of tiles")
    func grid() throws {
        var file = try file()
        let tile = try CodedPicture(.slopes("gray", width: 64, height: 64), .hevc)
        let description = [0, 0, 0, 1] + Big.number(128, 2) + Big.number(64, 2)
        file.items[1] = .init(
            type: "grid", content: description, properties: [.size(128, 64), .hevcPurpose(2)], isInMeta: true)
        file.items += [.init(tile), .init(tile)]
        file.references.append(.init("dimg", from: 2, to: [3, 4]))
        let picture = try decode(file)
        #expect((picture.width, picture.height) == (128, 64))
        let row = RawPlanes.slopes("gray", width: 64, height: 64).samples[0].prefix(64)
        #expect(picture.samples[0].prefix(128) == row + row)
    }

    @Test(
        "What is far is white only where the file says that samples are distances",
        arguments: [([], false), (disparity, false), (distance, true), (Array(distance.dropLast()), false)])
    func meaning(message: [UInt8], farIsWhite: Bool) throws {
        let file = try file(.hevc, [.hevcPurpose(2, message: message)])
        #expect(try EmbeddedDepth.find(in: file.bytes)?.farIsWhite == farIsWhite)
    }

    @Test("A map that does not say how it is turned lies as its picture does")
    func turned() throws {
        #expect(try decode(try file(.hevc, [.hevcPurpose(2)], [.turned(1)])).orientation == .quarterCounterclockwise)
        let both = try file(.hevc, [.hevcPurpose(2), .turned(3)], [.turned(1)])
        #expect(try decode(both).orientation == Orientation.quarterClockwise)
    }

    @Test("A picture without a map, or of a format that has none, has none")
    func absent() throws {
        #expect(try EmbeddedDepth.find(in: try file(.hevc, [.opacity]).bytes) == nil)
        let drawing = Drawing(width: 8, height: 8) { _, _ in Drawing.Pixel(1, 2, 3) }
        #expect(try EmbeddedDepth.find(in: PNGFile.bytes(drawing, .rgb)) == nil)
        #expect(try EmbeddedDepth.find(in: []) == nil)
    }

    @Test("A map of the whole that goes with a cropped picture is refused")
    func cropped() throws {
        let crop = HEIFFile.Property.crop(x: 8, y: 6, width: 50, height: 30, of: (72, 40))
        #expect(throws: MediaError.unsupported("it was made of the picture before that was cropped")) {
            try EmbeddedDepth.find(in: try file(.hevc, [.hevcPurpose(2)], [crop]).bytes)
        }
    }

    @Test("A damaged map does the picture no harm")
    func damaged() throws {
        var file = try file()
        file.items[1].content = []
        #expect(
            try PictureDecoder.decode(try EncodedPicture(file: file.bytes), pixelLimit: 1 << 20).picture.width == 72)
        #expect(throws: MediaError.malformed("a part of its picture is empty")) {
            try EmbeddedDepth.find(in: file.bytes)
        }
    }
}
