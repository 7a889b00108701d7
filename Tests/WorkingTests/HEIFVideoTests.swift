import Foundation
import Model
import TestPictures
import Testing

extension ColorTests {
    /// How colours become luma and chroma: shares of red and blue in luma, by the standards' names and numbers.
    enum Matrix: Int, CaseIterable {
        case bt709 = 1
        case bt601 = 6
        case bt2020 = 9

        var shares: (red: Double, blue: Double) {
            switch self {
            case .bt709: (0.2126, 0.0722)
            case .bt601: (0.299, 0.114)
            case .bt2020: (0.2627, 0.0593)
            }
        }
    }

    /// The patches as a lossless HEIC or AVIF, and what red, green and blue its rounded codes truly are, in 0…1.
    private func patches(
        _ format: String, _ coding: CodedPicture.Coding, _ matrix: Matrix, full: Bool, primaries: Int = 1,
        opacity: String? = nil
    ) throws -> (file: HEIFFile, colors: [[Double]]) {
        let (kr, kb) = matrix.shares
        let bits = format.hasSuffix("10le") ? 10 : 8
        let (most, unit) = (Double(1 << bits - 1), Double(1 << (bits - 8)))
        let (luma, chroma, black) = full ? (most, most, 0.0) : (219 * unit, 224 * unit, 16 * unit)
        let codes = Self.colors.map { pixel -> [Double] in
            let (r, g, b) = (Double(pixel.red) / 65535, Double(pixel.green) / 65535, Double(pixel.blue) / 65535)
            let y = kr * r + (1 - kr - kb) * g + kb * b
            return [
                black + luma * y, 128 * unit + chroma * (b - y) / (2 - 2 * kb),
                128 * unit + chroma * (r - y) / (2 - 2 * kr),
            ].map { min(most, $0.rounded()) }
        }
        let step = RawPlanes.shifts(format)
        let planes = RawPlanes(format, width: 4 * Self.side, height: 3 * Self.side) { plane, x, y in
            let (x, y) = plane == 0 ? (x, y) : (x << step.x, y << step.y)
            return Int(codes[y / Self.side * 4 + x / Self.side][plane])
        }
        var file = HEIFFile([
            .init(try CodedPicture(planes, coding), [.codePoints(primaries, 13, matrix.rawValue, full: full)])
        ])
        if let opacity {
            let half = RawPlanes(opacity, width: 4 * Self.side, height: 3 * Self.side) { _, _, _ in
                opacity == "gray" ? 128 : 512
            }
            file.add(.init(try CodedPicture(half, coding), [.opacity]), as: "auxl")
        }
        let colors = codes.map { code -> [Double] in
            let (y, cb, cr) = (
                (code[0] - black) / luma, (code[1] - 128 * unit) / chroma, (code[2] - 128 * unit) / chroma
            )
            let (r, b) = (y + (2 - 2 * kr) * cr, y + (2 - 2 * kb) * cb)
            return [r, (y - kr * r - kb * b) / (1 - kr - kb), b]
        }
        return (file, colors)
    }

    @Test(
        "Colours of a HEIC or AVIF come out as BT.709, by matrix and range",
        arguments: [
            (CodedPicture.Coding.hevc, "yuv444p"), (.hevc, "yuv420p"), (.hevc, "yuv420p10le"), (.av1, "yuv420p"),
            (.av1, "yuv444p10le"),
        ], Matrix.allCases.flatMap { [($0, true), ($0, false)] })
    func heif(stored: (coding: CodedPicture.Coding, format: String), means: (matrix: Matrix, full: Bool)) throws {
        let (file, colors) = try patches(stored.format, stored.coding, means.matrix, full: means.full)
        expect(try rendered(file.bytes), colors.map { limited($0[0], $0[1], $0[2]) }, within: 1)
    }

    @Test("Display P3 by code points comes out as sRGB shows it, with what sRGB lacks cut off", arguments: [8, 10])
    func displayP3(bits: Int) throws {
        let (file, colors) = try patches(
            bits == 8 ? "yuv444p" : "yuv444p10le", .hevc, .bt601, full: true, primaries: 12)
        // Linear light of Display P3 in that of sRGB (SMPTE EG 432-1 and IEC 61966-2-1, both with the white D65).
        let rows = [[1.2249401, -0.2249402, 0], [-0.0420570, 1.0420571, 0], [-0.0196376, -0.0786361, 1.0982735]]
        let expected = colors.map { color -> [Double] in
            let light = color.map { value in
                let value = min(1, max(0, value))
                return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
            }
            let shown = rows.map { row in
                let value = min(1, max(0, zip(row, light).map(*).reduce(0, +)))
                return value <= 0.0031308 ? value * 12.92 : 1.055 * pow(value, 1 / 2.4) - 0.055
            }
            return limited(shown[0], shown[1], shown[2])
        }
        expect(try rendered(file.bytes), expected, within: 1.5)
    }

