import Model
import TestPictures
import Testing

/// Colours of finished videos, decoded by ffmpeg, against values computed here from the standards.
@Suite struct ColorTests {
    static let side = 32
    static let colors: [Drawing.Pixel] = [
        .init(0, 0, 0), .init(255, 255, 255), .init(128, 128, 128), .init(255, 0, 0), .init(0, 255, 0),
        .init(0, 0, 255),
        .init(255, 255, 0), .init(0, 255, 255), .init(255, 0, 255), .init(200, 150, 120), .init(40, 90, 160),
        .init(60, 20, 10),
    ]

    /// The middle of each patch in the one frame that a still camera shows, of a video as large as the picture.
    func rendered(_ file: [UInt8], background: RGBColor = .black) throws -> [[Int]] {
        let folder = try JobFolder(picture: file)
        try folder.renderHere(
            JobFolder.order { settings in
                settings.motion = .still
                settings.resolution = .exact(width: 4 * Self.side, height: 3 * Self.side)
                settings.quality = .lossless
                settings.background = background
                settings.focus = .point(Point(x: 0.5, y: 0.5))
            })
        let frame = try #require(try folder.frames().first)
        return Self.colors.indices.map { index in
            frame.color(index % 4 * Self.side + Self.side / 2, index / 4 * Self.side + Self.side / 2)
        }
    }

    /// Red, green and blue in 0…1 as BT.709 limited range (ITU-R BT.709-6, items 3.2 to 3.5).
    func limited(_ r: Double, _ g: Double, _ b: Double) -> [Double] {
        let y = 0.2126 * r + 0.7152 * g + 0.0722 * b
        return [16 + 219 * y, 128 + 224 * (b - y) / 1.8556, 128 + 224 * (r - y) / 1.5748]
    }

    private func limited(_ pixel: Drawing.Pixel, over background: RGBColor = .black) -> [Double] {
        let alpha = Double(pixel.alpha) / 65535
        func mixed(_ channel: UInt16, _ under: UInt8) -> Double {
            Double(channel) / 65535 * alpha + Double(under) / 255 * (1 - alpha)
        }
        return limited(
            mixed(pixel.red, background.red), mixed(pixel.green, background.green), mixed(pixel.blue, background.blue))
    }

