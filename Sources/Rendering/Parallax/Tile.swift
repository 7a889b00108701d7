/// Samples of a frame whose nearness is found together.
struct Tile {
    let columns: Range<Int>
    let rows: Range<Int>

    /// Samples a side, save at the right and at the bottom.
    private static let side = 16
    /// The same of a part, where there is more to find out.
    static let partSide = 8

    /// All tiles of a plane of nearness, row by row.
    static func forEach(_ width: Int, _ height: Int, _ body: (Tile) -> Void) {
        for top in stride(from: 0, to: height, by: side) {
            for left in stride(from: 0, to: width, by: side) {
                body(Tile(columns: left..<min(width, left + side), rows: top..<min(height, top + side)))
            }
        }
    }

    /// Whether it has more than one part.
    var isLarge: Bool { max(columns.count, rows.count) > Self.partSide }

    /// Its quarters.
    func forEachPart(_ body: (Tile) -> Void) {
        let side = Self.partSide
        for top in stride(from: rows.lowerBound, to: rows.upperBound, by: side) {
            for left in stride(from: columns.lowerBound, to: columns.upperBound, by: side) {
                body(
                    Tile(
                        columns: left..<min(columns.upperBound, left + side),
                        rows: top..<min(rows.upperBound, top + side)))
            }
        }
    }
}

extension FrameMapping {
    /// All that a tile can be taken from, at such nearness.
    func reach(_ tile: Tile, _ nearness: (low: Float, high: Float)) -> (x: ClosedRange<Float>, y: ClosedRange<Float>) {
        (x.reach(tile.columns, nearness), y.reach(tile.rows, nearness))
    }

    /// Samples by which what is nearest shifts against what is farthest in a tile, at most.
    func shift(_ tile: Tile) -> Float { max(x.shift(tile.columns), y.shift(tile.rows)) }
}

extension AxisMapping {
    fileprivate func reach(_ samples: Range<Int>, _ nearness: (low: Float, high: Float)) -> ClosedRange<Float> {
        let (first, last) = (samples.lowerBound, samples.upperBound - 1)
        // Places grow along a row, whatever the nearness.
        return min(
            place(first, nearness.low), place(first, nearness.high))...max(
                place(last, nearness.low), place(last, nearness.high))
    }

    fileprivate func shift(_ samples: Range<Int>) -> Float {
        max(
            abs(depthStart + depthStep * Float(samples.lowerBound)),
            abs(depthStart + depthStep * Float(samples.upperBound - 1)))
    }
}
