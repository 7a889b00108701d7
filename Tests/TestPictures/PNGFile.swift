/// Writes PNG files (W3C PNG, third edition) without compression: every byte of them is the test's own.
package enum PNGFile {
    package enum ColorType: UInt8, CaseIterable, Sendable {
        case gray = 0
        case rgb = 2
        case indexed = 3
        case grayAlpha = 4
        case rgba = 6
    }

    /// What every PNG begins with.
    package static let signature: [UInt8] = [0x89] + Array("PNG\r\n\u{1A}\n".utf8)

    /// The signature, a header, these chunks and the pixels, then the end.
    ///
    /// - Parameters:
    ///   - bits: A sample: 1, 2, 4, 8 or 16, as the type allows.
    ///   - interlaced: By Adam7 (section 8).
    package static func bytes(
        _ drawing: Drawing, _ type: ColorType, bits: UInt8 = 8, interlaced: Bool = false, chunks: [[UInt8]] = []
    ) -> [UInt8] {
        let palette = type == .indexed ? colors(of: drawing) : []
        let indices = Dictionary(uniqueKeysWithValues: palette.enumerated().map { ($1.bytes, $0) })
        func samples(_ pixel: Drawing.Pixel) -> [UInt16] {
            switch type {
            case .gray: [pixel.red]
            case .rgb: [pixel.red, pixel.green, pixel.blue]
            case .grayAlpha: [pixel.red, pixel.alpha]
            case .rgba: [pixel.red, pixel.green, pixel.blue, pixel.alpha]
            case .indexed: [UInt16(indices[pixel.bytes] ?? 0) << (16 - UInt16(bits))]
            }
        }
        var rows: [UInt8] = []
        for pass in interlaced ? PNGPass.adam7 : [PNGPass.whole] {
            let columns = Array(stride(from: pass.x, to: drawing.width, by: pass.stepX))
            guard !columns.isEmpty else { continue }
            for y in stride(from: pass.y, to: drawing.height, by: pass.stepY) {
                rows.append(0)
                rows += packed(columns.flatMap { samples(drawing.pixels[y * drawing.width + $0]) }, bits)
            }
        }
        let header =
            bigEndian(drawing.width) + bigEndian(drawing.height) + [bits, type.rawValue, 0, 0, interlaced ? 1 : 0]
        var file = signature + chunk("IHDR", header)
        if type == .indexed {
            file += chunk("PLTE", palette.flatMap { $0.bytes.prefix(3) }) + chunk("tRNS", palette.map { $0.bytes[3] })
        }
        return file + chunks.flatMap(\.self) + chunk("IDAT", stored(rows)) + chunk("IEND", [])
    }

    /// The highest `bits` of each sample, one after the other, from the highest bit of each byte.
    private static func packed(_ samples: [UInt16], _ bits: UInt8) -> [UInt8] {
        guard bits < 8 else {
            return samples.flatMap { bits == 16 ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 >> 8)] }
        }
        let perByte = 8 / Int(bits)
        return stride(from: 0, to: samples.count, by: perByte).map { start in
            (0..<perByte).reduce(0) { byte, place in
                let sample = start + place < samples.count ? samples[start + place] : 0
                return byte << bits | UInt8(sample >> (16 - UInt16(bits)))
            }
        }
    }

    /// One chunk with its length and checksum.
    package static func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
        let content = Array(name.utf8) + body
        return bigEndian(body.count) + content + bigEndian(Int(crc(content)))
    }

    /// A chunk with an ICC profile (section 11.3.2.3).
    package static func profile(_ profile: [UInt8]) -> [UInt8] {
        chunk("iCCP", Array("profile\0\0".utf8) + stored(profile))
    }

    private static func colors(of drawing: Drawing) -> [Drawing.Pixel] {
        drawing.pixels.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// A zlib stream (RFC 1950) of stored blocks (RFC 1951, 3.2.4).
    package static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        var rest = bytes[...]
        repeat {
            let part = rest.prefix(65535)
            rest = rest.dropFirst(part.count)
            let (low, high) = (UInt8(part.count & 255), UInt8(part.count >> 8))
            stream += [rest.isEmpty ? 1 : 0, low, high, ~low, ~high] + part
        } while !rest.isEmpty
        var (a, b) = (1, 0)
        for byte in bytes {
            a = (a + Int(byte)) % 65521
            b = (b + a) % 65521
        }
        return stream + bigEndian(b << 16 | a)
    }

    private static let crcTable: [UInt32] = (0..<256).map { start in
        (0..<8).reduce(UInt32(start)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(0xFFFF_FFFF) { crcTable[Int(($0 ^ UInt32($1)) & 255)] ^ $0 >> 8 }
    }

    package static func bigEndian(_ number: Int) -> [UInt8] {
        (0..<4).reversed().map { UInt8(number >> (8 * $0) & 255) }
    }
}

/// Where a pass over the picture begins and how far its steps are.
private struct PNGPass {
    let x: Int
    let y: Int
    let stepX: Int
    let stepY: Int

    static let whole = PNGPass(x: 0, y: 0, stepX: 1, stepY: 1)
    static let adam7 = [
        PNGPass(x: 0, y: 0, stepX: 8, stepY: 8), PNGPass(x: 4, y: 0, stepX: 8, stepY: 8),
        PNGPass(x: 0, y: 4, stepX: 4, stepY: 8), PNGPass(x: 2, y: 0, stepX: 4, stepY: 4),
        PNGPass(x: 0, y: 2, stepX: 2, stepY: 4), PNGPass(x: 1, y: 0, stepX: 2, stepY: 2),
        PNGPass(x: 0, y: 1, stepX: 1, stepY: 2),
    ]
}
