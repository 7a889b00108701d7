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

    /// How a still picture that moves as one differs from what `veryfast` is made for. Inter blocks are not split, for nothing
    /// moves apart, and motion is refined one step less; that is a third of the time. Weaker adaptive quantisation leaves
    /// texture the bits by which slow moves stay smooth. Against plain `veryfast` at the same SSIM: 10 % fewer and 1 % more
    /// bytes on two photographs, 28 % more on a painting scanned sharp to the pixel.
    private static let stillPicture = [("partitions", "i4x4,i8x8"), ("subq", "1"), ("aq-strength", "0.6")]

    /// Options of FFmpeg's libx264 (`ffmpeg -h encoder=libx264`) for the quality.
    var options: [(name: String, value: String)] {
        switch quality {
        case .low: fast(factor: 26)
        case .medium: fast(factor: 20)
        case .high: [("preset", "medium"), ("crf", "17"), ("profile", "high")]
        case .crf(let factor): fast(factor: factor)
        // Bit-exact H.264 exists in the profile High 4:4:4 Predictive alone.
        case .lossless: [("preset", "veryfast"), ("qp", "0"), ("profile", "high444")]
        }
    }

    private func fast(factor: Int) -> [(name: String, value: String)] {
        [("preset", "veryfast"), ("crf", String(factor)), ("profile", "high")] + Self.stillPicture
    }
}
