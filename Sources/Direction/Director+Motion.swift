import Depth
import Model

/// A motion, how far it goes, and why.
struct MotionChoice {
    let motion: Motion
    let amount: Double
    /// A whole sentence.
    var reason: String?

    init(_ motion: Motion, amount: Double, reason: String? = nil) {
        self.motion = motion
        self.amount = amount
        self.reason = reason
    }
}

/// What kind of shot a picture asks for.
enum PictureKind {
    /// It reaches that many times as far as the frame shows.
    case far(reach: Double, isWide: Bool)
    case deep(DepthSource)
    /// Somebody says what to look at.
    case aimed
    case graphic
    /// Any other, where a ninth of the picture holds so much of what stands out.
    case plain(share: Double)
}

extension Director {
    /// A picture that reaches so many times further than the frame is travelled along; a panorama, which is so many times as
    /// long as it is wide, when it reaches less; any other that does not reach so far only when a crop would lose too much.
    private static let reach = (always: 2.0, panorama: 1.45, sometimes: 1.3)
    private static let panorama = 2.2
    private static let keptToStay = 0.75
    private static let (subjectToStay, keptToRest) = (0.6, 0.8)
    /// Where the best crop keeps that much, a journey should end there.
    private static let keptToArrive = 0.7

    func chooseMotion(
        _ framing: Framing, _ aim: Aim, _ look: PictureLook, _ depth: () throws(JobFailure) -> PictureDepth
    ) throws(JobFailure) -> MotionChoice {
        let amount = settings.motionAmount
        switch try kind(framing, aim, look, depth) {
        case .far(let reach, let isWide):
            let (motion, why) = travel(isWide: isWide, aim, look)
            return MotionChoice(
                motion, amount: 0,
                reason: "motion is \(motion.rawValue) because the picture is \(hundredths(reach)) times as "
                    + "\(isWide ? "wide" : "tall") as the frame shows, and \(why).")
        case .deep(.relief):
            return picked(
                among: [.dollyIn, .horizontal, .drift], amount: amount,
                because: "the picture lies in layers from near to far, which a small move shows")
        case .deep(let source):
            return picked(
                among: [.dollyIn, .orbit, .drift, .horizontal], amount: amount,
                because: "there is depth to move through (\(source.rawValue))")
        case .aimed:
            return MotionChoice(.zoomIn, amount: amount, reason: "motion is zoom_in because a focus is given.")
        case .graphic:
            return picked(
                among: [.zoomIn, .still, .zoomOut], amount: amount * 0.3,
                because: "the picture is flat, as text and graphics are, and bears little motion")
        case .plain(let share):
            let lively =
                amount * (0.6 + 0.4 * ramp(share, PictureLook.leastSubject - 0.1, PictureLook.leastSubject + 0.1))
            return picked(
                among: [.zoomIn, .zoomOut], amount: min(lively, max(0.5 * amount, fitting(aim, look))),
                because: share >= PictureLook.leastSubject
                    ? "one thing stands out: \(percent(share)) of what does lies within a ninth of the picture"
                    : "no one thing stands out from all others")
        }
    }

    private func kind(
        _ framing: Framing, _ aim: Aim, _ look: PictureLook, _ depth: () throws(JobFailure) -> PictureDepth
    ) throws(JobFailure) -> PictureKind {
        let (width, height) = framing.shares(pictureWidth, pictureHeight)
        let (reach, isWide) = (1 / min(width, height), width < height)
        let shape = Double(pictureWidth) / Double(pictureHeight)
        let isPanorama = max(shape, 1 / shape) >= Self.panorama && reach >= Self.reach.panorama
        let share = look.subjectShare
        // One thing that the crop holds whole is better looked at than passed by.
        let hasSubject = share >= Self.subjectToStay && aim.kept >= Self.keptToRest
        if isPanorama || (reach >= Self.reach.always && !hasSubject) { return .far(reach: reach, isWide: isWide) }
        if let depthSource, depthSource != .relief, depthSource == .file || !look.isGraphic {
            let depth = try depth()
            // A map that turns out to be none may have been replaced by a relief.
            if depth.isDeep { return .deep(depth.source) }
        }
        if reach >= Self.reach.sometimes, aim.kept < Self.keptToStay { return .far(reach: reach, isWide: isWide) }
        if settings.focus != .auto { return .aimed }
        if look.isGraphic { return .graphic }
        if depthSource == .relief, look.layering.isView { return .deep(.relief) }
        return .plain(share: share)
    }

