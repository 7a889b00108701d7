import Depth
import Model

/// How far a camera may go into a picture of that depth, and what it keeps in focus.
struct DepthPlan {
    /// How far aside, in widths of the viewport, each unit of `motion_amount` leads at most: 0.02 at the default of 0.2.
    private static let perAmount = (true: 0.1, relief: 0.06)
    /// Beyond it even a picture with true depth tears, and a relief, which is no depth, is found out.
    private static let limit = (true: 0.06, relief: 0.012)
    /// The most of a frame that may have to be made up since nothing is known of it.
    private static let uncoveredLimit = 0.03

    /// How it is used, for the receipt.
    let choice: DepthFinding
    /// Whole sentences.
    let reasons: [String]

    let move: DepthMove
    /// The base window, in pixels of the picture.
    let window: Window

    init(_ settings: Settings, _ motion: Motion, _ depth: PictureDepth, _ stage: DepthStage, frames: Int) {
        let isTrue = depth.source != .relief
        let (perAmount, limit) =
            isTrue ? (Self.perAmount.true, Self.limit.true) : (Self.perAmount.relief, Self.limit.relief)
        let wanted = min(limit, perAmount * settings.motionAmount) * settings.depth.strength
        let nearness: Double
        var reasons: [String] = []
        switch settings.depth.focus {
        case .nearness(let share): nearness = share
        case .auto:
            nearness = depth.map.nearness(x: stage.focus.x, y: stage.focus.y)
            reasons.append("depth.focus is \(hundredths(nearness)) because that is how near the focus is.")
        }
        func move(_ amplitude: Double) -> DepthMove {
            let path = DepthPath(
                motion: motion, frames: frames, easing: settings.easing, loops: settings.loop, focus: nearness,
                amplitude: amplitude)
            return DepthMove(places: path.places, pivot: stage.pivot, focus: nearness, isTrue: isTrue)
        }
        let uncovering = Uncovering(depth.map)
        func uncovered(_ amplitude: Double) -> Double {
            let move = move(amplitude)
            return uncovering.share(move, from: stage.part(of: stage.window(for: move)), shape: stage.shape)
        }
        let all = uncovered(wanted)
        let amplitude = all > Self.uncoveredLimit ? Self.limited(wanted, all, uncovered) : wanted
        if amplitude < wanted {
            reasons.append(
                "The camera goes \(percent(amplitude / wanted)) of the way, since all of it would uncover "
                    + "\(percent(all)) of the frame that nothing is known of (\(percent(Self.uncoveredLimit)) may be)."
            )
        }
        self.move = move(amplitude)
        window = stage.window(for: self.move)
        self.reasons = reasons
        choice = DepthFinding(
            source: depth.source, minimum: depth.statistics.minimum, maximum: depth.statistics.maximum,
            low: depth.statistics.low, high: depth.statistics.high, focus: nearness, amplitude: amplitude)
    }

    /// How far the camera may go, when all of the way uncovers too much. What is uncovered is nearly in proportion to the way,
    /// but where the camera comes closer it is less at first, and the part of the picture that is shown grows as the way becomes
    /// shorter.
    private static func limited(_ wanted: Double, _ all: Double, _ uncovered: (Double) -> Double) -> Double {
        var (amplitude, share) = (wanted, all)
        for _ in 0..<3 where share > uncoveredLimit || share < 0.95 * uncoveredLimit {
            amplitude = min(wanted, amplitude * uncoveredLimit / share)
            share = uncovered(amplitude)
        }
        return share > uncoveredLimit ? amplitude * uncoveredLimit / share : amplitude
    }
}
