package import Model

/// The base window of a depth move: as large as it can be while no frame leaves the picture.
package enum DepthFraming {
    /// - Parameters:
    ///   - largest: The largest window that the shape of the viewport allows.
    ///   - reach: What the move shows, in shares of the base window (`DepthMove.reach`).
    ///   - focus: Comes to stand as near to the pivot as the borders allow.
    package static func window(
        largest: Window, reach: Window, pivot: Point, focus: Point, pictureWidth: Double, pictureHeight: Double
    ) -> Window {
        // A few millionths keep rounding from leaving the picture.
        let shrink = 1 - 4e-6
        let zoom = min(
            1, pictureWidth * shrink / (largest.width * reach.width),
            pictureHeight * shrink / (largest.height * reach.height))
        let (width, height) = (largest.width * zoom, largest.height * zoom)
        return Window(
            x: origin(focus.x * pictureWidth - pivot.x * width, width, reach.x, reach.width, within: pictureWidth),
            y: origin(focus.y * pictureHeight - pivot.y * height, height, reach.y, reach.height, within: pictureHeight),
            width: width, height: height)
    }

    private static func origin(
        _ wanted: Double, _ span: Double, _ start: Double, _ length: Double, within picture: Double
    ) -> Double {
        max(-start * span, min(wanted, picture - (start + length) * span))
    }
}
