import Depth

/// The lowest and highest numbers of each square of a plane.
struct FieldBounds: Sendable {
    /// Samples a side of a square, as a power of two: there are more questions than time for dividing.
    private let shift: Int
    private let columns: Int
    private let rows: Int
    /// The lowest of each square and the highest, the sign of which is turned: what bounds several is the lesser of each.
    private let squares: [SIMD2<Float>]

    /// - Parameters:
    ///   - side: Samples a side of a square: a power of two.
    ///   - absent: What stands where there is nothing to meet.
    init(_ field: Field, side: Int, absent: Float? = nil) {
        shift = side.trailingZeroBitCount
        columns = (field.width + side - 1) / side
        rows = (field.height + side - 1) / side
        var squares = Array(repeating: SIMD2<Float>(repeating: .infinity), count: columns * rows)
        for y in 0..<field.height {
            for x in 0..<field.width where field[x, y] != absent {
                let square = y / side * columns + x / side
                squares[square] = Self.lesser(squares[square], SIMD2(field[x, y], -field[x, y]))
            }
        }
        self.squares = squares
    }

    @inline(__always)
    private static func lesser(_ one: SIMD2<Float>, _ other: SIMD2<Float>) -> SIMD2<Float> {
        one.replacing(with: other, where: other .< one)
    }

    /// The bounds over a rectangle of samples, which may reach beyond the plane; low is above high where nothing is.
    func range(x: ClosedRange<Float>, y: ClosedRange<Float>) -> (low: Float, high: Float) {
        let (across, down) = (touched(x, columns), touched(y, rows))
        let squares = self.squares.span
        var result = SIMD2<Float>(repeating: .infinity)
        for row in down.first...down.last {
            let start = row * columns
            for square in start + across.first...start + across.last { result = Self.lesser(result, squares[square]) }
        }
        return (result.x, -result.y)
    }

    /// The squares that hold what lies between such samples.
    @inline(__always)
    private func touched(_ range: ClosedRange<Float>, _ count: Int) -> (first: Int, last: Int) {
        let first = max(0, min(count - 1, Int(range.lowerBound - 1) >> shift))
        return (first, max(first, min(count - 1, Int(range.upperBound + 2) >> shift)))
    }
}

/// The lowest and highest nearness all over a layer, so that rays begin and end their march where there is something to meet.
struct LayerBounds: Sendable {
    /// For a first look, over all that a tile might meet.
    private let coarse: FieldBounds
    private let fine: FieldBounds

    /// - Parameter absent: What stands where there is nothing to meet.
    init(_ field: Field, absent: Float? = nil) {
        coarse = FieldBounds(field, side: 16, absent: absent)
        fine = FieldBounds(field, side: 4, absent: absent)
    }

    /// What nearness a tile can meet; nil for none. What it can meet says where it looks, and so what it can meet there.
    func range(
        _ mapping: FrameMapping, _ tile: Tile, within around: (low: Float, high: Float)
    ) -> (low: Float, high: Float)? {
        var range = around
        for look in 0..<3 {
            let reach = mapping.reach(tile, range)
            let next = (look == 0 && tile.isLarge ? coarse : fine).range(x: reach.x, y: reach.y)
            guard next.low <= next.high else { return nil }
            if next == range { break }
            range = next
        }
        return range
    }
}
