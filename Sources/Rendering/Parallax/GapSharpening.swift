import Depth

/// Makes steps in depth as narrow as one sample, where resizing or a depth file's own softness has spread them: what lies
/// between near and far becomes one of both. Slopes stay.
enum GapSharpening {
    /// Samples each way in which a step must be over.
    private static let reach = 3

    static func apply(to depth: Field, gap: Float) -> Field {
        let near = depth.extremes(reach: reach)
        let wide = depth.extremes(reach: 2 * reach)
        var result = depth
        for index in depth.values.indices {
            let (low, high) = (near.low.values[index], near.high.values[index])
            // A slope goes on beyond; a step does not.
            guard high - low > 2 * gap, wide.high.values[index] - wide.low.values[index] < 1.4 * (high - low) else {
                continue
            }
            result.values[index] = depth.values[index] > (low + high) / 2 ? high : low
        }
        return result
    }
}

extension Field {
    /// The lowest and highest value within some samples each way, both ways apart.
    func extremes(reach: Int) -> (low: Field, high: Field) {
        (extreme(reach, min), extreme(reach, max))
    }

    private func extreme(_ reach: Int, _ pick: (Float, Float) -> Float) -> Field {
        var across = self
        for y in 0..<height {
            for x in 0..<width {
                var value = values[y * width + x]
                for column in max(0, x - reach)...min(width - 1, x + reach) {
                    value = pick(value, values[y * width + column])
                }
                across.values[y * width + x] = value
            }
        }
        var result = across
        for y in 0..<height {
            for row in max(0, y - reach)...min(height - 1, y + reach) where row != y {
                for x in 0..<width {
                    result.values[y * width + x] = pick(result.values[y * width + x], across.values[row * width + x])
                }
            }
        }
        return result
    }
}
