/// Writes PNG files (W3C PNG, third edition) without compression: every byte of them is the test's own.
package enum PNGFile {
    package enum ColorType: UInt8, CaseIterable, Sendable {
        case gray = 0
        case rgb = 2
        case indexed = 3
        case grayAlpha = 4
        case rgba = 6
    }

    /// The signature, a header, these chunks and the pixels, then the end.
    package static func bytes(_ drawing: Drawing, _ type: ColorType, bits: UInt8 = 8, chunks: [[UInt8]] = []) -> [UInt8]
    {
        var rows: [UInt8] = []
        let palette = type == .indexed ? colors(of: drawing) : []
        for y in 0..<drawing.height {
            rows.append(0)
            for x in 0..<drawing.width {
                let pixel = drawing.pixels[y * drawing.width + x]
                switch type {
                case .gray: rows += samples([pixel.red], bits)
                case .rgb: rows += samples([pixel.red, pixel.green, pixel.blue], bits)
                case .grayAlpha: rows += samples([pixel.red, pixel.alpha], bits)
                case .rgba: rows += samples([pixel.red, pixel.green, pixel.blue, pixel.alpha], bits)
                case .indexed: rows.append(UInt8(palette.firstIndex(of: pixel) ?? 0))
                }
            }
        }
        let header = bigEndian(drawing.width) + bigEndian(drawing.height) + [bits, type.rawValue, 0, 0, 0]
        var file: [UInt8] = [0x89] + Array("PNG\r\n\u{1A}\n".utf8) + chunk("IHDR", header)
        if type == .indexed {
            file += chunk("PLTE", palette.flatMap { $0.bytes.prefix(3) }) + chunk("tRNS", palette.map { $0.bytes[3] })
        }
        return file + chunks.flatMap(\.self) + chunk("IDAT", stored(rows)) + chunk("IEND", [])
    }

    /// One chunk with its length and checksum.
    package static func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
        let content = Array(name.utf8) + body
        return bigEndian(body.count) + content + bigEndian(Int(crc(content)))
    }

    private static func colors(of drawing: Drawing) -> [Drawing.Pixel] {
        drawing.pixels.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private static func samples(_ values: [UInt16], _ bits: UInt8) -> [UInt8] {
        values.flatMap { bits == 16 ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 >> 8)] }
    }

    /// A zlib stream (RFC 1950) of stored blocks (RFC 1951, 3.2.4).
    private static func stored(_ bytes: [UInt8]) -> [UInt8] {
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
