import Depth

/// Whether a network behaves as one of its family: it is shown a drawn scene whose depth is plain.
///
/// What is wrong with the numbers is found for sure: none, the same everywhere, others each time. That near and far are the
/// wrong way round, or red and blue exchanged, is found where it shows in this scene; how good a network is, is not.
package enum SelfTest {
    /// - Returns: How long an answer takes, once there was one.
    /// - Throws: `InferenceError.unfit` with what is wrong.
    package static func check(_ network: borrowing DepthNetwork) throws(InferenceError) -> Duration {
        let (scene, nearness) = scene(width: network.width, height: network.height)
        let answer = try network.nearness(scene)
        let clock = ContinuousClock()
        let began = clock.now
        let again = try network.nearness(scene)
        let duration = clock.now - began
        guard again == answer else {
            throw .unfit("The model answers the same picture with other numbers each time.")
        }
        let (least, most) = (answer.values.min() ?? 0, answer.values.max() ?? 0)
        guard most - least > 1e-5 * max(abs(least), abs(most)) else {
            throw .unfit("The model answers every place of a picture with the same number.")
        }
        let straight = correlation(answer, nearness)
        let exchanged = correlation(try network.nearness([scene[2], scene[1], scene[0]]), nearness)
        guard exchanged - straight <= 0.3 else {
            throw .unfit(
                "The model takes red for blue: it tells the depth of a drawn scene better with the two exchanged.")
        }
        guard straight >= -0.3 else {
            throw .unfit(
                "The model has near and far the wrong way round: its numbers must grow with nearness, and those of models of "
                    + "distances in metres do not.")
        }
        return duration
    }

    /// Whether the network answers at all.
    ///
    /// - Throws: what `nearness` does.
    package static func ask(_ network: borrowing DepthNetwork) throws(InferenceError) {
        _ = try network.nearness(scene(width: network.width, height: network.height).colors)
    }

    /// A blue sky over a green and brown ground that comes nearer downwards, with a red box that stands on it.
    static func scene(width: Int, height: Int) -> (colors: [Field], nearness: Field) {
        func place(_ x: Int, _ y: Int) -> (x: Float, y: Float) {
            ((Float(x) + 0.5) / Float(width), (Float(y) + 0.5) / Float(height))
        }
        func isBox(_ x: Float, _ y: Float) -> Bool { (0.38..<0.66).contains(x) && (0.3..<0.85).contains(y) }
        func ground(_ y: Float) -> Float { (y - 0.42) / 0.58 }
        func color(_ sky: @escaping (Float) -> Float, _ box: Float, _ earth: @escaping (Float) -> Float) -> Field {
            Field(width: width, height: height) { column, row in
                let (x, y) = place(column, row)
                // Fine stripes, finer in the distance, as on a field.
                let stripes = 0.06 * (Int(24 / max(0.08, y - 0.38) + x * 9) % 2 == 0 ? 1 : -1) as Float
                if isBox(x, y) { return box * (0.75 + 0.35 * (x - 0.38)) }
                return y < 0.42 ? sky(y) : earth(ground(y)) + stripes
            }
        }
        let colors = [
            color({ 0.35 + 0.8 * $0 }, 0.85, { 0.35 + 0.15 * $0 }),
            color({ 0.55 + 0.7 * $0 }, 0.2, { 0.5 - 0.1 * $0 }),
            color({ 0.92 - 0.1 * $0 }, 0.15, { 0.3 - 0.15 * $0 }),
        ]
        let nearness = Field(width: width, height: height) { column, row in
            let (x, y) = place(column, row)
            return isBox(x, y) ? ground(0.85) : y < 0.42 ? 0 : ground(y)
        }
        return (colors, nearness)
    }

    /// Pearson's coefficient, −1…1.
    static func correlation(_ one: Field, _ other: Field) -> Double {
        let pairs = zip(one.values, other.values).map { (Double($0), Double($1)) }
        let count = Double(pairs.count)
        let (first, second) = (pairs.reduce(0) { $0 + $1.0 } / count, pairs.reduce(0) { $0 + $1.1 } / count)
        var (product, one, other) = (0.0, 0.0, 0.0)
        for pair in pairs {
            let (a, b) = (pair.0 - first, pair.1 - second)
            product += a * b
            one += a * a
            other += b * b
        }
        return product / max((one * other).squareRoot(), .leastNormalMagnitude)
    }
}
