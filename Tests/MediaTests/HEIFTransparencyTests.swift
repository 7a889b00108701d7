import Media
import Pixels
import TestPictures
import Testing

/// Opacity that goes with a picture as one of its own.
@Suite struct HEIFTransparencyTests {
    private let size = (width: 72, height: 40)

    private func file(_ format: String, opacity: String, _ coding: CodedPicture.Coding) throws -> HEIFFile {
        var file = HEIFFile([.init(try CodedPicture(.slopes(format, width: 72, height: 40), coding))])
        file.add(
            .init(try CodedPicture(.slopes(opacity, width: 72, height: 40), coding), [.opacity]), as: "auxl")
        return file
    }

    private func decode(_ file: HEIFFile) throws -> Picture {
        try PictureDecoder.decode(try EncodedPicture(file: file.bytes), pixelLimit: 1 << 20).picture
    }

    @Test(
        "Opacity is kept, whatever is opaque or not", arguments: CodedPicture.Coding.allCases,
        ["yuv420p", "yuv444p", "gray"])
    func alpha(coding: CodedPicture.Coding, format: String) throws {
        let picture = try decode(try file(format, opacity: "gray", coding))
        #expect(picture.hasAlpha)
        let planes = RawPlanes.slopes(format, width: 72, height: 40).samples
        #expect(picture.samples == planes + RawPlanes.slopes("gray", width: 72, height: 40).samples)
    }

    @Test("Opacity takes the depth of the colours", arguments: [("yuv420p10le", "gray"), ("yuv420p", "gray10le")])
    func depths(format: String, opacity: String) throws {
        let picture = try decode(try file(format, opacity: opacity, .hevc))
        let stored = RawPlanes.slopes(opacity, width: 72, height: 40)
        let (from, to) = (1 << stored.depth - 1, 1 << picture.depth - 1)
        let expected = stored.samples[0].map { UInt16((Double($0) * Double(to) / Double(from)).rounded()) }
        #expect(picture.samples.last == expected)
    }

    @Test("Opacity of a cropped and turned picture is cropped with it")
    func crop() throws {
        var file = try file("yuv420p", opacity: "gray", .hevc)
        file.items[0].properties += [.crop(x: 8, y: 6, width: 50, height: 30, of: size), .turned(1)]
        let picture = try decode(file)
        #expect((picture.width, picture.height) == (50, 30))
        #expect(picture.orientation == .quarterCounterclockwise)
        let stored = RawPlanes.slopes("gray", width: 72, height: 40)
        #expect(picture.samples.last == stored.part(x: 8, y: 6, width: 50, height: 30).samples[0])
    }

    @Test("What goes with a picture for another purpose is left where it is")
    func depthMap() throws {
        var file = try file("yuv420p", opacity: "gray", .hevc)
        file.items[1].properties.removeLast()
        file.items[1].properties.append(.hevcPurpose(2))
        #expect(!(try decode(file).hasAlpha))
    }

    @Test("Colours that were multiplied by their opacity are refused, and opacity of another size")
    func refused() throws {
        var multiplied = try file("yuv420p", opacity: "gray", .hevc)
        multiplied.references.append(.init("prem", from: 1, to: [2]))
        #expect(throws: MediaError.unsupported("its colours were multiplied by its opacity")) { try decode(multiplied) }
        var small = HEIFFile([.init(try CodedPicture(.slopes("yuv420p", width: 72, height: 40), .hevc))])
        small.add(.init(try CodedPicture(.slopes("gray", width: 36, height: 24), .hevc), [.opacity]), as: "auxl")
        #expect(throws: MediaError.unsupported("its opacity has another size than its colours")) { try decode(small) }
    }

    @Test("What a real encoder writes is transparent where it was drawn so", arguments: ["heic", "avif"])
    func encoder(kind: String) throws {
        let drawing = Drawing(width: 95, height: 63) { x, y in
            Drawing.Pixel(200, 100, 50, alpha: UInt8(min(255, x * 2 + y)))
        }
        let file = try HEIFProgram.file(drawing, alpha: true, ["-L"] + (kind == "avif" ? ["-A"] : []))
        let picture = try PictureDecoder.decode(try EncodedPicture(file: file), pixelLimit: 1 << 20).picture
        #expect(picture.samples.last == drawing.pixels.map { $0.alpha >> 8 })
    }
}
