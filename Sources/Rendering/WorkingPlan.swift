import Model

/// Which part of the picture a shot's working image holds, and at which size.
struct WorkingPlan: Equatable {
    /// Edges at whole pixels of the upright picture.
    let region: Window
    /// Even, and at most one more than the region's own pixels.
    let width: Int
    let height: Int

    /// Pixels of a frame that its filter reaches beyond a window's edge; those of chroma are twice as large.
    private static let reach = 2 * (Spline36.reach + 1)

    init(_ shot: Shot, pictureWidth: Int, pictureHeight: Int) {
        let windows = shot.needs
        let sharpest = (
            x: Double(shot.viewport.width) / (windows.map(\.width).min() ?? 1),
            y: Double(shot.viewport.height) / (windows.map(\.height).min() ?? 1)
        )
        let scale = (x: min(1, sharpest.x), y: min(1, sharpest.y))
        func span(_ edges: [(start: Double, length: Double)], _ scale: Double, frame: Int, picture: Int) -> (
            start: Double, length: Double
        ) {
            let reaches = edges.map { edge in
                let margin = Self.reach * max(1 / scale, edge.length / Double(frame))
                return (start: edge.start - margin, end: edge.start + edge.length + margin)
            }
            let start = max(0, (reaches.map(\.start).min() ?? 0).rounded(.down))
            let end = min(Double(picture), (reaches.map(\.end).max() ?? 0).rounded(.up))
            return (start, end - start)
        }
        let across = span(
            windows.map { ($0.x, $0.width) }, scale.x, frame: shot.viewport.width, picture: pictureWidth)
        let down = span(
            windows.map { ($0.y, $0.height) }, scale.y, frame: shot.viewport.height, picture: pictureHeight)
        region = Window(x: across.start, y: down.start, width: across.length, height: down.length)
        width = Self.even(across.length * scale.x)
        height = Self.even(down.length * scale.y)
    }

    private static func even(_ length: Double) -> Int { max(2, Int((length / 2).rounded(.up)) * 2) }
}
