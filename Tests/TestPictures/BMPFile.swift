/// Writes BMP files without compression (Microsoft, *Bitmap Storage*).
package enum BMPFile {
    /// - Parameters:
    ///   - bits: A pixel: 1, 4 or 8 of a palette, 16 as five for each colour, 24 or 32.
    ///   - topDown: The first row first, which a negative height says.
    package static func bytes(_ drawing: Drawing, bits: Int, topDown: Bool = false) -> [UInt8] {
        let colors = drawing.pixels.reduce(into: [Drawing.Pixel]()) { if !$0.contains($1) { $0.append($1) } }
        let palette = bits <= 8 ? colors : []
        func number(_ value: Int, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        func code(_ pixel: Drawing.Pixel) -> Int {
            let (red, green, blue) = (Int(pixel.bytes[0]), Int(pixel.bytes[1]), Int(pixel.bytes[2]))
            return switch bits {
            case 16: (red >> 3) << 10 | (green >> 3) << 5 | blue >> 3
            case 24, 32: red << 16 | green << 8 | blue
            default: palette.firstIndex(of: pixel) ?? 0
            }
        }
        let rows = (0..<drawing.height).map { y -> [UInt8] in
            let codes = (0..<drawing.width).map { code(drawing.pixels[y * drawing.width + $0]) }
            var row = codes.flatMap { number($0, bits / 8) }
            if bits < 8 {
                row = stride(from: 0, to: codes.count, by: 8 / bits).map { start in
                    (0..<8 / bits).reduce(UInt8(0)) { byte, place in
                        byte << UInt8(bits) | UInt8(start + place < codes.count ? codes[start + place] : 0)
                    }
                }
            }
            return row + Array(repeating: 0, count: (4 - row.count % 4) % 4)
        }
        let pixels = (topDown ? rows : rows.reversed()).flatMap(\.self)
        let start = 14 + 40 + palette.count * 4
        let info =
            number(40, 4) + number(drawing.width, 4) + number(topDown ? -drawing.height : drawing.height, 4)
            + number(1, 2) + number(bits, 2) + number(0, 4) + number(pixels.count, 4) + number(0, 8)
            + number(palette.count, 4) + number(0, 4)
        return Array("BM".utf8) + number(start + pixels.count, 4) + number(0, 4) + number(start, 4) + info
            + palette.flatMap { [$0.bytes[2], $0.bytes[1], $0.bytes[0], 0] } + pixels
    }
}
