/// Weights of Catmull-Rom's cubic (E. Catmull and R. Rom, "A Class of Local Interpolating Splines", 1974) for 256 places
/// between two samples, in 16384ths; each four sum to one exactly.
enum CubicWeights {
    static let phases = 256

    /// Four a phase.
    static let all: [Int16] = (0..<phases).flatMap { phase in
        let t = Double(phase) / Double(phases)
        let exact = [
            ((-0.5 * t + 1) * t - 0.5) * t, (1.5 * t - 2.5) * t * t + 1, ((-1.5 * t + 2) * t + 0.5) * t,
            (0.5 * t - 0.5) * t * t,
        ]
        var weights = exact.map { Int16(($0 * 16384).rounded()) }
        // What rounding took or gave goes to the largest.
        weights[t < 0.5 ? 1 : 2] += 16384 - weights.reduce(0, +)
        return weights
    }

    /// The same, one a phase.
    static let vectors: [SIMD4<Int32>] = (0..<phases).map { (phase: Int) -> SIMD4<Int32> in
        var weights = SIMD4<Int32>()
        for tap in 0..<4 { weights[tap] = Int32(all[4 * phase + tap]) }
        return weights
    }
}
