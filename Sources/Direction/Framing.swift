import Model

/// Where the picture sits in the frame, and how much of it a viewport of that shape can show at most.
struct Framing: Equatable {
    let viewport: Viewport
    let backdrop: Backdrop
    /// Pixels of the picture: the largest crop of the viewport's shape (`stretch`: all of the picture).
    let largestWidth: Double
    let largestHeight: Double

    /// `fit` is settled: not `auto`.
    init(_ fit: Fit, frame: FrameSize, pictureWidth: Int, pictureHeight: Int, background: RGBColor) {
        let shape = Double(pictureWidth) / Double(pictureHeight)
        switch fit {
        case .cover, .auto, .stretch:
            viewport = Viewport(x: 0, y: 0, width: frame.width, height: frame.height)
        case .contain, .containBlur:
            viewport = Self.fitted(shape: shape, into: frame)
        }
        backdrop = fit == .containBlur ? .blurredPicture : .plain(background)

        let viewportShape = fit == .stretch ? shape : Double(viewport.width) / Double(viewport.height)
        largestWidth = min(Double(pictureWidth), Double(pictureHeight) * viewportShape)
        largestHeight = min(Double(pictureHeight), Double(pictureWidth) / viewportShape)
    }

    /// The largest rectangle of that shape in the middle of the frame, rounded to even numbers.
    private static func fitted(shape: Double, into frame: FrameSize) -> Viewport {
        let width = min(frame.width, FrameSize.even(Double(frame.height) * shape))
        let height = min(frame.height, FrameSize.even(Double(frame.width) / shape))
        return Viewport(
            x: (frame.width - width) / 4 * 2, y: (frame.height - height) / 4 * 2, width: width, height: height)
    }

    /// The largest crop with its centre as near to `focus` as the picture's borders allow.
    func largestWindow(around focus: Point, pictureWidth: Int, pictureHeight: Int) -> Window {
        Window(
            x: Self.clamped(focus.x * Double(pictureWidth), span: largestWidth, within: Double(pictureWidth)),
            y: Self.clamped(focus.y * Double(pictureHeight), span: largestHeight, within: Double(pictureHeight)),
            width: largestWidth, height: largestHeight)
    }

    /// The start of a span around `center` that stays within 0…`length`.
    static func clamped(_ center: Double, span: Double, within length: Double) -> Double {
        max(0, min(center - span / 2, length - span))
    }
}
