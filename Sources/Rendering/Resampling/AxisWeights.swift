/// Of which samples of an image each sample of a view is made, along one axis.
///
/// Sample i is the sum of `taps` samples from `first[i]` on, weighed by `weights[i * taps]` and so forth, in 32768ths.
/// The weights of one sample sum to a half exactly, so that a level stays that level but for the rounding of each product,
/// and sums stay within 16 bits.
struct AxisWeights {
    let taps: Int
    let first: [Int32]
    let weights: [Int16]

    var count: Int { first.count }
    /// The samples of the image that are read at all.
    var reach: Range<Int> { Int(first.first ?? 0)..<Int(first.last ?? 0) + taps }

    private static let half = 16384.0

    /// - Parameters:
    ///   - start: Where the view begins in the image; sample j of the image covers j…j + 1.
    ///   - step: Samples of the image from one sample of the view to the next.
    ///   - siting: Where in its step a sample of the view stands, 0…1.
    ///   - count: Samples of the view.
    ///   - length: Samples of the image; beyond its ends the outermost go on.
    init(start: Double, step: Double, siting: Double = 0.5, count: Int, length: Int) {
        // Where the image shrinks, the filter grows with the step and takes in all that the step passes.
        let width = max(1, step)
        let reach = Spline36.reach * width
        let wanted = Int((2 * reach).rounded(.up))
        let taps = min(wanted, length)
        var firsts: [Int32] = []
        var all: [Int16] = []
        firsts.reserveCapacity(count)
        all.reserveCapacity(count * taps)
        var shares = Array(repeating: 0.0, count: taps)
        for index in 0..<count {
            let center = start + (Double(index) + siting) * step - 0.5
            let lowest = Int((center - reach).rounded(.up))
            let first = max(0, min(length - taps, lowest))
            for tap in 0..<taps { shares[tap] = 0 }
            var sum = 0.0
            for sample in lowest..<lowest + wanted {
                let share = Spline36.weight(at: abs(Double(sample) - center) / width)
                shares[max(0, min(length - 1, sample)) - first] += share
                sum += share
            }
            firsts.append(Int32(first))
            // What rounding takes from one weight goes to the next.
            var carry = 0.0
            for share in shares {
                let exact = share / sum * Self.half + carry
                // Rounds halves upwards, without the call that `rounded()` would be.
                let weight = Int(exact + Self.half + 0.5) - Int(Self.half)
                all.append(Int16(weight))
                carry = exact - Double(weight)
            }
        }
        self.taps = taps
        first = firsts
        weights = all
    }

    private init(taps: Int, first: [Int32], weights: [Int16]) {
        self.taps = taps
        self.first = first
        self.weights = weights
    }

    /// The same for an image of which the first samples are left out.
    func leavingOut(_ samples: Int) -> AxisWeights {
        AxisWeights(taps: taps, first: first.map { $0 - Int32(samples) }, weights: weights)
    }
}
