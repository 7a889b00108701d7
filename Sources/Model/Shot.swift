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
    /// How the camera moves through the picture's depth; the windows are then all the same one, which the camera sees from
    /// where it begins. Nil when it moves over the picture only.
    package var depth: DepthMove?
    /// What `auto` settled on, and why.
    package var choices: Choices

    package init(
        width: Int, height: Int, frameRate: FrameRate, viewport: Viewport, backdrop: Backdrop, background: RGBColor,
        windows: [Window], depth: DepthMove? = nil, choices: Choices
    ) {
        self.width = width
        self.height = height
        self.frameRate = frameRate
        self.viewport = viewport
        self.backdrop = backdrop
        self.background = background
        self.windows = windows
        self.depth = depth
        self.choices = choices
    }

    package var fillsFrame: Bool { viewport.width == width && viewport.height == height }

    /// What each frame shows of the picture; in a depth move, of what is in focus.
    package var path: [Window] { depth.map { windows(of: $0.focus) } ?? windows }

    /// What each frame shows of what is at one nearness, 0…1.
    package func windows(of nearness: Double) -> [Window] {
        guard let depth else { return windows }
        let shape = Double(viewport.width) / Double(viewport.height)
        return zip(windows, depth.places).map { $0.part(depth.view($1, nearness: nearness, shape: shape)) }
    }

    /// Windows that between them show all that the shot needs of the picture, as sharp as it needs it.
    package var needs: [Window] {
        guard let depth, let base = windows.first else { return windows }
        let reach = depth.reach(shape: Double(viewport.width) / Double(viewport.height))
        let margin = (1 - depth.closest) / 2
        return [
            base.part(reach),
            base.part(Window(x: margin, y: margin, width: depth.closest, height: depth.closest)),
        ]
    }

    /// Whether a frame is the same as the one before it.
    package func repeats(_ frame: Int) -> Bool {
        frame > 0 && windows[frame] == windows[frame - 1]
            && depth.map { $0.places[frame] == $0.places[frame - 1] } ?? true
    }
}

/// The settings that a shot was made with where `auto` had a choice, each with its reason for people to read.
package struct Choices: Equatable, Sendable {
    package var motion: Motion
    /// What it was made with as `motion_amount`, which auto may have lowered.
    package var amount: Double
    package var fit: Fit
    package var focus: Point
    /// Nil for a motion that needs no depth.
    package var depth: DepthFinding?
    /// Whole sentences.
    package var reasons: [String]

    package init(
        motion: Motion, amount: Double, fit: Fit, focus: Point, depth: DepthFinding? = nil, reasons: [String]
    ) {
        self.motion = motion
        self.amount = amount
        self.fit = fit
        self.focus = focus
        self.depth = depth
        self.reasons = reasons
    }
}

/// What was found of a picture's depth, and how it is used.
package struct DepthFinding: Equatable, Sendable {
    package var source: DepthSource
    /// Of the nearness as it was found, 0…1 of what the file can hold: the least and most, and what 1 % and 99 % of the
    /// places do not exceed.
    package var minimum: Double
    package var maximum: Double
    package var low: Double
    package var high: Double
    /// The nearness in focus, 0…1 between `low` and `high`.
    package var focus: Double
    /// How far the camera goes aside at most, in widths of the viewport.
    package var amplitude: Double

    package init(
        source: DepthSource, minimum: Double, maximum: Double, low: Double, high: Double, focus: Double,
        amplitude: Double
    ) {
        self.source = source
        self.minimum = minimum
        self.maximum = maximum
        self.low = low
        self.high = high
        self.focus = focus
        self.amplitude = amplitude
    }
}
