package import Model

/// A motion with a sentence about it, for people who choose one.
package struct Preset: Sendable {
    package let motion: Motion
    package let summary: String

    package static let all = Motion.allCases.map { Preset(motion: $0, summary: summary($0)) }

    private static func summary(_ motion: Motion) -> String {
        switch motion {
        case .auto: "Chosen from what the picture shows, its shape and the video's, the focus and the seed."
        case .zoomIn: "Comes closer to the focus."
        case .zoomOut: "Draws back from the focus."
        case .panLeft: "Travels to the left."
        case .panRight: "Travels to the right."
        case .panUp: "Rises."
        case .panDown: "Sinks."
        case .panZoom: "Travels along the picture's longer side and comes closer."
        case .still: "Stands still."
        case .dollyIn: "Goes into the picture: what is near grows more."
        case .dollyOut: "Comes out of the picture: what is near shrinks more."
        case .dollyZoom: "Goes in while the lens draws back: the focus keeps its size, the rest does not."
        case .orbit: "Circles on the ground, aside, closer and back, around the focus."
        case .circle: "Circles upright in front of the picture."
        case .horizontal: "Moves to the right, past what is near."
        case .vertical: "Rises, past what is near."
        case .drift: "Floats along a lying eight."
        }
    }
}
