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

    /// x264's options (`x264 --fullhelp`) for the quality.
    var options: [(name: String, value: String)] {
        switch quality {
        case .low: [("preset", "veryfast"), ("crf", "26"), ("profile", "high")]
        case .medium: [("preset", "veryfast"), ("crf", "20"), ("profile", "high")]
        case .high: [("preset", "medium"), ("crf", "17"), ("profile", "high")]
        case .crf(let factor): [("preset", "veryfast"), ("crf", String(factor)), ("profile", "high")]
        // Bit-exact H.264 exists in the profile High 4:4:4 Predictive alone.
        case .lossless: [("preset", "veryfast"), ("qp", "0"), ("profile", "high444")]
        }
    }
}