    func expect(_ found: [[Int]], _ expected: [[Double]], within tolerance: Double) {
        for (index, (got, wanted)) in zip(found, expected).enumerated() {
            #expect(
                zip(got, wanted).allSatisfy { abs(Double($0) - $1) <= tolerance },
                "patch \(index): \(got), not \(wanted)")
        }
    }

    @Test("A JPEG's BT.601 full-range colours come out as BT.709", arguments: [("yuvj444p", 1), ("yuvj420p", 2)])
    func jpeg(format: String, step: Int) throws {
        // JFIF's own equations; the rounded codes are what the picture truly holds.
        let codes = Self.colors.map { pixel -> [Double] in
            let (r, g, b) = (Double(pixel.bytes[0]), Double(pixel.bytes[1]), Double(pixel.bytes[2]))
            let y = 0.299 * r + 0.587 * g + 0.114 * b
            return [y, 128 + (b - y) / 1.772, 128 + (r - y) / 1.402].map { min(255, $0.rounded()) }
        }
        let planes = (0..<3).flatMap { plane -> [UInt8] in
            let unit = Self.side / (plane == 0 ? 1 : step)
            return (0..<12 * unit * unit).map { place in
                UInt8(codes[place / (4 * unit) / unit * 4 + place % (4 * unit) / unit][plane])
            }
        }
        let file = try FFmpegProgram.jpeg(
            planes: planes, pixelFormat: format, width: 4 * Self.side, height: 3 * Self.side)
        let expected = codes.map { code in
            let (y, cb, cr) = (code[0], code[1] - 128, code[2] - 128)
            let (r, b) = (y + 1.402 * cr, y + 1.772 * cb)
            return limited(r / 255, (y - 0.299 * r - 0.114 * b) / 0.587 / 255, b / 255)
        }
        expect(try rendered(file), expected, within: 1.5)
    }

    @Test("A grey JPEG stays grey")
    func gray() throws {
        let levels = Self.colors.map { $0.bytes[0] }
        let blocks = Self.side / 8
        let file = BlockJPEG.gray(
            levels: (0..<12 * blocks * blocks).map { place in
                levels[place / (4 * blocks) / blocks * 4 + place % (4 * blocks) / blocks]
            },
            across: 4 * blocks)
        expect(
            try rendered(file), levels.map { limited(Double($0) / 255, Double($0) / 255, Double($0) / 255) }, within: 1)
    }

    @Test(
        "Transparency shows the background in proportion",
        arguments: [PNGFile.ColorType.indexed, .rgba, .grayAlpha], [8, 16] as [UInt8])
    func alpha(type: PNGFile.ColorType, bits: UInt8) throws {
        let background = RGBColor(red: 30, green: 200, blue: 90)
        let clear = Self.colors.enumerated().map { index, pixel in
            var pixel = pixel
            pixel.alpha = UInt16([255, 0, 128, 64][index % 4]) * 257
            if type == .grayAlpha { (pixel.green, pixel.blue) = (pixel.red, pixel.red) }
            return pixel
        }
        let file = PNGFile.bytes(.patches(clear, across: 4, side: Self.side), type, bits: type == .indexed ? 8 : bits)
        expect(try rendered(file, background: background), clear.map { limited($0, over: background) }, within: 1)
    }

    @Test("A TIFF's colours are true, at 8 and at 16 bits", arguments: [8, 16])
    func tiff(bits: Int) throws {
        let file = TIFFFile(.patches(Self.colors, across: 4, side: Self.side), bits: bits)
        expect(try rendered(file.bytes()), Self.colors.map { limited($0) }, within: 1)
    }

    @Test("A TIFF's inks show as the light that they leave", arguments: [8, 16])
    func inks(bits: Int) throws {
        let drawing = Drawing.patches(Self.colors, across: 4, side: Self.side)
        // As little black as can be: a quarter of what the three inks have in common.
        let inks = drawing.pixels.map { pixel -> [Int] in
            let common = [pixel.red, pixel.green, pixel.blue].map { 65535 - Int($0) }
            return common.map { $0 * 3 / 4 } + [(common.min() ?? 0) / 4]
        }
        var file = TIFFFile(
            width: drawing.width, height: drawing.height, photometric: 5,
            channels: (0..<4).map { ink in inks.map { UInt16(bits == 16 ? $0[ink] : $0[ink] / 257) } })
        file.bits = bits
        let expected = Self.colors.map { pixel -> [Double] in
            let common = [pixel.red, pixel.green, pixel.blue].map { 1 - Double($0) / 65535 }
            let paper = 1 - (common.min() ?? 0) / 4
            let light = common.map { (1 - $0 * 3 / 4) * paper }
            return limited(light[0], light[1], light[2])
        }
        // Inks of eight bits were rounded before they became colours.
        expect(try rendered(file.bytes()), expected, within: bits == 8 ? 1.5 : 1)
    }

    @Test("A WebP's colours are true", arguments: [(true, 1.0), (false, 2.5)])
    func webP(lossless: Bool, tolerance: Double) throws {
        let file = try FFmpegProgram.webP(.patches(Self.colors, across: 4, side: Self.side), lossless: lossless)
        expect(try rendered(file), Self.colors.map { limited($0) }, within: tolerance)
    }

    @Test("A WebP's transparency shows the background", arguments: [(true, 1.0), (false, 3)])
    func webPAlpha(lossless: Bool, tolerance: Double) throws {
        let background = RGBColor(red: 250, green: 240, blue: 20)
        let clear = Self.colors.enumerated().map { index, pixel in
            var pixel = pixel
            pixel.alpha = index % 2 == 0 ? 65535 : 128 * 257
            return pixel
        }
        let file = try FFmpegProgram.webP(.patches(clear, across: 4, side: Self.side), lossless: lossless, alpha: true)
        expect(
            try rendered(file, background: background), clear.map { limited($0, over: background) }, within: tolerance)
    }
}
