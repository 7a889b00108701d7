/// Width to height of the video.
package enum AspectRatio: Equatable, Sendable {
    /// The upright picture's own shape.
    case source
    /// Whole numbers, at least 1 each.
    case ratio(width: Int, height: Int)
}

/// How large the video is.
package enum Resolution: Equatable, Sendable {
    /// The short side in pixels: 360, 540, 720, 1080, 1440 or 2160; the long side follows from the aspect ratio.
    case shortSide(Int)
    /// Both sides in pixels, even, 16…7680; the aspect ratio is then theirs.
    case exact(width: Int, height: Int)
}

/// Frames a second as an exact fraction (30000/1001 for 29.97).
package struct FrameRate: Hashable, Sendable {
    package let numerator: Int
    package let denominator: Int
    package init(_ numerator: Int, _ denominator: Int = 1) {
        self.numerator = numerator
        self.denominator = denominator
    }
    package var perSecond: Double { Double(numerator) / Double(denominator) }
}

/// How closely the video keeps to the frames, against its size.
package enum Quality: Equatable, Sendable {
    case low, medium, high
    /// Bit-exact frames, for editing; some players refuse its profile.
    case lossless
    /// x264's constant rate factor, 0…51; smaller is better.
    case crf(Int)
}

/// The container and codec of the video. Raw values are the sidecar's words.
package enum VideoFormat: String, CaseIterable, Sendable {
    /// H.264 in MP4.
    case mp4
}
