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
    private static func pushed(_ planes: [Field], _ weights: Field) -> (planes: [Field], weights: Field) {
        let (width, height) = ((weights.width + 1) / 2, (weights.height + 1) / 2)
        var sums = Field(width: width, height: height)
        var coarse = planes.map { _ in sums }
        for y in 0..<weights.height {
            for x in 0..<weights.width {
                let (from, to) = (y * weights.width + x, y / 2 * width + x / 2)
                let weight = weights.values[from]
                sums.values[to] += weight
                for plane in planes.indices { coarse[plane].values[to] += weight * planes[plane].values[from] }
            }
        }
        for index in sums.values.indices where sums.values[index] > 0 {
            for plane in coarse.indices { coarse[plane].values[index] /= sums.values[index] }
            sums.values[index] = min(1, sums.values[index])
        }
        return (coarse, sums)
    }
}
