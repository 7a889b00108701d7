import Model

/// Which part of the picture a shot's working image holds, and at which size.
struct WorkingPlan: Equatable {
    /// Edges at whole pixels of the upright picture.
    let region: Window
    /// Even, and never more than the region's own pixels.
    let width: Int
    let height: Int

    /// Pixels of the frame that a filter may reach beyond a window's edge.
    private static let margin = 8.0

    init(_ shot: Shot, pictureWidth: Int, pictureHeight: Int) {
        let sharpest = (
            x: Double(shot.viewport.width) / (shot.windows.map(\.width).min() ?? 1),
            y: Double(shot.viewport.height) / (shot.windows.map(\.height).min() ?? 1)
        )
        let scale = (x: min(1, sharpest.x), y: min(1, sharpest.y))
        func span(_ starts: [Double], _ ends: [Double], _ scale: Double, _ length: Int) -> (
            start: Double, length: Double
        ) {
            let start = max(0, ((starts.min() ?? 0) - Self.margin / scale).rounded(.down))
            let end = min(Double(length), ((ends.max() ?? 0) + Self.margin / scale).rounded(.up))
            return (start, end - start)
        }
        let across = span(shot.windows.map(\.x), shot.windows.map { $0.x + $0.width }, scale.x, pictureWidth)
        let down = span(shot.windows.map(\.y), shot.windows.map { $0.y + $0.height }, scale.y, pictureHeight)
        region = Window(x: across.start, y: down.start, width: across.length, height: down.length)
        width = Self.even(across.length * scale.x)
        height = Self.even(down.length * scale.y)
    }

    private static func even(_ length: Double) -> Int { max(2, Int((length / 2).rounded(.up)) * 2) }
}