    /// Towards what the camera looks at, if that lies clearly on one side; else the seed decides.
    private func travel(isWide: Bool, _ aim: Aim, _ look: PictureLook) -> (Motion, String) {
        let place = isWide ? aim.center.x : aim.center.y
        let both: (Motion, Motion) = isWide ? (.panRight, .panLeft) : (.panDown, .panUp)
        if !isWide, look.isGraphic, look.subjectShare < 0.3 {
            return (.panDown, "what is flat, as text is, is read downwards")
        }
        if abs(place - 0.5) > 0.1, settings.focus != .auto || aim.kept >= Self.keptToArrive {
            return (place > 0.5 ? both.0 : both.1, "what the camera looks at lies on that side")
        }
        let isForward = (settings.seed % 2 == 0) == isWide
        return (isForward ? both.0 : both.1, "seed \(settings.seed) sets the direction")
    }

    private func picked(among motions: [Motion], amount: Double, because: String) -> MotionChoice {
        let motion = motions[Int(settings.seed % UInt32(motions.count))]
        let names = motions.map(\.rawValue)
        let list = names.dropLast().joined(separator: ", ") + " and \(names[names.count - 1])"
        let less =
            motion == .still || motion.isThroughDepth || amount > settings.motionAmount * 0.995
            ? "" : " It goes \(percent(amount / max(1e-9, settings.motionAmount))) of motion_amount."
        return MotionChoice(
            motion, amount: amount,
            reason:
                "motion is \(motion.rawValue) because \(because); seed \(settings.seed) picks it among \(list).\(less)")
    }

    /// How far a zoom may come closer while what stands out stays in the frame.
    private func fitting(_ aim: Aim, _ look: PictureLook) -> Double {
        let spread = look.saliency.spread(around: aim.focus, within: aim.crop)
        // Even stuff reaches √3 standard deviations to each side.
        let share = max(spread.x / aim.crop.width, spread.y / aim.crop.height) * 2 * 1.732 * 1.1
        return 1 / min(1, share) - 1
    }
}

extension PictureLook {
    /// How much of what stands out one thing must hold to be a subject.
    static let leastSubject = 0.4

    /// The most that a ninth of the picture holds of what stands out.
    var subjectShare: Double { saliency.certainty * saliency.concentration(width: 1.0 / 3, height: 1.0 / 3) }

    /// Text, drawings of few colours, pictures of a screen: sharp on an even ground, and no one thing.
    var isGraphic: Bool {
        let (even, shaded) = (surfaces.even, surfaces.shaded)
        return !layering.isView && even > 0.12 && surfaces.ground > 0.75 && shaded < 0.25 * (even + shaded)
            && subjectShare < 0.55
    }
}

extension Layering {
    /// A view over land, from the near ground with its detail to a light sky above it.
    var isView: Bool { rows > 0.4 && rows - columns > 0.2 && fade > 0.05 && lowDetail > 0.61 }
}

extension PictureDepth {
    /// Whether near and far differ, and not in a few places only.
    var isDeep: Bool {
        let values = map.field.resized(width: 64, height: 64)
        let mean = values.mean
        return statistics.high - statistics.low > 16.0 / 255
            && values.mapped { ($0 - mean) * ($0 - mean) }.mean > 0.15 * 0.15
    }
}
