import Media
import Pixels
import TestPictures
import Testing

/// What a HEIF says of its colours, in its boxes or in the coded data.
@Suite struct HEIFColorTests {
    private static let size = (width: 48, height: 32)

    private func decode(
        _ properties: [HEIFFile.Property], _ coding: CodedPicture.Coding = .hevc, format: String = "yuv420p",
        tags: [String] = []
    ) throws -> PictureDecoder.Result {
        let planes = RawPlanes.slopes(format, width: Self.size.width, height: Self.size.height)
        let file = HEIFFile([.init(try CodedPicture(planes, coding, tags: tags), properties)])
        return try PictureDecoder.decode(try EncodedPicture(file: file.bytes), pixelLimit: 1 << 20)
    }

    @Test(
        "Matrix and range are those of the property",
        arguments: [
            (1, ColorTags.Matrix.bt709), (2, .bt601), (5, .bt601), (6, .bt601), (9, .bt2020),
        ], [true, false])
    func property(matrix: (number: Int, tag: ColorTags.Matrix), full: Bool) throws {
        let picture = try decode([.codePoints(1, 13, matrix.number, full: full)]).picture
        #expect(picture.tags == ColorTags(matrix: matrix.tag, range: full ? .full : .limited, siting: .center))
        #expect(picture.conversion == nil)
    }

    @Test("Without a property the coded data is asked", arguments: CodedPicture.Coding.allCases)
    func codedTags(coding: CodedPicture.Coding) throws {
        let tags = ["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "pc"]
        #expect(
            try decode([], coding, tags: tags).picture.tags
                == ColorTags(matrix: .bt709, range: .full, siting: .center))
        #expect(try decode([], coding).picture.tags == ColorTags(matrix: .bt601, range: .limited, siting: .center))
        // What the property leaves open is found inside.
        #expect(try decode([.codePoints(2, 2, 2, full: false)], coding, tags: tags).picture.tags.matrix == .bt709)
    }

    @Test(
        "Chroma lies where the coded data says, and in the centre where it says nothing",
        arguments: [
            (CodedPicture.Coding.hevc, nil, ColorTags.ChromaSiting.center), (.av1, nil, .center),
            (.hevc, "hevc_metadata=chroma_sample_loc_type=2", .topLeft),
            (.av1, "av1_metadata=chroma_sample_position=vertical", .left),
            (.av1, "av1_metadata=chroma_sample_position=colocated", .topLeft),
        ] as [(CodedPicture.Coding, String?, ColorTags.ChromaSiting)])
    func siting(coding: CodedPicture.Coding, filter: String?, expected: ColorTags.ChromaSiting) throws {
        #expect(try decode([], coding, tags: filter.map { ["-bsf:v", $0] } ?? []).picture.tags.siting == expected)
    }

    @Test(
        "High dynamic range is refused by name, said outside or inside", arguments: [(16, "PQ"), (18, "HLG")],
        [true, false])
    func highDynamicRange(transfer: (number: Int, name: String), outside: Bool) throws {
        let name = transfer.number == 16 ? "smpte2084" : "arib-std-b67"
        let refusal = #expect(throws: MediaError.self) {
            try decode(
                outside ? [.codePoints(9, transfer.number, 9, full: true)] : [],
                tags: outside ? [] : ["-color_trc", name])
        }
        guard case .unsupported(let reason, _) = refusal else {
            Issue.record("it was not refused as unsupported")
            return
        }
        #expect(reason == "it is a high-dynamic-range picture (\(transfer.name))")
    }

    @Test(
        "Colours that cannot be read are refused by name",
        arguments: [
            (1, 13, 8, "its colours are stored in a rare way (YCgCo)"),
            (1, 13, 14, "its colours are stored in a rare way (ICtCp)"),
            (1, 13, 77, "its colours are stored in a rare way (matrix 77 of H.273)"),
            (10, 13, 1, "its colours have rare primaries (primaries 10 of H.273)"),
            (1, 17, 1, "its brightness is stored in a rare way (transfer 17 of H.273)"),
        ])
    func rare(primaries: Int, transfer: Int, matrix: Int, reason: String) throws {
        #expect(throws: MediaError.unsupported(reason)) {
            try decode([.codePoints(primaries, transfer, matrix, full: true)])
        }
    }

    @Test("Red, green and blue of different sizes are refused")
    func halvedRGB() throws {
        #expect(throws: MediaError.self) { try decode([.codePoints(1, 13, 0, full: true)]) }
    }

    @Test(
        "Other primaries or curves than those of sRGB are converted",
        arguments: [(4, 13), (5, 13), (6, 13), (8, 13), (9, 14), (11, 13), (12, 13), (22, 13), (1, 4), (1, 5), (1, 8)])
    func converted(primaries: Int, transfer: Int) throws {
        let picture = try decode([.codePoints(primaries, transfer, 6, full: true)]).picture
        let conversion = try #require(picture.conversion)
        // White and black stay what they are, whatever the white point.
        #expect(conversion.own((255, 255, 255)) == (255, 255, 255))
        #expect(conversion.own((0, 0, 0)) == (0, 0, 0))
    }

    @Test("Grey has a curve, but no primaries", arguments: [(12, false), (1, false), (1, true)])
    func gray(primaries: Int, isLinear: Bool) throws {
        let picture = try decode(
            [.codePoints(primaries, isLinear ? 8 : 13, 1, full: false)], format: "gray"
        ).picture
        #expect((picture.conversion != nil) == isLinear)
        #expect(picture.tags.matrix == .rgb)
        #expect(picture.tags.range == .limited)
    }

    @Test("A profile is handed over as it is; one that is damaged leaves the word to the code points")
    func profile() throws {
        let damaged = [UInt8](repeating: 7, count: 300)
        let wide = HEIFFile.Property.codePoints(12, 13, 6, full: true)
        let planes = RawPlanes.slopes("yuv420p", width: 48, height: 32)
        let file = HEIFFile([.init(try CodedPicture(planes, .hevc), [.profile(damaged), wide])])
        #expect(try EncodedPicture(file: file.bytes).profile == damaged)
        let result = try decode([wide, .profile(damaged)])
        #expect(result.remarks == ["Its colour profile is damaged and was ignored."])
        #expect(result.picture.conversion != nil)
        let tooLarge = try decode([.profile(Array(repeating: 7, count: 4 << 20 + 1))])
        #expect(tooLarge.remarks == ["Its colour profile is larger than 4 MB and was ignored."])
    }

    @Test("What is not said of a grid is said of its tiles")
    func tiles() throws {
        let tile = try CodedPicture(.slopes("yuv420p", width: 64, height: 48), .av1)
        var file = HEIFFile(grid: [tile, tile], columns: 2, width: 128, height: 48)
        file.items[1].properties.append(.codePoints(1, 13, 1, full: true))
        let picture = try PictureDecoder.decode(try EncodedPicture(file: file.bytes), pixelLimit: 1 << 20).picture
        #expect(picture.tags == ColorTags(matrix: .bt709, range: .full, siting: .center))
    }
}