    @Test(
        "A HEIC's transparency shows the background, at any depth",
        arguments: [("yuv444p", "gray"), ("yuv420p", "gray"), ("yuv420p10le", "gray10le"), ("yuv420p10le", "gray")],
        [true, false])
    func heifAlpha(stored: (colors: String, opacity: String), full: Bool) throws {
        let background = RGBColor(red: 250, green: 240, blue: 20)
        let (file, colors) = try patches(stored.colors, .hevc, .bt601, full: full, opacity: stored.opacity)
        let alpha = stored.opacity == "gray" ? 128.0 / 255 : 512.0 / 1023
        let under = [background.red, background.green, background.blue].map { Double($0) / 255 }
        let expected = colors.map { color in
            let mixed = zip(color, under).map { $0 * alpha + $1 * (1 - alpha) }
            return limited(mixed[0], mixed[1], mixed[2])
        }
        expect(try rendered(file.bytes, background: background), expected, within: 1.5)
    }

    @Test(
        "A grey HEIC stays grey, in either range, and over a background", arguments: ["gray", "gray10le"],
        [(true, false), (false, false), (true, true), (false, true)])
    func heifGray(format: String, variant: (full: Bool, isTransparent: Bool)) throws {
        let unit = format == "gray" ? 1 : 4
        let levels = Self.colors.map { Int($0.bytes[1]) }
        let planes = RawPlanes(format, width: 4 * Self.side, height: 3 * Self.side) { _, x, y in
            let level = Double(levels[y / Self.side * 4 + x / Self.side]) / 255
            return Int((variant.full ? level * Double(256 * unit - 1) : (16 + 219 * level) * Double(unit)).rounded())
        }
        var file = HEIFFile([
            .init(try CodedPicture(planes, .hevc), [.codePoints(1, 13, 1, full: variant.full)])
        ])
        if variant.isTransparent {
            let half = RawPlanes("gray", width: 4 * Self.side, height: 3 * Self.side) { _, _, _ in 128 }
            file.add(.init(try CodedPicture(half, .hevc), [.opacity]), as: "auxl")
        }
        let alpha = variant.isTransparent ? 128.0 / 255 : 1
        let background = RGBColor(red: 30, green: 200, blue: 90)
        let expected = levels.map { level in
            let mixed = [30.0, 200, 90].map { (Double(level) * alpha + $0 * (1 - alpha)) / 255 }
            return limited(mixed[0], mixed[1], mixed[2])
        }
        expect(try rendered(file.bytes, background: background), expected, within: 1.5)
    }

    @Test(
        "A picture of odd size with halved chroma is rendered to its last column and row",
        arguments: ["jpeg", "avif", "transparent"])
    func odd(kind: String) throws {
        // The right and the lower end are of another colour.
        let drawing = Drawing(width: 97, height: 55) { x, y in
            x >= 87 || y >= 44 ? Drawing.Pixel(200, 150, 120) : Drawing.Pixel(40, 90, 160)
        }
        // The same in JFIF's luma and chroma, for ffmpeg's own makes the last column of chroma otherwise.
        let planes = RawPlanes("yuv420p", width: 97, height: 55) { plane, x, y in
            let isOuter = plane == 0 ? x >= 87 || y >= 44 : x >= 44 || y >= 22
            return isOuter ? [162, 104, 155][plane] : [83, 171, 97][plane]
        }
        let file =
            switch kind {
            case "jpeg": try FFmpegProgram.jpeg(planes: planes.bytes, pixelFormat: "yuvj420p", width: 97, height: 55)
            case "avif": try HEIFProgram.file(drawing, ["-A", "-q", "95"])
            default: try HEIFProgram.file(drawing, alpha: true, ["-A", "-q", "95"])
            }
        let folder = try JobFolder(picture: file)
        try folder.renderHere(
            JobFolder.order { settings in
                settings.motion = .still
                settings.resolution = .exact(width: 194, height: 110)
                settings.quality = .lossless
            })
        let frame = try #require(try folder.frames().first)
        let (inner, outer) = (limited(40 / 255, 90 / 255, 160 / 255), limited(200 / 255, 150 / 255, 120 / 255))
        expect(
            [frame.color(60, 40), frame.color(193, 20), frame.color(60, 109), frame.color(193, 109)],
            [inner, outer, outer, outer], within: 4)
    }
}
