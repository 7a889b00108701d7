/// Where the camera is in one frame of a depth move.
///
/// All lengths are shares of the viewport's width, in both directions. A part of the picture at the nearness D, 0…1, is
/// taken, for the place q of the viewport (measured from the pivot), from
/// pivot + q · (1 − forward · D) · scale + (x, y) · (D − focus).
package struct CameraPlace: Equatable, Sendable {
    package var x: Double
    package var y: Double
    /// How far the camera has come towards what is nearest: at 1 it would be there.
    package var forward: Double
    /// How far the lens counters that: 1 not at all.
    package var scale: Double

    package init(x: Double = 0, y: Double = 0, forward: Double = 0, scale: Double = 1) {
        self.x = x
        self.y = y
        self.forward = forward
        self.scale = scale
    }
}

/// A move of the camera through the depth of a picture, frame by frame.
package struct DepthMove: Equatable, Sendable {
    package var places: [CameraPlace]
    /// The place of the viewport that the camera comes closer to, as shares of its width and height.
    package var pivot: Point
    /// The nearness of what keeps its place when the camera moves aside, 0…1.
    package var focus: Double
    /// Whether the depth was measured or drawn, so that its edges are true; not a relief.
    package var isTrue: Bool

    package init(places: [CameraPlace], pivot: Point, focus: Double, isTrue: Bool) {
        self.places = places
        self.pivot = pivot
        self.focus = focus
        self.isTrue = isTrue
    }

    /// What the viewport shows of what is at one nearness: shares of the base window's width and height.
    ///
    /// - Parameter shape: The viewport's width divided by its height.
    package func view(_ place: CameraPlace, nearness: Double, shape: Double) -> Window {
        let scale = (1 - place.forward * nearness) * place.scale
        return Window(
            x: pivot.x - pivot.x * scale + place.x * (nearness - focus),
            y: pivot.y - pivot.y * scale + place.y * (nearness - focus) * shape, width: scale, height: scale)
    }

    /// All that any frame can show, of whatever depth: shares of the base window's width and height. Every frame's source
    /// is linear in the nearness and in the place, so that the corners of both ends hold all of it.
    package func reach(shape: Double) -> Window {
        let views = places.flatMap { place in [0, 1].map { view(place, nearness: $0, shape: shape) } }
        let (left, top) = (views.map(\.x).min() ?? 0, views.map(\.y).min() ?? 0)
        return Window(
            x: left, y: top, width: (views.map { $0.x + $0.width }.max() ?? 1) - left,
            height: (views.map { $0.y + $0.height }.max() ?? 1) - top)
    }

    /// The closest that anything is shown: the smallest view of any frame, as a share of the base window.
    package var closest: Double {
        places.map { min(1, 1 - $0.forward) * $0.scale }.min() ?? 1
    }
}

extension Window {
    /// The part of this window that another one, in shares of its width and height, describes.
    package func part(_ shares: Window) -> Window {
        Window(
            x: x + shares.x * width, y: y + shares.y * height, width: shares.width * width,
            height: shares.height * height)
    }
}
