/// A small picture for people to look at: red, green, blue and opacity of each pixel, eight bits each, sRGB.
package struct ColorImage: Equatable, Sendable {
    package typealias Color = SIMD4<UInt8>

    package let width: Int
    package let height: Int
    /// Row by row.
    package var pixels: [Color]

    /// - Parameter color: Of a column and a row.
    package init(width: Int, height: Int, _ color: (Int, Int) -> Color) {
        self.width = width
        self.height = height
        pixels = (0..<width * height).map { color($0 % width, $0 / width) }
    }

    package subscript(x: Int, y: Int) -> Color {
        get { pixels[y * width + x] }
        set { pixels[y * width + x] = newValue }
    }

    /// Draws a square of `size` pixels around a place, as much of it as lies within.
    package mutating func dot(_ x: Double, _ y: Double, size: Int, _ color: Color) {
        let (left, top) = (Int(x.rounded(.down)) - (size - 1) / 2, Int(y.rounded(.down)) - (size - 1) / 2)
        for row in top..<top + size where (0..<height).contains(row) {
            for column in left..<left + size where (0..<width).contains(column) { self[column, row] = color }
        }
    }

    /// Draws a straight line.
    package mutating func line(
        from start: (x: Double, y: Double), to end: (x: Double, y: Double), size: Int, _ color: Color
    ) {
        let steps = max(1, Int(max(abs(end.x - start.x), abs(end.y - start.y)).rounded(.up)))
        for step in 0...steps {
            let share = Double(step) / Double(steps)
            dot(start.x + (end.x - start.x) * share, start.y + (end.y - start.y) * share, size: size, color)
        }
    }
}
