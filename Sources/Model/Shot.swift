/// A rectangle of the upright picture in its pixels: edges at whole numbers, fractions allowed.
package struct Window: Equatable, Sendable {
    package var x: Double
    package var y: Double
    package var width: Double
    package var height: Double

    package init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    package var centerX: Double { x + width / 2 }
    package var centerY: Double { y + height / 2 }
}

/// The part of the frame in which the picture moves: pixels, all even.
package struct Viewport: Equatable, Sendable {
    package let x: Int
    package let y: Int
    package let width: Int
    package let height: Int

    package init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }
}

/// What the frame shows around the viewport.
package enum Backdrop: Equatable, Sendable {
    case plain(RGBColor)
    /// The picture itself, filling the frame, blurred, standing still.
    case blurredPicture
}

/// What the camera does with one picture, frame by frame: pure geometry, complete enough to render from.
package struct Shot: Equatable, Sendable {
    /// Pixels of the video, even.
    package var width: Int
    package var height: Int
    package var frameRate: FrameRate
    package var viewport: Viewport
    package var backdrop: Backdrop
    /// Behind transparent parts of the picture.
    package var background: RGBColor
    /// What the viewport shows in each frame; all within the picture.
    package var windows: [Window]
    /// What `auto` settled on, and why.
    package var choices: Choices

    package init(
        width: Int, height: Int, frameRate: FrameRate, viewport: Viewport, backdrop: Backdrop, background: RGBColor,
        windows: [Window], choices: Choices
    ) {
        self.width = width
        self.height = height
        self.frameRate = frameRate
        self.viewport = viewport
        self.backdrop = backdrop
        self.background = background
        self.windows = windows
        self.choices = choices
    }

    package var fillsFrame: Bool { viewport.width == width && viewport.height == height }
}

/// The settings that a shot was made with where `auto` had a choice, each with its reason for people to read.
package struct Choices: Equatable, Sendable {
    package var motion: Motion
    package var fit: Fit
    package var focus: Point
    /// Whole sentences.
    package var reasons: [String]

    package init(motion: Motion, fit: Fit, focus: Point, reasons: [String]) {
        self.motion = motion
        self.fit = fit
        self.focus = focus
        self.reasons = reasons
    }
}
