import Media
import Model

/// How much memory a job will need at its worst, computed before anything large is allocated.
struct MemoryNeed: Equatable {
    /// Bytes: the decoder's frame and our copy of it, or the working image with the encoder's frames.
    let bytes: Int64
    /// The same, should auto choose a move through depth.
    let bytesThroughDepth: Int64

    /// Measured with libx264 of Debian 12, per pixel of the video: lookahead, references and frames in flight. They were at
    /// most 217, 67 and 118, at 720p to 4K.
    private static func encoderBytesPerPixel(_ quality: Quality) -> Double {
        switch quality {
        case .high: 220
        case .lossless: 90
        case .low, .medium, .crf: 150
        }
    }
    /// What frames of a move through depth take besides, per pixel of the video: several threads make them, and glibc keeps
    /// for each of these what it has freed. Measured at 4K, where it is most.
    private static let threadsBytesPerPixel = 40.0
    /// The program, its libraries and small buffers.
    private static let base = 64.0 * 1024 * 1024

    /// - Parameters:
    ///   - depth: Its depth file, if that is to be read.
    ///   - network: What tells its depth, if anything is to be asked; it is let go before the encoder needs memory.
    init(
        of picture: EncodedPicture, _ settings: Settings, depth: EncodedPicture? = nil, network: NetworkNeed? = nil
    ) {
        let stored = Double(picture.width) * Double(picture.height)
        // Transparency is laid over its background in six bytes a pixel where there is a profile too.
        let flattening = picture.profile != nil && picture.codec != .jpeg ? 6.0 : 0
        let decoding = stored * (picture.bytesPerPixel + flattening) + Double(picture.packet.count) * 2
        let frame = Self.framePixels(settings, shape: Double(picture.width) / Double(picture.height))
        let zoom = 1 + settings.motionAmount
        // Three bytes a pixel (16-bit 4:2:0), twice while it is turned upright; six (RGB) while a profile is applied.
        let working = min(stored, frame * zoom * zoom * 4) * (picture.mayNeedConversion ? 9 : 6)
        // Depth: its file while it is decoded and 12 bytes for each of its places; then, for each pixel of the working image,
        // the colours of the ground and of two sheets, 3 bytes each as its own are, and how opaque the sheets are, 2.5 bytes
        // each; and for each 2 × 2 pixels two dozen numbers of 4 bytes while they are told apart, before any frame is made.
        let places = min(stored, frame * 4)
        let layers = places * (3 + 2 * (3 + 2.5))
        let depth = depth.map { Double($0.width) * Double($0.height) * $0.bytesPerPixel + 2048 * 2048 * 12 } ?? 0
        let encoding = frame * Self.encoderBytesPerPixel(settings.quality)
        func sum(throughDepth: Bool) -> Int64 {
            let rendering =
                working
                + (throughDepth
                    ? max(
                        decoding + max(depth, layers + places * 24),
                        layers + encoding + frame * Self.threadsBytesPerPixel)
                    : max(decoding + depth, encoding))
            // A header may state sides whose product is beyond any memory, and beyond this number.
            return Int64(min(Self.base + max(rendering, decoding + (network?.bytes ?? 0)), 0x1p62))
        }
        bytesThroughDepth = sum(throughDepth: true)
        bytes = settings.motion.isThroughDepth ? bytesThroughDepth : sum(throughDepth: false)
    }

    private static func framePixels(_ settings: Settings, shape: Double) -> Double {
        switch (settings.resolution, settings.aspectRatio) {
        case (.exact(let width, let height), _): return Double(width) * Double(height)
        case (.shortSide(let side), .ratio(let width, let height)):
            let ratio = Double(width) / Double(height)
            return Double(side) * Double(side) * max(ratio, 1 / ratio)
        case (.shortSide(let side), .source): return Double(side) * Double(side) * max(shape, 1 / shape)
        }
    }

    /// Throws `out-of-memory`, naming the setting, when the job needs more.
    func check(against limit: Int64) throws(JobFailure) {
        guard bytes > limit else { return }
        throw JobFailure(
            .outOfMemory,
            "Rendering this picture needs about \(Self.megabytes(bytes)) MB of memory; limits.memory allows "
                + "\(Self.megabytes(limit)) MB.",
            advice: "Raise limits.memory, choose a smaller resolution, or send a smaller picture.")
    }

    private static func megabytes(_ bytes: Int64) -> Int64 { (bytes + 1_048_575) / 1_048_576 }
}
