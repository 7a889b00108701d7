import Depth

extension Field {
    /// The highest value within some samples each way.
    func highest(reach: Int) -> Field { extreme(reach) { $0 < $1 ? $1 : $0 } }

    /// The lowest value within some samples each way.
    func lowest(reach: Int) -> Field { extreme(reach) { $1 < $0 ? $1 : $0 } }

    /// Rows first, one above the other, then along them; beyond the border there is nothing.
    @inline(__always)
    private func extreme(_ reach: Int, _ pick: (Float, Float) -> Float) -> Field {
        var result = self
        var line = Array(repeating: Float(0), count: width)
        let source = values.span
        var target = result.values.mutableSpan
        for y in 0..<height {
            var picked = line.mutableSpan
            for x in 0..<width { picked[x] = source[y * width + x] }
            for row in max(0, y - reach)...min(height - 1, y + reach) where row != y {
                let start = row * width
                // All places are within the row.
                for x in 0..<width {
                    unsafe picked[unchecked: x] = pick(picked[unchecked: x], source[unchecked: start &+ x])
                }
            }
            let start = y * width
            for x in 0..<width { target[start + x] = picked[x] }
            for step in 1..<max(1, min(reach + 1, width)) {
                // As above.
                for x in step..<width {
                    unsafe target[unchecked: start &+ x] = pick(
                        target[unchecked: start &+ x], picked[unchecked: x &- step])
                }
                for x in 0..<width - step {
                    unsafe target[unchecked: start &+ x] = pick(
                        target[unchecked: start &+ x], picked[unchecked: x &+ step])
                }
            }
        }
        return result
    }

    /// Blurred by the binomial weights 1 4 6 4 1 each way: nearly a Gaussian of one sample. The outermost go on.
    var softened: Field {
        var across = self
        for y in 0..<height {
            let start = y * width
            for x in 0..<width {
                func at(_ step: Int) -> Float { values[start + max(0, min(width - 1, x + step))] }
                across.values[start + x] = Self.binomial(at(-2), at(-1), at(0), at(1), at(2))
            }
        }
        var result = self
        for y in 0..<height {
            func row(_ step: Int) -> Int { max(0, min(height - 1, y + step)) * width }
            let (a, b, c, d, e) = (row(-2), row(-1), row(0), row(1), row(2))
            for x in 0..<width {
                result.values[c + x] = Self.binomial(
                    across.values[a + x], across.values[b + x], across.values[c + x], across.values[d + x],
                    across.values[e + x])
            }
        }
        return result
    }

    @inline(__always)
    private static func binomial(_ a: Float, _ b: Float, _ c: Float, _ d: Float, _ e: Float) -> Float {
        (a + e + 4 * (b + d) + 6 * c) * (1.0 / 16)
    }

    /// The field between its samples, by straight lines; the outermost go on.
    func between(_ x: Float, _ y: Float) -> Float {
        let (placeX, placeY) = (max(0, min(Float(width - 1), x)), max(0, min(Float(height - 1), y)))
        let (column, row) = (Int(placeX), Int(placeY))
        let (right, below) = (min(width - 1, column + 1), min(height - 1, row + 1))
        let (across, down) = (placeX - Float(column), placeY - Float(row))
        let (first, second) = (row * width, below * width)
        let upper = values[first + column] + (values[first + right] - values[first + column]) * across
        let lower = values[second + column] + (values[second + right] - values[second + column]) * across
        return upper + (lower - upper) * down
    }

    /// Calls for the places left, right, above and below, as far as there are any.
    @inline(__always)
    func forEachNeighbor(of index: Int, _ body: (Int) -> Void) {
        let x = index % width
        if x > 0 { body(index - 1) }
        if x < width - 1 { body(index + 1) }
        if index >= width { body(index - width) }
        if index + width < values.count { body(index + width) }
    }
}
