import Media
import Pixels
import TestPictures
import Testing

/// Colour profiles that are no use, or worse.
@Suite struct ProfileBytesTests {
    private let drawing = Drawing.quarters(width: 16, height: 16)

    private func decode(_ profileChunk: [UInt8], _ type: PNGFile.ColorType = .rgb) throws -> PictureDecoder.Result {
        let file = PNGFile.bytes(drawing, type, chunks: [profileChunk])
        return try PictureDecoder.decode(try EncodedPicture(file: file), pixelLimit: 1 << 20)
    }

    enum Broken: CaseIterable {
        case noProfile, cutHeader, cutBody, wrongStream

        var chunk: [UInt8] {
            let whole = ICCProfile.rgb(.displayP3, .gamma(2.2), version: 2)
            return switch self {
            case .noProfile: PNGFile.profile(Array("not a profile, however long it may be".utf8))
            case .cutHeader: PNGFile.profile(Array(whole.prefix(100)))
            case .cutBody: PNGFile.profile(Array(whole.prefix(200)))
            case .wrongStream: PNGFile.chunk("iCCP", Array("name\0\0".utf8) + [0x78, 0x9C, 0xFF, 0xFF, 0xFF])
            }
        }
    }

    @Test("A broken profile is ignored, and the picture is not", arguments: Broken.allCases)
    func broken(kind: Broken) throws {
        let result = try decode(kind.chunk)
        #expect(result.picture.conversion == nil)
        #expect(result.remarks == ["Its colour profile is damaged and was ignored."])
        #expect(result.picture.pixels[0].prefix(3) == [255, 0, 0])
    }

    @Test("A profile for pictures of another kind is ignored")
    func otherKind() throws {
        let gray = PNGFile.profile(ICCProfile.gray(.gamma(1.8), version: 4))
        let result = try decode(gray)
        #expect(result.picture.conversion == nil)
        #expect(result.remarks == ["Its colour profile is for pictures of another kind and was ignored."])
        #expect(try decode(gray, .gray).picture.conversion != nil)
    }

    @Test("A profile that states sRGB in other words changes nothing, and takes no time")
    func sRGB() throws {
        let result = try decode(PNGFile.profile(ICCProfile.rgb(.sRGB, .sRGB, version: 4)))
        #expect(result.picture.conversion == nil)
        #expect(result.remarks == [])
    }

    @Test("A profile of more than 4 MB is ignored, wherever it is", arguments: [0, 1])
    func tooLarge(number: Int) throws {
        let large = Array(repeating: UInt8(7), count: 4 << 20 + 1)
        let file =
            number == 0
            ? PNGFile.bytes(drawing, .rgb, chunks: [PNGFile.profile(large)])
            : Metadata.extend(
                webP: try FFmpegProgram.webP(drawing, lossless: true), width: 16, height: 16, chunks: [("ICCP", large)])
        let encoded = try EncodedPicture(file: file)
        #expect(encoded.profile == nil)
        #expect(encoded.remarks == ["Its colour profile is larger than 4 MB and was ignored."])
    }

    @Test("Of several profiles of a PNG the first counts")
    func several() throws {
        let first = ICCProfile.rgb(.displayP3, .gamma(2.2), version: 2)
        let chunks = [first, ICCProfile.rgb(.adobeRGB, .gamma(2.2), version: 2)].map { PNGFile.profile($0) }
        #expect(try EncodedPicture(file: PNGFile.bytes(drawing, .rgb, chunks: chunks)).profile == first)
    }

    @Test("The parts of a JPEG's profile are put in their order")
    func parts() throws {
        let profile = (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let file = Metadata.insert(profile: profile, intoJPEG: try FFmpegProgram.jpeg(drawing))
        #expect(try EncodedPicture(file: file).profile == profile)
    }
}
