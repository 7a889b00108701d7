import Foundation
import Media
import Model
import TestPictures
import Testing

@testable import Working

/// Colours of finished videos of pictures with colour profiles, against values computed from the spaces' definitions.
@Suite struct ProfileTests {
    private static let side = 32
    private static let colors: [Drawing.Pixel] = [
        .init(255, 255, 255), .init(128, 128, 128), .init(60, 60, 60), .init(200, 150, 120), .init(90, 140, 70),
        .init(40, 90, 160), .init(180, 60, 60), .init(240, 220, 60), .init(255, 0, 0), .init(0, 255, 0),
        .init(0, 0, 255), .init(20, 10, 60),
        // At the edge of what sRGB can show, where tables err.
        .init(230, 40, 30), .init(30, 220, 60), .init(250, 110, 0), .init(0, 190, 220),
    ]

    private func rendered(_ file: [UInt8], background: RGBColor = .black) throws -> [[Double]] {
        let shown = try ShownPatches(of: file, across: 4, count: 16, side: Self.side, background: background)
        #expect(shown.remarks == [])
        return shown.colors
    }

    enum Container: CaseIterable {
        case png, deepPNG, jpeg, webP, jxl, lossyJXL

        /// ΔE that the encoder adds to by rounding or by loss.
        var tolerance: Double {
            switch self {
            case .png, .deepPNG, .webP, .jxl: 1
            case .jpeg: 1.6
            case .lossyJXL: 2.5
            }
        }

        func file(_ drawing: Drawing, profile: [UInt8]) throws -> [UInt8] {
            switch self {
            case .png: PNGFile.bytes(drawing, .rgb, chunks: [PNGFile.profile(profile)])
            case .deepPNG: PNGFile.bytes(drawing, .rgb, bits: 16, chunks: [PNGFile.profile(profile)])
            case .jpeg:
                Metadata.insert(profile: profile, intoJPEG: try FFmpegProgram.jpeg(drawing, pixelFormat: "yuvj444p"))
            case .webP:
                Metadata.extend(
                    webP: try FFmpegProgram.webP(drawing, lossless: true), width: drawing.width, height: drawing.height,
                    chunks: [("ICCP", profile)])
            case .jxl, .lossyJXL:
                try JPEGXLProgram.encode(
                    PNGFile.bytes(drawing, .rgb, chunks: [PNGFile.profile(profile)]), suffix: "png",
                    distance: self == .jxl ? 0 : 1)
            }
        }
    }

    @Test(
        "A wide-gamut picture's colours come out in sRGB, in every container and either version of profiles",
        arguments: Container.allCases, [(true, 2), (true, 4), (false, 2), (false, 4)] as [(Bool, UInt8)])
    func wideGamut(container: Container, form: (isP3: Bool, version: UInt8)) throws {
        let space = form.isP3 ? ColorSpace.displayP3 : .adobeRGB
        // Adobe RGB (1998) states its power as 2 51/256.
        let power = 2.19921875
        let curve = form.isP3 && form.version == 4 ? ICCProfile.Curve.sRGB : .gamma(power)
        let file = try container.file(
            .patches(Self.colors, across: 4, side: Self.side),
            profile: ICCProfile.rgb(space, curve, version: form.version))
        let expected = Self.colors.map { pixel in
            space.sRGB(
                linear: pixel.bytes.prefix(3).map { byte in
                    let value = Double(byte) / 255
                    return if case .sRGB = curve { ColorSpace.linear(value) } else { pow(value, power) }
                })
        }
        ShownPatches.expect(try rendered(file), expected, within: container.tolerance)
    }

    @Test(
        "Numbers in proportion to light are shown as bright as they are", arguments: [Container.png, .jxl, .lossyJXL])
    func linear(container: Container) throws {
        let file = try container.file(
            .patches(Self.colors, across: 4, side: Self.side),
            profile: ICCProfile.rgb(.sRGB, .gamma(1), version: 2))
        let expected = Self.colors.map { ColorSpace.sRGB.sRGB(linear: $0.bytes.prefix(3).map { Double($0) / 255 }) }
        ShownPatches.expect(try rendered(file), expected, within: container.tolerance)
    }

