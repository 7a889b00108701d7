import Glibc

/// A small picture in CIE 1976 L*a*b*, whose distances are those that people see. Each of the three runs over about 0…1:
/// L*/100, (a* + 128)/255, (b* + 128)/255.
package struct LabPicture: Equatable, Sendable {
    package let lightness: Field
    package let a: Field
    package let b: Field

    package var width: Int { lightness.width }
    package var height: Int { lightness.height }
    /// Lightness, a and b.
    package var channels: [Field] { [lightness, a, b] }

    /// From sRGB (IEC 61966-2-1, white D65), each 0…1.
    package init(red: Field, green: Field, blue: Field) {
        var (lightness, a, b) = (red, red, red)
        for index in red.values.indices {
            let r = Self.linear.look(up: red.values[index])
            let g = Self.linear.look(up: green.values[index])
            let b0 = Self.linear.look(up: blue.values[index])
            let x = Self.root.look(up: (0.4124564 * r + 0.3575761 * g + 0.1804375 * b0) / 0.95047)
            let y = Self.root.look(up: 0.2126729 * r + 0.7151522 * g + 0.0721750 * b0)
            let z = Self.root.look(up: (0.0193339 * r + 0.1191920 * g + 0.9503041 * b0) / 1.08883)
            lightness.values[index] = 1.16 * y - 0.16
            a.values[index] = (500 * (x - y) + 128) / 255
            b.values[index] = (200 * (y - z) + 128) / 255
        }
        self.lightness = lightness
        self.a = a
        self.b = b
    }

    private static let linear = Curve { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
    /// The cube root with its straight part near black.
    private static let root = Curve { $0 > 216.0 / 24389 ? cbrt($0) : ($0 * 24389 / 27 + 16) / 116 }
}

/// A function over 0…1 as straight lines between its values at 1025 places: to a ten-thousandth for the two above, and
/// many times as fast.
private struct Curve: Sendable {
    private let values: [Float]

    init(_ function: (Double) -> Double) {
        values = (0...1025).map { Float(function(Double($0) / 1024)) }
    }

    func look(up place: Float) -> Float {
        let scaled = max(0, min(1, place)) * 1024
        let index = Int(scaled)
        return values[index] + (values[index + 1] - values[index]) * (scaled - Float(index))
    }
}
