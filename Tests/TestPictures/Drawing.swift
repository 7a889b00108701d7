package import Model

/// A picture that a test draws: red, green, blue and alpha of each pixel, 16 bits each.
package struct Drawing: Sendable {
    package struct Pixel: Equatable, Sendable {
        package var red: UInt16
        package var green: UInt16
        package var blue: UInt16
        package var alpha: UInt16

        /// From eight bits a channel, spread over sixteen.
        package init(_ red: UInt8, _ green: UInt8, _ blue: UInt8, alpha: UInt8 = 255) {
            self.red = UInt16(red) * 257
            self.green = UInt16(green) * 257
            self.blue = UInt16(blue) * 257
            self.alpha = UInt16(alpha) * 257
        }

        package init(_ color: RGBColor) { self.init(color.red, color.green, color.blue) }

        /// From sixteen bits a channel.
        package init(deep red: UInt16, _ green: UInt16, _ blue: UInt16, alpha: UInt16 = 65535) {
            self.red = red
            self.green = green
            self.blue = blue
            self.alpha = alpha
        }

        package var bytes: [UInt8] { [red, green, blue, alpha].map { UInt8($0 >> 8) } }
    }

    package let width: Int
    package let height: Int
    /// Row by row.
    package let pixels: [Pixel]

    package init(width: Int, height: Int, _ pixel: (_ x: Int, _ y: Int) -> Pixel) {
        self.width = width
        self.height = height
        pixels = (0..<width * height).map { pixel($0 % width, $0 / width) }
    }

    /// Equal fields in reading order, `across` a row.
    package static func patches(_ colors: [Pixel], across: Int, side: Int) -> Drawing {
        Drawing(width: across * side, height: (colors.count + across - 1) / across * side) { x, y in
            colors[min(colors.count - 1, y / side * across + x / side)]
        }
    }

    /// Four quarters: red, green, blue and white from the top left in reading order. No turn of it equals another.
    package static func quarters(width: Int, height: Int) -> Drawing {
        let colors = [Pixel(255, 0, 0), Pixel(0, 255, 0), Pixel(0, 0, 255), Pixel(255, 255, 255)]
        return Drawing(width: width, height: height) { x, y in
            colors[(y * 2 < height ? 0 : 2) + (x * 2 < width ? 0 : 1)]
        }
    }

    /// Waves of several lengths and directions: detail everywhere, none of it near the limit of sampling.
    package static func waves(width: Int, height: Int) -> Drawing {
        Drawing(width: width, height: height) { x, y in
            let levels = [(x * 7 + y * 3) % 256, (x * 2 + y * 11) % 512, (x * 5 + 700 - y * 4) % 384].map { level in
                UInt8(min(255, abs(level - 128) + 40))
            }
            return Pixel(levels[0], levels[1], levels[2])
        }
    }
}
