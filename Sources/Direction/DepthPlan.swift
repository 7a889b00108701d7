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

    private let path: DepthPath
    private let isTrue: Bool

    init(_ settings: Settings, _ motion: Motion, _ depth: PictureDepth, focus: Point, frames: Int) {
        isTrue = depth.source != .relief
        let (perAmount, limit) =
            isTrue ? (Self.perAmount.true, Self.limit.true) : (Self.perAmount.relief, Self.limit.relief)
        let wanted = min(limit, perAmount * settings.motionAmount) * settings.depth.strength
        let nearness: Double
        var reasons: [String] = []
        switch settings.depth.focus {
        case .nearness(let share): nearness = share
        case .auto:
            nearness = depth.map.nearness(x: focus.x, y: focus.y)
            reasons.append("depth.focus is \(hundredths(nearness)) because that is how near the focus is.")
        }
        func path(_ amplitude: Double) -> DepthPath {
            DepthPath(
                motion: motion, frames: frames, easing: settings.easing, loops: settings.loop, focus: nearness,
                amplitude: amplitude)
        }
        let uncovered = Uncovering(depth.map).share(path(wanted).places)
        // What is uncovered is in proportion to how far the camera goes.
        let amplitude = uncovered > Self.uncoveredLimit ? wanted * Self.uncoveredLimit / uncovered : wanted
        if amplitude < wanted {
            reasons.append(
                "The camera goes \(percent(amplitude / wanted)) of the way, since all of it would uncover "
                    + "\(percent(uncovered)) of the frame that nothing is known of (\(percent(Self.uncoveredLimit)) may be)."
            )
        }
        self.path = path(amplitude)
        self.reasons = reasons
        choice = DepthFinding(
            source: depth.source, minimum: depth.statistics.minimum, maximum: depth.statistics.maximum,
            low: depth.statistics.low, high: depth.statistics.high, focus: nearness, amplitude: amplitude)
    }

    func move(pivot: Point) -> DepthMove {
        DepthMove(places: path.places, pivot: pivot, focus: path.focus, isTrue: isTrue)
    }
}

extension Window {
    /// Where a point of the picture stands in this window, as shares of its sides, but not too near its edges.
    func pivot(_ focus: Point, _ pictureWidth: Int, _ pictureHeight: Int) -> Point {
        Point(
            x: max(0.2, min(0.8, (focus.x * Double(pictureWidth) - x) / width)),
            y: max(0.2, min(0.8, (focus.y * Double(pictureHeight) - y) / height)))
    }
}
