/// What the camera does over the still picture. Raw values are the sidecar's words.
package enum Motion: String, CaseIterable, Sendable {
    /// Chosen from what the picture shows, its shape and the video's, the focus and the seed.
    case auto
    case zoomIn = "zoom_in"
    case zoomOut = "zoom_out"
    /// The name says where the camera goes: over a pan to the left, the scene moves right.
    case panLeft = "pan_left"
    case panRight = "pan_right"
    case panUp = "pan_up"
    case panDown = "pan_down"
    /// Travel and approach at once.
    case panZoom = "pan_zoom"
    case still = "static"
    /// Moves through the picture's depth: closer to what is near, or away from it.
    case dollyIn = "dolly_in"
    case dollyOut = "dolly_out"
    /// Closer, while the lens draws back, so that the focus keeps its size.
    case dollyZoom = "dolly_zoom"
    /// A ring in the ground plane: aside, closer, aside, back.
    case orbit
    /// A ring upright in front of the picture.
    case circle
    case horizontal
    case vertical
    /// A lying eight.
    case drift

    /// Whether the picture's depth may be needed: for moves through it, and for those among which auto chooses.
    package var mayGoThroughDepth: Bool { self == .auto || isThroughDepth }

    /// Whether it needs the picture's depth.
    package var isThroughDepth: Bool {
        switch self {
        case .dollyIn, .dollyOut, .dollyZoom, .orbit, .circle, .horizontal, .vertical, .drift: true
        case .auto, .zoomIn, .zoomOut, .panLeft, .panRight, .panUp, .panDown, .panZoom, .still: false
        }
    }
}

/// How the camera's progress 0…1 depends on time 0…1. Raw values are the sidecar's words.
package enum Easing: String, CaseIterable, Sendable {
    case linear, sine, cubic, smooth, soft
}
