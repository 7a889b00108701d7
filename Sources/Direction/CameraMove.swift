import Model

/// The two ends of a camera move, and how a loop of it runs.
struct CameraMove {
    let path: CameraPath
    let loop: Timing.Loop
}

/// The picture, the frame and the wish, from which every motion's ends follow.
struct MoveGeometry {
    let pictureWidth: Double
    let pictureHeight: Double
    /// The largest crop, as near to the centre as the borders allow.
    let largest: Window
    /// What pans travel about.
    let center: Point
    /// What zooms go to.
    let focus: Point
    /// 0…1
    let amount: Double
    /// Seconds of travel in one direction.
    let duration: Double

    /// How far a pan may go in a second, in lengths of the frame along the pan: faster looks hurried.
    static let travelLimit = 0.35

    /// The ends of a motion that is settled, not `auto`, and moves over the picture.
    func move(_ motion: Motion) -> CameraMove {
        switch motion {
        case .zoomIn: CameraMove(path: CameraPath(from: largest, to: closeUp), loop: .swing)
        case .zoomOut: CameraMove(path: CameraPath(from: closeUp, to: largest), loop: .swing)
        case .panLeft: pan(x: -1, y: 0)
        case .panRight: pan(x: 1, y: 0)
        case .panUp: pan(x: 0, y: -1)
        case .panDown: pan(x: 0, y: 1)
        case .panZoom: panZoom
        case .still, .auto, .dollyIn, .dollyOut, .dollyZoom, .orbit, .circle, .horizontal, .vertical, .drift:
            CameraMove(path: CameraPath(from: largest, to: largest), loop: .swing)
        }
    }

    /// The largest crop shrunk by 1 + amount towards the focus, which keeps its place on screen.
    private var closeUp: Window { shrunk(1 + amount, toward: focus) }

    private func shrunk(_ zoom: Double, toward focus: Point) -> Window {
        let (fixedX, fixedY) = (focus.x * pictureWidth, focus.y * pictureHeight)
        return Window(
            x: fixedX + (largest.x - fixedX) / zoom, y: fixedY + (largest.y - fixedY) / zoom,
            width: largest.width / zoom, height: largest.height / zoom)
    }

    private func pan(x: Double, y: Double) -> CameraMove {
        CameraMove(
            path: CameraPath(
                from: displaced(zoom: 1 + amount, x: -x, y: -y), to: displaced(zoom: 1 + amount, x: x, y: y)),
            loop: .sway)
    }

    /// Travels along the side where the picture reaches further beyond the frame, and comes closer on the way.
    private var panZoom: CameraMove {
        let alongX = pictureWidth / largest.width >= pictureHeight / largest.height
        let (x, y) = alongX ? (1.0, 0.0) : (0.0, -1.0)
        return CameraMove(
            path: CameraPath(
                from: displaced(zoom: 1 + amount / 2, x: -x, y: -y), to: displaced(zoom: 1 + amount, x: x, y: y)),
            loop: .swing)
    }

    /// The window of that zoom, moved from the centre by half the travel in the given direction (−1, 0 or 1 an axis).
    private func displaced(zoom: Double, x: Double, y: Double) -> Window {
        let (width, height) = (largest.width / zoom, largest.height / zoom)
        return Window(
            x: origin(center.x, width, x, within: pictureWidth), y: origin(center.y, height, y, within: pictureHeight),
            width: width, height: height)
    }

    private func origin(_ center: Double, _ span: Double, _ direction: Double, within length: Double) -> Double {
        let travel = min(length - span, Self.travelLimit * duration * span)
        // The travel's middle stays where both of its ends are inside.
        let middle = max((span + travel) / 2, min(center * length, length - (span + travel) / 2))
        return Framing.clamped(
            direction == 0 ? center * length : middle + direction * travel / 2, span: span, within: length)
    }
}
