package import Depth
package import Model

/// Decides what the camera does: settings, the picture's shape and what stands out in it become a shot.
///
/// Deterministic: the same settings and picture give the same shot. `auto` is settled here, and says why.
package struct Director {
    private let settings: Settings
    private let pictureWidth: Int
    private let pictureHeight: Int
    private let saliency: () -> Saliency
    private let depth: () throws(JobFailure) -> PictureDepth

    /// - Parameters:
    ///   - pictureWidth: Pixels of the upright picture.
    ///   - pictureHeight: Pixels of the upright picture.
    ///   - saliency: Looks at the picture; called once for each choice that depends on it.
    ///   - depth: Of the whole upright picture; called once at most, for a motion that moves through it.
    package init(
        _ settings: Settings, pictureWidth: Int, pictureHeight: Int, saliency: @escaping () -> Saliency,
        depth: @escaping () throws(JobFailure) -> PictureDepth
    ) {
        self.settings = settings
        self.pictureWidth = pictureWidth
        self.pictureHeight = pictureHeight
        self.saliency = saliency
        self.depth = depth
    }

    /// The shot. Throws `sidecar-invalid` when a crop of the sidecar leaves the picture or cannot be had with its motion, or
    /// the video would be too large; and what `depth` throws.
    package func shot() throws(JobFailure) -> Shot {
        let frame = try FrameSize(settings, pictureWidth: pictureWidth, pictureHeight: pictureHeight)
        let fit = chooseFit(frame)
        let framing = framing(fit.choice, frame)
        let focus = chooseFocus(framing)
        let motion = chooseMotion(framing, focus: focus.choice)
        let frames = max(2, Int((settings.duration * settings.frameRate.perSecond).rounded()))
        let choices = Choices(
            motion: motion.choice, fit: fit.choice, focus: focus.choice,
            reasons: [fit.reason, focus.reason, motion.reason].compactMap(\.self))
        if motion.choice.isThroughDepth { return try depthShot(choices, frame, framing, frames: frames) }

        let move = try move(motion.choice, framing, focus: focus.choice)
        let timing = Timing(frames: frames, easing: settings.easing, loop: settings.loop ? move.loop : nil)
        return Shot(
            width: frame.width, height: frame.height, frameRate: settings.frameRate, viewport: framing.viewport,
            backdrop: framing.backdrop, background: settings.background,
            windows: timing.progress.map(move.path.window(at:)),
            choices: choices)
    }

    private func depthShot(
        _ choices: Choices, _ frame: FrameSize, _ framing: Framing, frames: Int
    ) throws(JobFailure) -> Shot {
        guard settings.from == nil, settings.to == nil else {
            throw JobFailure(
                .sidecarInvalid,
                "from and to describe a move over the picture, and \(choices.motion.rawValue) moves through its depth.",
                advice: "Remove from and to, or choose another motion.")
        }
        let depth = try depth()
        let shape = Double(framing.viewport.width) / Double(framing.viewport.height)
        let plan = DepthPlan(settings, choices.motion, depth, focus: choices.focus, frames: frames)
        let largest = framing.largestWindow(
            around: choices.focus, pictureWidth: pictureWidth, pictureHeight: pictureHeight)
        let move = plan.move(pivot: largest.pivot(choices.focus, pictureWidth, pictureHeight))
        let window = DepthFraming.window(
            largest: largest, reach: move.reach(shape: shape), pivot: move.pivot, focus: choices.focus,
            pictureWidth: Double(pictureWidth), pictureHeight: Double(pictureHeight))
        var choices = choices
        choices.reasons += plan.reasons
        choices.depth = plan.choice
        return Shot(
            width: frame.width, height: frame.height, frameRate: settings.frameRate, viewport: framing.viewport,
            backdrop: framing.backdrop, background: settings.background,
            windows: Array(repeating: window, count: frames), depth: move, choices: choices)
    }

    private func framing(_ fit: Fit, _ frame: FrameSize) -> Framing {
        Framing(
            fit, frame: frame, pictureWidth: pictureWidth, pictureHeight: pictureHeight, background: settings.background
        )
    }

    private func move(_ motion: Motion, _ framing: Framing, focus: Point) throws(JobFailure) -> CameraMove {
        let geometry = MoveGeometry(
            pictureWidth: Double(pictureWidth), pictureHeight: Double(pictureHeight),
            largest: framing.largestWindow(around: focus, pictureWidth: pictureWidth, pictureHeight: pictureHeight),
            focus: focus, amount: settings.motionAmount, duration: settings.duration / (settings.loop ? 2 : 1))
        let move = geometry.move(motion)
        guard settings.from != nil || settings.to != nil else { return move }
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

// MARK: What `auto` chooses

extension Director {
    private typealias Decision<Choice> = (choice: Choice, reason: String?)

    private static let saliencyToKeep = 0.85

    private func chooseFit(_ frame: FrameSize) -> Decision<Fit> {
        guard settings.fit == .auto else { return (settings.fit, nil) }
        let kept = bestCrop(framing(.cover, frame)).share
        let choice: Fit = kept >= Self.saliencyToKeep ? .cover : .containBlur
        return (
            choice,
            "fit is \(choice.rawValue) because the best crop keeps \(percent(kept)) of what stands out in the picture "
                + "(cover needs \(percent(Self.saliencyToKeep)))."
        )
    }

    private func chooseFocus(_ framing: Framing) -> Decision<Point> {
        if case .point(let point) = settings.focus { return (point, nil) }
        let best = bestCrop(framing)
        return (
            best.focus,
            "focus is x \(thousandths(best.focus.x)), y \(thousandths(best.focus.y)) because the crop there keeps "
                + "\(percent(best.share)) of what stands out in the picture."
        )
    }

    /// Slides the largest crop along the picture and takes the place that keeps most; the middle wins a tie.
    private func bestCrop(_ framing: Framing) -> (focus: Point, share: Double) {
        let width = framing.largestWidth / Double(pictureWidth)
        let height = framing.largestHeight / Double(pictureHeight)
        // Where the whole picture is shown there is nothing to choose.
        guard min(width, height) < 1 else { return (Point(x: 0.5, y: 0.5), 1) }
        let saliency = saliency()
        let steps = 32
        var best = (focus: Point(x: 0.5, y: 0.5), share: -1.0)
        for step in (0...steps).sorted(by: { abs($0 - steps / 2) < abs($1 - steps / 2) }) {
            let place = Double(step) / Double(steps)
            let (x, y) = ((1 - width) * place, (1 - height) * place)
            let share = saliency.share(x: x..<x + width, y: y..<y + height)
            if share > best.share + 0.005 { best = (Point(x: x + width / 2, y: y + height / 2), share) }
        }
        return best
    }

    /// A picture that reaches this many times further than the frame is worth travelling along.
    private static let shapeToTravel = 1.3

    private func chooseMotion(_ framing: Framing, focus: Point) -> Decision<Motion> {
        guard settings.motion == .auto else { return (settings.motion, nil) }
        if settings.from != nil || settings.to != nil {
            return (.still, "motion is from and to as the sidecar gives them.")
        }
        let wide = Double(pictureWidth) / framing.largestWidth
        let tall = Double(pictureHeight) / framing.largestHeight
        let isGiven = settings.focus != .auto
        let coin = settings.seed % 2 == 0
        if max(wide, tall) >= Self.shapeToTravel {
            let place = wide >= tall ? focus.x : focus.y
            let isForward = isGiven && place != 0.5 ? place > 0.5 : (wide >= tall ? coin : !coin)
            let motion: Motion = wide >= tall ? (isForward ? .panRight : .panLeft) : (isForward ? .panDown : .panUp)
            let reach = wide >= tall ? "\(hundredths(wide)) times as wide" : "\(hundredths(tall)) times as tall"
            return (
                motion,
                "motion is \(motion.rawValue) because the picture is \(reach) as the frame shows, and "
                    + (isGiven && place != 0.5
                        ? "the focus lies on that side." : "seed \(settings.seed) sets the direction.")
            )
        }
        let motion: Motion = isGiven || coin ? .zoomIn : .zoomOut
        return (
            motion,
            "motion is \(motion.rawValue) because picture and frame have nearly the same shape, and "
                + (isGiven ? "a focus is given." : "seed \(settings.seed) sets the direction.")
        )
    }
}

func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
func hundredths(_ number: Double) -> String { "\((number * 100).rounded() / 100)" }
func thousandths(_ number: Double) -> String { "\((number * 1000).rounded(.down) / 1000)" }
