/// Colours by their distance from an edge, averaged, and the step that they make.
struct EdgeProfile {
    private static let reach = EdgeBand.reach
    /// Standard deviations of blurs that are looked for; the first is that of a sharp edge.
    private static let blurs: [Float] = [0, 0.7, 1, 1.4, 1.9, 2.4, 3]
    /// Places of the step that are looked for.
    private static let shifts: [Float] = [-2, -1, 0, 1, 2]
    /// The variance of a sharp edge's profile, as samples average and distances are whole.
    private static let ownVariance: Float = 0.17
    /// The least share of a profile's variance that an outline must explain.
    private static let leastExplained: Float = 0.85
    /// The least step between both sides, in 256ths of a code of eight bits.
    private static let leastContrast: Float = 6 * 256

    /// Where depth runs beside a sharp edge, now within and now beyond it, averages are soft and slopes are steep: the least
    /// part of the profile's blur that slopes must have.
    private static let leastOwn: Float = 0.7

    private var sums = Array(repeating: SIMD4<Float>.zero, count: 2 * reach)
    /// Sums of the slopes' second and fourth powers.
    private var slopes: (squares: Float, fourths: Float) = (0, 0)

    /// - Parameters:
    ///   - slope: The square of how much colours change from a sample to the next.
    ///   - distance: Samples from the edge, no farther than the band reaches.
    mutating func add(_ color: SIMD3<Float>, slope: Float, at distance: Float) {
        let bin = max(0, min(2 * Self.reach - 1, Int(distance + Float(Self.reach))))
        sums[bin] += SIMD4(color, 1)
        slopes.squares += slope
        slopes.fourths += slope * slope
    }

    /// The standard deviation of the blur of a step that has such slopes: of a Gaussian's, g, the root of the sum of g⁴ over
    /// that of g² is (8π²)^-¼ of the step over the deviation.
    private func ownBlur(_ contrast: Float) -> Float {
        slopes.fourths > 0 ? 0.3355 * contrast * (slopes.squares / slopes.fourths).squareRoot() : 0
    }

    /// A step of the profile.
    struct Outline {
        /// The standard deviation of its blur, in samples; 0 of a sharp one.
        let blur: Float
        /// Samples beyond the edge where it is half as high.
        let shift: Float
        /// How much the colours of both sides differ.
        let contrast: Float
    }

    /// The step that explains the profile best, sharper ones first; nil where none does.
    var outline: Outline? {
        let weights = sums.map { min($0.w, 16) }
        guard weights[..<Self.reach].count(where: { $0 >= 2 }) >= 2,
            weights[Self.reach...].count(where: { $0 >= 2 }) >= 4
        else { return nil }
        let total = weights.reduce(0, +)
        let means = sums.map { $0.w > 0 ? SIMD3($0.x, $0.y, $0.z) / $0.w : .zero }
        let mean = zip(means, weights).reduce(SIMD3<Float>.zero) { $0 + $1.0 * $1.1 } / total
        let parts = zip(means, weights).map { ($0 - mean) * $1 }
        let variance = zip(means, weights).reduce(Float(0)) { sum, bin in
            let part = bin.0 - mean
            return sum + bin.1 * (part * part).sum()
        }
        /// What is left when a curve is taken out, and how high the curve is.
        func fit(_ curve: [Float]) -> (rest: Float, step: SIMD3<Float>) {
            var (sum, squares, product) = (Float(0), Float(0), SIMD3<Float>.zero)
            for bin in curve.indices {
                sum += weights[bin] * curve[bin]
                squares += weights[bin] * curve[bin] * curve[bin]
                product += parts[bin] * curve[bin]
            }
            let spread = squares - sum * sum / total
            guard spread > 1e-3 else { return (variance, .zero) }
            return (variance - (product * product).sum() / spread, product / spread)
        }
        let fits = Self.curves.map { ($0, fit($0.values)) }
        guard let best = fits.map(\.1.rest).min(), best < (1 - Self.leastExplained) * variance,
            best < fit(Self.line).rest,
            let chosen = Self.blurs.lazy.compactMap({ blur in
                fits.filter { $0.0.blur == blur }.min { $0.1.rest < $1.1.rest }
            }).first(where: { $0.1.rest <= 1.25 * best + 0.004 * variance })
        else { return nil }
        let contrast = (chosen.1.step * chosen.1.step).sum().squareRoot()
        guard contrast >= Self.leastContrast else { return nil }
        let isSoft = ownBlur(contrast) >= Self.leastOwn * chosen.0.blur
        return Outline(blur: isSoft ? chosen.0.blur : 0, shift: chosen.0.shift, contrast: contrast)
    }

    private struct Curve {
        let blur: Float
        let shift: Float
        let values: [Float]
    }

    private static let bins = (0..<2 * reach).map { Float($0 - reach) + 0.5 }
    private static let line = bins
    private static let curves = blurs.flatMap { blur in
        shifts.map { shift in
            let spread = (blur * blur + ownVariance).squareRoot()
            return Curve(blur: blur, shift: shift, values: bins.map { OutlineShare.at(($0 - shift) / spread) })
        }
    }
}

/// What share of the colours at a blurred outline is that of what lies within.
enum OutlineShare {
    /// Standard deviations of the blur beyond which there is nothing of it.
    static let end: Float = 2.35

    /// Nearly a Gaussian's integral, by a polynomial as steep in the middle.
    ///
    /// - Parameter place: Standard deviations outwards from the middle.
    static func at(_ place: Float) -> Float {
        let t = max(0, min(1, (end - place) / (2 * end)))
        return t * t * t * (t * (6 * t - 15) + 10)
    }
}
