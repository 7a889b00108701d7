import Depth

/// Fills holes of a plane from what surrounds them: S. Gortler, R. Grzeszczuk, R. Szeliski and M. Cohen, "The Lumigraph",
/// SIGGRAPH 1996, section 3.5. What is known is averaged into ever coarser planes, and holes take from the finest that knows
/// anything.
enum PushPull {
    /// - Parameters:
    ///   - planes: Of the same size; filled where `weights` is 0.
    ///   - weights: How well each place is known, 0…1.
    static func fill(_ planes: [Field], weights: Field) -> [Field] {
        guard weights.width > 1 || weights.height > 1 else { return planes }
        let coarse = pushed(planes, weights)
        let filled = fill(coarse.planes, weights: coarse.weights)
        return zip(planes, filled).map { fine, coarse in
            let spread = coarse.resized(width: fine.width, height: fine.height)
            var result = fine
            for index in result.values.indices {
                let known = weights.values[index]
                result.values[index] = known * fine.values[index] + (1 - known) * spread.values[index]
            }
            return result
        }
    }

    /// Averages of two by two places, by what is known of them.
    static func pushed(_ planes: [Field], _ weights: Field) -> (planes: [Field], weights: Field) {
        var sums = quartered(weights) { weight, _ in weight }
        let coarse = planes.map { plane in
            var sum = quartered(weights, plane) { weight, value in weight * value }
            for index in sum.values.indices where sums.values[index] > 0 { sum.values[index] /= sums.values[index] }
            return sum
        }
        for index in sums.values.indices { sums.values[index] = min(1, sums.values[index]) }
        return (coarse, sums)
    }

    /// What is made of each two by two places, summed.
    @inline(__always)
    private static func quartered(_ one: Field, _ other: Field? = nil, _ make: (Float, Float) -> Float) -> Field {
        var sums = Field(width: (one.width + 1) / 2, height: (one.height + 1) / 2)
        let (width, half) = (one.width, sums.width)
        let pair = other ?? one
        let (first, second) = (one.values.span, pair.values.span)
        var target = sums.values.mutableSpan
        for y in 0..<one.height {
            let (from, to) = (y * width, y / 2 * half)
            for x in 0..<width / 2 {
                let place = from + 2 * x
                target[to + x] += make(first[place], second[place]) + make(first[place + 1], second[place + 1])
            }
            guard width % 2 == 1 else { continue }
            target[to + half - 1] += make(first[from + width - 1], second[from + width - 1])
        }
        return sums
    }
}