    @Test(
        "A JPEG XL's words for its colours are understood",
        arguments: ["DCI_Rel_SRG", "SRG_Rel_Lin", "SRG_Rel_g0.4545455"],
        [0, 1])
    func codePoints(space: String, distance: Int) throws {
        let file = try JPEGXLProgram.encode(
            PNGFile.bytes(.patches(Self.colors, across: 4, side: Self.side), .rgb), suffix: "png", distance: distance,
            space: "RGB_D65_\(space)")
        let expected = Self.colors.map { pixel in
            let values = pixel.bytes.prefix(3).map { Double($0) / 255 }
            return switch space.suffix(3) {
            case "SRG": ColorSpace.displayP3.sRGB(linear: values.map { ColorSpace.linear($0) })
            case "Lin": ColorSpace.sRGB.sRGB(linear: values)
            default: ColorSpace.sRGB.sRGB(linear: values.map { pow($0, 2.2) })
            }
        }
        ShownPatches.expect(try rendered(file), expected, within: distance == 0 ? 1 : 2.5)
    }

    @Test("A grey picture's curve is followed", arguments: [2, 4] as [UInt8])
    func gray(version: UInt8) throws {
        let profile = ICCProfile.gray(.gamma(1.8), version: version)
        let file = PNGFile.bytes(
            .patches(Self.colors, across: 4, side: Self.side), .gray, chunks: [PNGFile.profile(profile)])
        ShownPatches.expect(
            try rendered(file),
            Self.colors.map { pixel in
                let light = pow(Double(pixel.bytes[0]) / 255, 1.8)
                return ColorSpace.sRGB.sRGB(linear: [light, light, light])
            })
    }

    @Test("The background behind a transparent picture keeps its own colour, whatever the picture's profile")
    func background() throws {
        let background = RGBColor(red: 180, green: 90, blue: 40)
        let clear = Self.colors.map { Drawing.Pixel($0.bytes[0], $0.bytes[1], $0.bytes[2], alpha: 0) }
        let file = PNGFile.bytes(
            .patches(clear, across: 4, side: Self.side), .rgba,
            chunks: [PNGFile.profile(ICCProfile.rgb(.displayP3, .sRGB, version: 4))])
        ShownPatches.expect(
            try rendered(file, background: background), Self.colors.map { _ in [180, 90, 40].map { $0 / 255 } })
    }

    @Test("Half-transparent colours are mixed as they are seen", arguments: [8, 16] as [UInt8])
    func halfTransparent(bits: UInt8) throws {
        let background = RGBColor(red: 220, green: 40, blue: 40)
        let half = Self.colors.map { Drawing.Pixel($0.bytes[0], $0.bytes[1], $0.bytes[2], alpha: 128) }
        let file = PNGFile.bytes(
            .patches(half, across: 4, side: Self.side), .rgba, bits: bits,
            chunks: [PNGFile.profile(ICCProfile.rgb(.adobeRGB, .gamma(2.19921875), version: 2))])
        let expected = Self.colors.map { pixel in
            let own = ColorSpace.adobeRGB.sRGB(
                linear: pixel.bytes.prefix(3).map { pow(Double($0) / 255, 2.19921875) })
            return zip(own, [220, 40, 40]).map { $0 * 128 / 255 + Double($1) / 255 * 127 / 255 }
        }
        ShownPatches.expect(try rendered(file, background: background), expected)
    }

    @Test("A background in colour shows behind a grey picture with a profile", arguments: [8, 16] as [UInt8])
    func grayOverColor(bits: UInt8) throws {
        let background = RGBColor(red: 220, green: 40, blue: 40)
        let clear = Self.colors.map { Drawing.Pixel($0.bytes[0], $0.bytes[0], $0.bytes[0], alpha: 0) }
        let file = PNGFile.bytes(
            .patches(clear, across: 4, side: Self.side), .grayAlpha, bits: bits,
            chunks: [PNGFile.profile(ICCProfile.gray(.gamma(2.2), version: 2))])
        ShownPatches.expect(
            try rendered(file, background: background), Self.colors.map { _ in [220, 40, 40].map { $0 / 255 } })
    }
}
