package import Model

/// A motion with a sentence about it, for people who choose one.
package struct Preset: Sendable {
    package let motion: Motion
    package let summary: String

    package static let all = Motion.allCases.map { Preset(motion: $0, summary: summary($0)) }

    private static func summary(_ motion: Motion) -> String {
        switch motion {
        case .auto: "Chosen from the shapes of picture and video, the focus and the seed."
        case .zoomIn: "Comes closer to the focus."
        case .zoomOut: "Draws back from the focus."
        case .panLeft: "Travels to the left."
        case .panRight: "Travels to the right."
        case .panUp: "Rises."
        case .panDown: "Sinks."
        case .panZoom: "Travels along the picture's longer side and comes closer."
        case .still: "Stands still."
        }
    }
}
