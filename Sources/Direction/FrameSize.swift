import Model

/// The video's pixels, from the settings and, for `source`, the picture's shape.
package struct FrameSize: Equatable {
    /// Pixels that no side of a video exceeds.
    package static let largestSide = 7680

    let width: Int
    let height: Int

    init(_ settings: Settings, pictureWidth: Int, pictureHeight: Int) throws(JobFailure) {
        switch (settings.resolution, settings.aspectRatio) {
        case (.exact(let width, let height), _):
            self.init(width: width, height: height)
        case (.shortSide(let side), .ratio(let width, let height)):
            self.init(shortSide: side, shape: Double(width) / Double(height))
            guard max(self.width, self.height) <= Self.largestSide else {
                throw JobFailure(
                    .sidecarInvalid,
                    "At \(width):\(height) with a short side of \(side) pixels the video would measure "
                        + "\(self.width) × \(self.height) pixels; no side may exceed \(Self.largestSide).",
                    advice: "Choose a smaller resolution or a less extreme aspect_ratio.")
            }
        case (.shortSide(let side), .source):
            let shape = Double(pictureWidth) / Double(pictureHeight)
            let longest = Double(side) * max(shape, 1 / shape)
            self.init(shortSide: Int(Double(side) * min(1, Double(Self.largestSide) / longest)), shape: shape)
        }
    }

    private init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    private init(shortSide: Int, shape: Double) {
        self.init(
            width: Self.even(Double(shortSide) * max(1, shape)),
            height: Self.even(Double(shortSide) * max(1, 1 / shape)))
    }

    /// The nearest even number, at least 2: chroma has half the pixels each way.
    static func even(_ length: Double) -> Int { max(2, Int((length / 2).rounded()) * 2) }
}
