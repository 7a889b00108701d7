import Foundation

/// Writes ICC profiles (ICC.1:2010 for version 2, ICC.1:2022 for version 4) from the numbers that define a colour space.
package enum ICCProfile {
    package enum Curve: Sendable {
        /// A power, as `curv` with one entry.
        case gamma(Double)
        /// That of sRGB (IEC 61966-2-1), as a parametric curve, which only version 4 has.
        case sRGB
    }

    /// For red, green and blue by primaries and a D65 white.
    ///
    /// - Parameter description: What it calls itself (multiLocalizedUnicodeType, which only version 4 has).
    package static func rgb(
        _ space: ColorSpace, _ curve: Curve, version: UInt8, description: String? = nil
    ) -> [UInt8] {
        let name = description.map { [("desc", text($0))] } ?? []
        let columns = space.matrixToD50
        return profile(
            kind: "mntr", space: "RGB ", connection: "XYZ ", version: version,
            tags: [
                ("wtpt", xyz(ColorSpace.d50)), ("rXYZ", xyz(columns.map { $0[0] })),
                ("gXYZ", xyz(columns.map { $0[1] })),
                ("bXYZ", xyz(columns.map { $0[2] })), ("rTRC", data(curve)), ("gTRC", data(curve)),
                ("bTRC", data(curve)),
            ] + name)
    }

    private static func text(_ words: String) -> [UInt8] {
        let letters = words.utf16.flatMap { number(Int($0), 2) }
        return Array("mluc".utf8) + number(0, 4) + number(1, 4) + number(12, 4) + Array("enUS".utf8)
            + number(letters.count, 4) + number(28, 4) + letters
    }

    package static func gray(_ curve: Curve, version: UInt8) -> [UInt8] {
        profile(
            kind: "mntr", space: "GRAY", connection: "XYZ ", version: version,
            tags: [("wtpt", xyz(ColorSpace.d50)), ("kTRC", data(curve))])
    }

    /// For four inks, by the CIELAB colour of each of the 16 ways to print each of them wholly or not at all, cyan counting
    /// eight, magenta four, yellow two and black one; between them colours are interpolated.
    package static func inks(_ colors: [[Double]], version: UInt8) -> [UInt8] {
        // lut16Type (10.10): channels, grid of two, unit matrix, curves of two entries, table. CIELAB as in table 42.
        let lab = colors.flatMap { color in
            number(Int((color[0] * 652.8).rounded()), 2)
                + color.dropFirst().flatMap { number(Int((($0 + 128) * 256).rounded()), 2) }
        }
        let unit = [1, 0, 0, 0, 1, 0, 0, 0, 1].flatMap { fixed(Double($0)) }
        let straight = number(0, 2) + number(65535, 2)
        let table =
            Array("mft2".utf8) + number(0, 4) + [4, 3, 2, 0] + unit + number(2, 2) + number(2, 2)
            + Array(repeating: straight, count: 4).flatMap(\.self) + lab
            + Array(repeating: straight, count: 3).flatMap(\.self)
        return profile(
            kind: "prtr", space: "CMYK", connection: "Lab ", version: version,
            tags: [("wtpt", xyz(ColorSpace.d50)), ("A2B0", table), ("A2B1", table), ("A2B2", table)])
    }

    private static func profile(
        kind: String, space: String, connection: String, version: UInt8, tags: [(name: String, data: [UInt8])]
    ) -> [UInt8] {
        var directory = number(tags.count, 4)
        var body: [UInt8] = []
        let start = 128 + 4 + tags.count * 12
        for tag in tags {
            directory += Array(tag.name.utf8) + number(start + body.count, 4) + number(tag.data.count, 4)
            body += tag.data + Array(repeating: 0, count: (4 - tag.data.count % 4) % 4)
        }
        let header =
            number(start + body.count, 4) + number(0, 4) + [version, 0, 0, 0] + Array((kind + space + connection).utf8)
            + [2026, 1, 1, 0, 0, 0].flatMap { number($0, 2) } + Array("acsp".utf8) + Array(repeating: 0, count: 24)
            // Relative colorimetric, the illuminant of the connection space, and nothing to the header's end.
            + number(1, 4) + ColorSpace.d50.flatMap { fixed($0) } + Array(repeating: 0, count: 48)
        return header + directory + body
    }

    private static func xyz(_ values: [Double]) -> [UInt8] {
        Array("XYZ ".utf8) + number(0, 4) + values.flatMap { fixed($0) }
    }

    private static func data(_ curve: Curve) -> [UInt8] {
        switch curve {
        case .gamma(let power):
            Array("curv".utf8) + number(0, 4) + number(1, 4) + number(Int((power * 256).rounded()), 2)
        case .sRGB:
            Array("para".utf8) + number(0, 4) + number(3, 2) + number(0, 2)
                + [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045].flatMap { fixed($0) }
        }
    }

    /// s15Fixed16Number.
    private static func fixed(_ value: Double) -> [UInt8] { number(Int((value * 65536).rounded()), 4) }

    private static func number(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}
