package import Depth
package import Model

/// Decides what the camera does: settings, the picture's shape and what stands out in it become a shot.
///
/// Deterministic: the same settings and picture give the same shot. `auto` is settled here, and says why.
package struct Director {
    let settings: Settings
    let pictureWidth: Int
    let pictureHeight: Int
    let depthSource: DepthSource?
    private let look: () throws(JobFailure) -> PictureLook
    private let depth: () throws(JobFailure) -> PictureDepth

    /// - Parameters:
    ///   - pictureWidth: Pixels of the upright picture.
    ///   - pictureHeight: Pixels of the upright picture.
    ///   - depthSource: Where its depth would come from; nil when no move through it may be chosen.
    ///   - look: Looks at the picture; called once at most, when something depends on what stands out in it.
    ///   - depth: Of the whole upright picture; called once at most, for a motion that moves through it, or when such a
    ///     depth is worth to choose one for.
    package init(
        _ settings: Settings, pictureWidth: Int, pictureHeight: Int, depthSource: DepthSource?,
        look: @escaping () throws(JobFailure) -> PictureLook,
        depth: @escaping () throws(JobFailure) -> PictureDepth
    ) {
        self.settings = settings
        self.pictureWidth = pictureWidth
        self.pictureHeight = pictureHeight
        self.depthSource = depthSource
        self.look = look
        self.depth = depth
    }

    /// The shot. Throws `sidecar-invalid` when a crop of the sidecar leaves the picture or cannot be had with its motion, or
    /// the video would be too large; and what `look` and `depth` throw.
    package func shot() throws(JobFailure) -> Shot {
        let frame = try FrameSize(settings, pictureWidth: pictureWidth, pictureHeight: pictureHeight)
        let look = mustLook ? try look() : nil
        let fit = chooseFit(frame, look)
        let framing = framing(fit.choice, frame)
        let aim = aim(framing, look)
        let given: Motion? = settings.motion == .auto ? (hasCrops ? .still : nil) : settings.motion
        var found: PictureDepth?
        var motion = MotionChoice(given ?? .still, amount: settings.motionAmount)
        if given == nil, let look {
            motion = try chooseMotion(framing, aim, look) { () throws(JobFailure) in
                let depth = try depth()
                found = depth
                return depth
            }
        } else if settings.motion == .auto {
            motion.reason = "motion is from and to as the sidecar gives them."
        }
        let frames = max(2, Int((settings.duration * settings.frameRate.perSecond).rounded()))
        let choices = Choices(
            motion: motion.motion, amount: motion.amount, fit: fit.choice, focus: aim.focus,
            reasons: [fit.reason, aim.reason, motion.reason].compactMap(\.self))
        if motion.motion.isThroughDepth {
            let depth = if let found { found } else { try depth() }
            return try depthShot(choices, frame, framing, aim, depth, frames: frames)
        }

        let move = try move(choices, framing, aim)
        let timing = Timing(frames: frames, easing: settings.easing, loop: settings.loop ? move.loop : nil)
        return Shot(
            width: frame.width, height: frame.height, frameRate: settings.frameRate, viewport: framing.viewport,
            backdrop: framing.backdrop, background: settings.background,
            windows: timing.progress.map(move.path.window(at:)),
            choices: choices)
    }

    private var hasCrops: Bool { settings.from != nil || settings.to != nil }

    /// Whether anything that is to be chosen depends on what the picture shows.
    private var mustLook: Bool {
        settings.fit == .auto || settings.focus == .auto || (settings.motion == .auto && !hasCrops)
    }

    private func depthShot(
        _ choices: Choices, _ frame: FrameSize, _ framing: Framing, _ aim: Aim, _ depth: PictureDepth, frames: Int
    ) throws(JobFailure) -> Shot {
        guard !hasCrops else {
            throw JobFailure(
                .sidecarInvalid,
                "from and to describe a move over the picture, and \(choices.motion.rawValue) moves through its depth.",
                advice: "Remove from and to, or choose another motion.")
        }
        let shape = Double(framing.viewport.width) / Double(framing.viewport.height)
        let stage = DepthStage(
            largest: framing.largestWindow(
                around: aim.center, pictureWidth: pictureWidth, pictureHeight: pictureHeight),
            shape: shape, focus: choices.focus, pictureWidth: Double(pictureWidth),
            pictureHeight: Double(pictureHeight))
        let plan = DepthPlan(settings, choices.motion, depth, stage, frames: frames)
        var choices = choices
        choices.reasons += plan.reasons
        choices.depth = plan.choice
        return Shot(
            width: frame.width, height: frame.height, frameRate: settings.frameRate, viewport: framing.viewport,
            backdrop: framing.backdrop, background: settings.background,
            windows: Array(repeating: plan.window, count: frames), depth: plan.move, choices: choices)
    }

    func framing(_ fit: Fit, _ frame: FrameSize) -> Framing {
        Framing(
            fit, frame: frame, pictureWidth: pictureWidth, pictureHeight: pictureHeight, background: settings.background
        )
    }

    private func move(_ choices: Choices, _ framing: Framing, _ aim: Aim) throws(JobFailure) -> CameraMove {
        let geometry = MoveGeometry(
            pictureWidth: Double(pictureWidth), pictureHeight: Double(pictureHeight),
            largest: framing.largestWindow(
                around: aim.center, pictureWidth: pictureWidth, pictureHeight: pictureHeight),
            center: aim.center, focus: aim.focus, amount: choices.amount,
            duration: settings.duration / (settings.loop ? 2 : 1))
        let move = geometry.move(choices.motion)
        guard hasCrops else { return move }
        return CameraMove(
            path: CameraPath(
                from: try window(settings.from, "from", framing) ?? move.path.start,
                to: try window(settings.to, "to", framing) ?? move.path.end),
            loop: .swing)
    }

    /// An explicit crop in pixels; its height follows from the viewport's shape.
    private func window(_ crop: CropRectangle?, _ key: String, _ framing: Framing) throws(JobFailure) -> Window? {
        guard let crop else { return nil }
        let width = crop.width * Double(pictureWidth)
        let window = Window(
            x: crop.x * Double(pictureWidth), y: crop.y * Double(pictureHeight), width: width,
            height: width * framing.largestHeight / framing.largestWidth)
        let slack = 1e-6 * Double(max(pictureWidth, pictureHeight))
        guard window.x + window.width <= Double(pictureWidth) + slack,
            window.y + window.height <= Double(pictureHeight) + slack
        else {
            let tallest = (Double(pictureHeight) - window.y) / window.height * crop.width
            throw JobFailure(
                .sidecarInvalid,
                "The crop at /\(key) leaves the picture: in the video's shape it would reach "
                    + "\(percent((window.y + window.height) / Double(pictureHeight))) of the picture's height.",
                advice: "Lower /\(key)/y, or set /\(key)/width to at most \(thousandths(tallest)).")
        }
        return Window(
            x: min(window.x, Double(pictureWidth) - window.width),
            y: min(window.y, Double(pictureHeight) - window.height),
            width: window.width, height: window.height)
    }
}

func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
func hundredths(_ number: Double) -> String { "\((number * 100).rounded() / 100)" }
func thousandths(_ number: Double) -> String { "\((number * 1000).rounded(.down) / 1000)" }
