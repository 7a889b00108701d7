import Pixels

/// Where a resampled view spends its time. All samples are 16 bits with a sign unless they are called bytes.
protocol ResamplingLoops {
    /// Puts weighted sums of a plane's lines into lines 0… of `out`: of every line the samples from `place` on.
    ///
    /// - Parameters:
    ///   - place: A multiple of 16.
    ///   - lines: Which of the weights' samples are wanted.
    ///   - length: Samples a line, a multiple of 16.
    static func weigh(
        _ source: borrowing PixelBuffer, plane: Int, from place: Int, _ weights: AxisWeights, lines: Range<Int>,
        into out: inout PixelBuffer, length: Int)

    /// Puts weighted sums of the source's lines into a plane of bytes, a 64th of them, rounded, with 0 at 128.
    ///
    /// - Parameters:
    ///   - place: Where in the plane's lines they begin, a multiple of 32.
    ///   - length: Samples a line, a multiple of 32.
    static func weighToBytes(
        _ source: borrowing PixelBuffer, _ weights: AxisWeights, into out: inout PixelBuffer, plane: Int,
        from place: Int, length: Int)

    /// Turns lines, a multiple of 8 of them, each of a multiple of 16 samples, into columns.
    static func transpose(_ source: borrowing PixelBuffer, into out: inout PixelBuffer)
}
