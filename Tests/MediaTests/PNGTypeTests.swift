import Media
import Pixels
import TestPictures
import Testing

/// Every kind of PNG that the standard has (W3C PNG, third edition, table 11.1).
@Suite struct PNGTypeTests {
    typealias Form = (type: PNGFile.ColorType, bits: UInt8)

    static let forms: [Form] =
        [1, 2, 4, 8, 16].map { (.gray, $0) } + [1, 2, 4, 8].map { (.indexed, $0) }
        + [8, 16].flatMap { [(.rgb, $0), (.grayAlpha, $0), (.rgba, $0)] }

    /// As many grey levels or colours as the form can hold.
    private func drawing(_ form: Form) -> Drawing {
        let levels = 1 << Int(min(form.bits, 8))
        return Drawing(width: 23, height: 17) { x, y in
            let level = UInt16((x * 3 + y * 5) % levels * 65535 / (levels - 1))
            let isColor = form.type != .gray && form.type != .grayAlpha
            let isClear = form.type == .grayAlpha || form.type == .rgba || form.type == .indexed
            return Drawing.Pixel(
                deep: level, isColor ? 65535 - level : level, isColor ? level / 257 / 2 * 257 : level,
                alpha: isClear ? (65535 - level / 2) / 257 * 257 : 65535)
        }
    }

    @Test("Every colour type and depth keeps every pixel, interlaced or not", arguments: forms, [false, true])
    func types(form: Form, interlaced: Bool) throws {
        let drawing = drawing(form)
        let file = PNGFile.bytes(drawing, form.type, bits: form.bits, interlaced: interlaced)
        let picture = try PictureDecoder.decode(try EncodedPicture(file: file), pixelLimit: 1 << 20).picture
        #expect(picture.depth == (form.bits == 16 ? 16 : 8))
        let shift = UInt16(16 - picture.depth)
        #expect(
            picture.pixels
                == drawing.pixels.map { pixel in
                    [pixel.red, pixel.green, pixel.blue, pixel.alpha].map { $0 >> shift }
                })
    }

    @Test("A colour that is declared transparent is", arguments: [PNGFile.ColorType.gray, .rgb], [8, 16] as [UInt8])
    func transparentColor(type: PNGFile.ColorType, bits: UInt8) throws {
        let drawing = Drawing(width: 4, height: 3) { x, y in Drawing.Pixel(UInt8(x * 40), UInt8(x * 40), UInt8(x * 40))
        }
        let level: [UInt8] = bits == 16 ? [80, 80] : [0, 80]
        let clear = PNGFile.chunk("tRNS", type == .gray ? level : level + level + level)
        let file = PNGFile.bytes(drawing, type, bits: bits, chunks: [clear])
        let picture = try PictureDecoder.decode(try EncodedPicture(file: file), pixelLimit: 1 << 20).picture
        #expect(picture.hasAlpha)
        let opaque: UInt16 = bits == 16 ? 65535 : 255
        #expect(picture.pixels.map { $0[3] } == (0..<12).map { $0 % 4 == 2 ? 0 : opaque })
    }

    @Test("A grey of few levels that is declared transparent is", arguments: [1, 2, 4] as [UInt8], [false, true])
    func transparentGray(bits: UInt8, interlaced: Bool) throws {
        let most = 1 << Int(bits) - 1
        let drawing = Drawing(width: 21, height: 11) { x, y in
            let level = UInt16((x + y * 3) % (most + 1) * 65535 / most)
            return Drawing.Pixel(deep: level, level, level)
        }
        for key in 0...most {
            // Bits above those of the samples do not count.
            let clear = PNGFile.chunk("tRNS", [0xFF, UInt8(key | 0xFF & ~most)])
            let file = PNGFile.bytes(drawing, .gray, bits: bits, interlaced: interlaced, chunks: [clear])
            let picture = try PictureDecoder.decode(try EncodedPicture(file: file), pixelLimit: 1 << 20).picture
            #expect(
                picture.pixels
                    == drawing.pixels.map { pixel in
                        let level = UInt16(pixel.bytes[0])
                        return [level, level, level, Int(level) == key * 255 / most ? 0 : 255]
                    }, "level \(key)")
        }
    }

    @Test("The checksums of a transparent grey picture's header and transparency count", arguments: [29, 43])
    func checksums(place: Int) throws {
        let clear = PNGFile.chunk("tRNS", [0, 1])
        var file = PNGFile.bytes(.quarters(width: 8, height: 8), .gray, bits: 2, chunks: [clear])
        file[place] ^= 1
        #expect(throws: MediaError.malformed("its PNG data cannot be decoded")) { try EncodedPicture(file: file) }
    }

    @Test("A kind of PNG that the decoder does not know is refused by name")
    func unknown() throws {
        let encoded = try EncodedPicture(file: PNGFile.bytes(.quarters(width: 8, height: 8), .rgb, bits: 1))
        #expect(throws: MediaError.unsupported("it holds PNG data of a kind that is not decoded")) {
            try PictureDecoder.decode(encoded, pixelLimit: 1 << 20)
        }
    }
}

extension Picture {
    /// Red, green, blue and opacity of each stored pixel of a picture that is not in luma and chroma, at its own depth.
    var pixels: [[UInt16]] {
        let planes = samples
        let opaque: UInt16 = depth == 8 ? 255 : 65535
        return (0..<width * height).map { place in
            switch layout {
            case .packed(let components, let alpha, let alphaFirst):
                let row = place / width * (planes[0].count / height)
                var pixel = Array(planes[0][row + place % width * components..<row + (place % width + 1) * components])
                if alphaFirst { pixel.append(pixel.removeFirst()) }
                let opacity = alpha ? pixel.removeLast() : opaque
                return (pixel.count == 1 ? [pixel[0], pixel[0], pixel[0]] : pixel) + [opacity]
            case .planar(let components, _, _, let alpha):
                let colors = (0..<3).map { planes[components == 1 ? 0 : $0][place] }
                return colors + [alpha ? planes[components][place] : opaque]
            case .indexed(let palette):
                let color = palette[Int(planes[0][place])]
                return [16, 8, 0, 24].map { UInt16(color >> $0 & 255) }
            }
        }
    }
}
