/// What the camera does over the still picture. Raw values are the sidecar's words.
package enum Motion: String, CaseIterable, Sendable {
    /// Chosen from the shapes of picture and output, the focus and the seed.
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
}

/// How the camera's progress 0…1 depends on time 0…1. Raw values are the sidecar's words.
package enum Easing: String, CaseIterable, Sendable {
    case linear, sine, cubic, smooth, soft
}
