package import Model

/// How frames become H.264: shape, pace and the trade of size against likeness.
package struct EncodingParameters: Equatable, Sendable {
    /// Pixels, even.
    package var width: Int
    package var height: Int
    package var frameRate: FrameRate
    package var quality: Quality
    /// x264's bytes depend on its thread count, so this is a setting and never the number of cores.
    package var threads: Int

    package init(width: Int, height: Int, frameRate: FrameRate, quality: Quality, threads: Int) {
        self.width = width
        self.height = height
        self.frameRate = frameRate
        self.quality = quality
        self.threads = threads
    }

    /// Options of FFmpeg's libx264 (`ffmpeg -h encoder=libx264`) for the quality.
    var options: [(name: String, value: String)] {
        switch quality {
        case .low: still(factor: 26)
        case .medium: still(factor: 20)
        case .high: still(factor: 17, refinement: Self.careful)
        case .crf(let factor): still(factor: factor)
        // Bit-exact H.264 exists in the profile High 4:4:4 Predictive alone.
        case .lossless: [("preset", "veryfast"), ("qp", "0"), ("profile", "high444")]
        }
    }

    /// Options of x264 itself that FFmpeg has no name for. Small changes are kept where they are smooth motion. Were looking
    /// ahead to have a thread of its own, it would hold ten frames more, 40 MB at 1080p, and be no faster.
    var encoderOptions: [(name: String, value: String)] {
        switch quality {
        case .low, .medium, .crf: [("deadzone-inter", "4"), ("sync-lookahead", "0")]
        case .high: [("deadzone-inter", "6"), ("sync-lookahead", "0")]
        case .lossless: []
        }
    }

    /// How a still picture that moves as one differs from what `veryfast` is made for, by the table of
    /// Scripts/benching/encoder-study.md. Nothing moves apart: inter blocks are not split, and a short search finds the motion.
    /// There are no cuts and no fades to look for, and the same number of B-frames is right everywhere. Texture keeps the
    /// bits by which slow moves stay smooth.
    private static let still = [
        ("partitions", "i4x4,i8x8"), ("sc_threshold", "0"), ("weightp", "none"), ("bf", "5"), ("b_strategy", "0"),
        ("aq-mode", "autovariance"), ("aq-strength", "0.8"),
    ]
    private static let quick = [("motion-est", "dia"), ("subq", "1")]
    private static let careful = [("motion-est", "hex"), ("subq", "5"), ("rc-lookahead", "40")]

    private func still(
        factor: Int, refinement: [(String, String)] = quick
    ) -> [(name: String, value: String)] {
        [("preset", "veryfast"), ("crf", String(factor)), ("profile", "high")] + Self.still + refinement
    }
}
