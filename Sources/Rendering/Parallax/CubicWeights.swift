/// Weights of Catmull-Rom's cubic (E. Catmull and R. Rom, "A Class of Local Interpolating Splines", 1974) for 256 places
/// between two samples. Whole 32768ths below zero, the one sign with which sixteen bits have a whole, and by such steps that the
/// loops in C can work them out anew; each four sum to minus one exactly.
enum CubicWeights {
    static let phases = 256

    /// Four a phase.
    static let all: [SIMD4<Int16>] = (0..<phases).map { phase in
        let t = Int32(phase << 7)
        // t - t², and t² - t³.
        let bend = t - product(t, t)
        let late = product(bend, t)
        let (first, fourth) = ((bend - late) >> 1, late >> 1)
        let third = first - 2 * fourth - t
        return SIMD4(truncatingIfNeeded: SIMD4(first, t - 32768 - 2 * first + fourth, third, fourth))
    }

    /// The same, each four twice.
    static let doubled: [SIMD8<Int16>] = all.map { SIMD8(lowHalf: $0, highHalf: $0) }

    private static func product(_ one: Int32, _ other: Int32) -> Int32 { (one * other + 1 << 14) >> 15 }
}
