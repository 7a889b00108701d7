/// Weights of Catmull-Rom's cubic (E. Catmull and R. Rom, "A Class of Local Interpolating Splines", 1974) for 256 places
/// between two samples. Whole 16384ths, as sixteen bits have them, so that the loops in C can work them out anew; each four
/// sum to one exactly.
enum CubicWeights {
    static let phases = 256

    /// Four a phase.
    static let all: [SIMD4<Int16>] = (0..<phases).map { phase in
        // 32768ths.
        let t = Int32(phase << 7)
        let square = product(t, t)
        let cube = product(square, t)
        let first = (square - (cube + t + 1) >> 1) >> 1
        let third = t >> 2 + square - cube >> 1 - cube >> 2
        let fourth = (cube - square) >> 2
        return SIMD4(truncatingIfNeeded: SIMD4(first, 16384 - first - third - fourth, third, fourth))
    }

    /// The same, each four twice.
    static let doubled: [SIMD8<Int16>] = all.map { SIMD8(lowHalf: $0, highHalf: $0) }

    private static func product(_ one: Int32, _ other: Int32) -> Int32 { (one * other + 1 << 14) >> 15 }
}
