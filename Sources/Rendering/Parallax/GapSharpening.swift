import Depth

/// Makes steps in depth as narrow as one sample, where resizing or a depth file's own softness has spread them: what lies
/// between near and far becomes one of both. Slopes stay.
enum GapSharpening {
    /// Samples each way in which a step must be over.
    private static let reach = 3

    static func apply(to depth: Field, gap: Float) -> Field {
        let (low, high) = (depth.lowest(reach: reach), depth.highest(reach: reach))
        let (lower, higher) = (low.lowest(reach: reach), high.highest(reach: reach))
        var result = depth
        for index in depth.values.indices {
            let (low, high) = (low.values[index], high.values[index])
            // A slope goes on beyond; a step does not.
            guard high - low > 2 * gap, higher.values[index] - lower.values[index] < 1.4 * (high - low) else {
                continue
            }
            result.values[index] = depth.values[index] > (low + high) / 2 ? high : low
        }
        return result
    }
}
