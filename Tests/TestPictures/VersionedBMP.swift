/// Writes BMP files of 32 bits a pixel, bottom row first, with a second header of any of Microsoft's versions.
package struct VersionedBMP: Sendable {
    /// Bytes of the second header: 40, 52, 56, 108 or 124.
    package var length: Int
    /// Of red, green, blue and opacity; nil for a header that states none, with opacity in the byte that means nothing.
    package var masks: [Int]?
    /// The name of the kind of colour space, as it stands in the file.
    package var space = "BGRs"
    /// Behind the pixels.
    package var profile: [UInt8] = []
    /// Between header and pixels.
    package var gap: [UInt8] = []

    package init(length: Int, masks: [Int]? = nil) {
        self.length = length
        self.masks = masks
    }

    package func bytes(_ drawing: Drawing) -> [UInt8] {
        let places = masks ?? [0xFF0000, 0xFF00, 0xFF, 0xFF00_0000]
        let pixels = (0..<drawing.height).reversed().flatMap { y in
            drawing.pixels[y * drawing.width..<(y + 1) * drawing.width].flatMap { pixel in
                number(zip(pixel.bytes, places).reduce(0) { $0 | Int($1.0) << $1.1.trailingZeroBitCount & $1.1 })
            }
        }
        var header =
            number(length) + number(drawing.width) + number(drawing.height) + number(32 << 16 | 1)
            + number(masks == nil ? 0 : 3) + [0, 0, 0, 0] + Array(repeating: 0, count: 16)
        header += (masks ?? [0, 0, 0, 0]).prefix(length >= 56 ? 4 : length == 40 && masks == nil ? 0 : 3)
            .flatMap { number($0) }
        if length >= 108 { header += Array(space.utf8) + Array(repeating: 0, count: 48) }
        if length == 124 {
            header += number(0) + number(124 + gap.count + pixels.count) + number(profile.count) + number(0)
        }
        let start = 14 + header.count + gap.count
        return Array("BM".utf8) + number(start + pixels.count + profile.count) + number(0) + number(start) + header
            + gap
            + pixels + profile
    }

    private func number(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
}
