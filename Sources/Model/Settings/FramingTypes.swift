import StrictJSON

extension ValueType where Value == Focus {
    static var focus: Self {
        let point = ValueType<Point>.shares(
            ["x", "y"], build: { Point(x: $0[0], y: $0[1]) }, write: { [$0.x, $0.y] })
        return ValueType.words([("auto", Focus.auto)]).or(
            point.mapped(to: { .point($0) }, from: { if case .point(let point) = $0 { point } else { nil } }))
    }
}

extension ValueType where Value == CropRectangle {
    /// The narrowest crop: a hundredth of the picture, beyond which nothing is left to see.
    private static let leastWidth = 0.01

    static var crop: Self {
        .shares(
            ["x", "y", "width"], rule: " with width at least 0.01 and x + width at most 1",
            build: { numbers in
                let (x, width) = (numbers[0], numbers[2])
                // Decimal fractions such as 0.7 + 0.3 may exceed 1 by a rounding error.
                guard width >= leastWidth, x + width <= 1 + 1e-9 else { return nil }
                return CropRectangle(x: x, y: numbers[1], width: min(width, 1 - x))
            },
            write: { [$0.x, $0.y, $0.width] })
    }
}

extension ValueType where Value == RGBColor {
    static var color: Self {
        .text(
            pattern: "^#[0-9a-fA-F]{6}$", allowed: "a colour such as \"#1a2b3c\"", parse: { RGBColor($0) },
            write: { $0.text })
    }
}

extension RGBColor {
    /// `#rrggbb` in hexadecimal; nil for anything else.
    package init?(_ text: String) {
        let digits = text.utf8.dropFirst().map { Character(Unicode.Scalar($0)).hexDigitValue }
        let values = digits.compactMap { $0.map(UInt8.init) }
        guard text.utf8.first == UInt8(ascii: "#"), digits.count == 6, values.count == 6 else { return nil }
        self.init(
            red: values[0] << 4 | values[1], green: values[2] << 4 | values[3], blue: values[4] << 4 | values[5])
    }

    /// The colour as the sidecar writes it, in small letters.
    package var text: String {
        "#"
            + [red, green, blue].map { channel in
                (channel < 16 ? "0" : "") + String(channel, radix: 16)
            }.joined()
    }
}
