import Model
import Pixels

/// What a video shows of its picture, drawn over it: windows in green at first and in red at last, the way of the centre in
/// yellow, the focus as a white cross.
///
/// A move through depth shows as much of what is farthest as thin lines say, and of what is nearest as thick ones do, also
/// halfway, in yellow.
struct PathDrawing {
    private static let (green, yellow, red, white) = (
        ColorImage.Color(0, 220, 60, 255), ColorImage.Color(255, 220, 0, 255), ColorImage.Color(230, 40, 40, 255),
        ColorImage.Color(255, 255, 255, 255)
    )

    private(set) var image: ColorImage
    /// Pixels of the image for one of the picture.
    private let scale: Double

    /// - Parameter pictureWidth: Pixels of the upright picture.
    init(_ shot: Shot, over colors: ColorImage, pictureWidth: Int) {
        image = colors
        scale = Double(colors.width) / Double(pictureWidth)
        cross(shot.choices.focus)
        if shot.depth == nil {
            way(of: shot.windows)
            outline(shot.windows.first, Self.green, size: 2)
            outline(shot.windows.last, Self.red, size: 2)
        } else {
            for (nearness, size) in [(0.0, 1), (1.0, 3)] {
                let windows = shot.windows(of: nearness)
                way(of: windows)
                outline(windows.first, Self.green, size: size)
                outline(windows.dropFirst(windows.count / 2).first, Self.yellow, size: size)
                outline(windows.last, Self.red, size: size)
            }
        }
    }

    private mutating func cross(_ focus: Point) {
        let (x, y) = (focus.x * Double(image.width), focus.y * Double(image.height))
        image.line(from: (x - 9, y), to: (x + 9, y), size: 2, Self.white)
        image.line(from: (x, y - 9), to: (x, y + 9), size: 2, Self.white)
    }

    private mutating func way(of windows: [Window]) {
        for (one, next) in zip(windows, windows.dropFirst()) {
            image.line(
                from: (one.centerX * scale, one.centerY * scale), to: (next.centerX * scale, next.centerY * scale),
                size: 2, Self.yellow)
        }
    }

    private mutating func outline(_ window: Window?, _ color: ColorImage.Color, size: Int) {
        guard let window else { return }
        // A line reaches so far to the left and above, and so far to the right and below: the outer edge is the window's.
        let (before, after) = (Double((size - 1) / 2), Double(size - (size - 1) / 2))
        let (left, top) = (window.x * scale + before, window.y * scale + before)
        let (right, bottom) = ((window.x + window.width) * scale - after, (window.y + window.height) * scale - after)
        for (from, to) in [
            ((left, top), (right, top)), ((right, top), (right, bottom)), ((right, bottom), (left, bottom)),
            ((left, bottom), (left, top)),
        ] { image.line(from: from, to: to, size: size, color) }
    }
}
