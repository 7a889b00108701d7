import Model

/// What a depth move is made for: the picture and what of it the camera looks at.
struct DepthStage {
    /// The largest window that the shape of the viewport allows, in pixels of the picture.
    let largest: Window
    /// The viewport's width divided by its height.
    let shape: Double
    /// Shares of the picture's sides.
    let focus: Point
    let pictureWidth: Double
    let pictureHeight: Double

    /// Where the focus stands in the largest window, as shares of its sides, but not too near its edges: what the camera comes
    /// closer to.
    var pivot: Point {
        Point(
            x: max(0.2, min(0.8, (focus.x * pictureWidth - largest.x) / largest.width)),
            y: max(0.2, min(0.8, (focus.y * pictureHeight - largest.y) / largest.height)))
    }

    /// The base window for a move, in pixels of the picture.
    func window(for move: DepthMove) -> Window {
        DepthFraming.window(
            largest: largest, reach: move.reach(shape: shape), pivot: move.pivot, focus: focus,
            pictureWidth: pictureWidth, pictureHeight: pictureHeight)
    }

    /// A window in shares of the picture's sides.
    func part(of window: Window) -> Window {
        Window(
            x: window.x / pictureWidth, y: window.y / pictureHeight, width: window.width / pictureWidth,
            height: window.height / pictureHeight)
    }
}
