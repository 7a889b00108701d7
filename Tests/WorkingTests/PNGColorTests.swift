import Foundation
import Media
import Pixels
import TestPictures
import Testing

@testable import Working

/// What a PNG says of its colours in other words than a profile's (W3C PNG, third edition, section 4.3), shown by finished
/// videos and compared with values computed from the spaces' definitions.
@Suite struct PNGColorTests {
    private static let side = 32
    private static let patches: [Drawing.Pixel] = [
        .init(255, 255, 255), .init(128, 128, 128), .init(200, 150, 120), .init(90, 140, 70), .init(40, 90, 160),
        .init(180, 60, 60), .init(240, 220, 60), .init(20, 10, 60),
    ]

    private static let p3Points = PNGFile.chunk("cICP", [12, 13, 0, 1])
    private static let linear = PNGFile.chunk("gAMA", PNGFile.bigEndian(100_000))
    private static let p3Places = places(31270, 32900, 68000, 32000, 26500, 69000, 15000, 6000)
    private static let standardPlaces = places(31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000)
    private static let standard = PNGFile.chunk("sRGB", [0])
    private static let p3Profile = PNGFile.profile(ICCProfile.rgb(.displayP3, .sRGB, version: 4))

    private static func places(_ numbers: Int...) -> [UInt8] {
        PNGFile.chunk("cHRM", numbers.flatMap { PNGFile.bigEndian($0) })
    }

    private static func usual(_ gamma: Int) -> [UInt8] { PNGFile.chunk("gAMA", PNGFile.bigEndian(gamma)) }

    private func rendered(_ chunks: [[UInt8]], _ type: PNGFile.ColorType = .rgb, bits: UInt8 = 8) throws -> [[Double]] {
        let file = PNGFile.bytes(.patches(Self.patches, across: 4, side: Self.side), type, bits: bits, chunks: chunks)
        let shown = try ShownPatches(of: file, across: 4, count: Self.patches.count, side: Self.side)
        #expect(shown.remarks == [])
        return shown.colors
    }

    private func meaning(_ space: ColorSpace, _ curve: (Double) -> Double) -> [[Double]] {
        Self.patches.map { space.sRGB(linear: $0.bytes.prefix(3).map { curve(Double($0) / 255) }) }
    }

    @Test(
        "Display P3 is understood in code points and in chromaticities",
        arguments: [[p3Points], [p3Places], [p3Places, usual(45455)]], [8, 16] as [UInt8])
    func displayP3(chunks: [[UInt8]], bits: UInt8) throws {
        ShownPatches.expect(try rendered(chunks, bits: bits), meaning(.displayP3) { ColorSpace.linear($0) })
    }

    @Test("A stated exponent is followed, in colour and in grey", arguments: [100_000, 55_556, 38_462], [true, false])
    func exponent(gamma: Int, isGray: Bool) throws {
        let shown = try rendered([Self.usual(gamma)], isGray ? .gray : .rgb)
        let curve = { pow($0, 100_000 / Double(gamma)) }
        let expected =
            isGray
            ? Self.patches.map { pixel in
                ColorSpace.sRGB.sRGB(linear: Array(repeating: curve(Double(pixel.bytes[0]) / 255), count: 3))
            } : meaning(.sRGB, curve)
        ShownPatches.expect(shown, expected)
    }

    @Test(
        "What says most counts: code points, a profile, the word sRGB, then exponent and chromaticities",
        arguments: [
            ([p3Points, p3Profile, standard, linear], true), ([linear, standard, p3Profile, standardPlaces], true),
            ([PNGFile.chunk("cICP", [1, 13, 0, 1]), p3Profile], false), ([standard, linear, p3Places], false),
        ] as [([[UInt8]], Bool)])
    func precedence(chunks: [[UInt8]], isP3: Bool) throws {
        ShownPatches.expect(try rendered(chunks), meaning(isP3 ? .displayP3 : .sRGB) { ColorSpace.linear($0) })
    }

    @Test(
        "What is usual, or says nothing that can be, leaves the numbers as they are",
        arguments: [
            [usual(45455)], [usual(47000), standardPlaces], [standardPlaces], [usual(0)], [usual(Int(UInt32.max))],
            [PNGFile.chunk("gAMA", [1, 2])], [places(0, 0, 0, 0, 0, 0, 0, 0)], [PNGFile.chunk("cHRM", [])],
        ] as [[[UInt8]]])
    func unchanged(chunks: [[UInt8]]) throws {
        let file = PNGFile.bytes(.patches(Self.patches, across: 4, side: 2), .rgb, chunks: chunks)
        #expect(
            try PictureDecoder.decode(try EncodedPicture(file: file), pixelLimit: 1 << 20).picture.conversion == nil)
    }

    @Test(
        "High dynamic range and what a PNG cannot have are refused by name",
        arguments: [
            ([9, 16, 0, 1], "it is a high-dynamic-range picture (PQ)"),
            ([9, 18, 0, 1], "it is a high-dynamic-range picture (HLG)"),
            ([12, 13, 1, 1], "its chunk cICP states colours that a PNG cannot have"),
            ([12, 13, 0], "its chunk cICP states colours that a PNG cannot have"),
            ([12, 13, 0, 0], "its colours are in the narrow range of video"),
        ] as [([UInt8], String)])
    func refused(numbers: [UInt8], reason: String) throws {
        let file = PNGFile.bytes(
            .patches(Self.patches, across: 4, side: 2), .rgb, chunks: [PNGFile.chunk("cICP", numbers)])
        let refusal = #expect(throws: MediaError.self) { try EncodedPicture(file: file) }
        guard case .unsupported(reason, _) = refusal else {
            Issue.record("it was not refused for that: \(String(describing: refusal))")
            return
        }
    }
}
