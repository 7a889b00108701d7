package import Model

/// How much of a frame a camera's move uncovers: what nothing is known of and has to be made up.
package struct Uncovering: Sendable {
    /// A step of depth larger than this uncovers something; a smaller one stretches the picture.
    private static let gap: Float = 0.04
    /// Samples of the long side that steps are looked for at.
    private static let longSide = 256
    /// Frames of a move that are looked at, evenly spread; what lies between is hardly more than the larger of two.
    private static let looks = 24

    /// Where two neighbouring samples of depth meet, and how near the left or upper one and the other are.
    private struct Step {
        /// Shares of the picture's sides.
        let x: Double
        let y: Double
        let first: Double
        let second: Double
        let isAcross: Bool
    }

    private let steps: [Step]
    /// A sample's sides, in shares of the picture's.
    private let sample: (width: Double, height: Double)

    package init(_ map: DepthMap) {
        let scale = min(1, Double(Self.longSide) / Double(max(map.field.width, map.field.height)))
        let field = map.field.resized(
            width: max(1, Int(Double(map.field.width) * scale)), height: max(1, Int(Double(map.field.height) * scale)))
        sample = (1 / Double(field.width), 1 / Double(field.height))
        var steps: [Step] = []
        for y in 0..<field.height {
            for x in 0..<field.width {
                let (own, left, top) = (field[x, y], Double(x) * sample.width, Double(y) * sample.height)
                func add(_ next: Float, _ place: (x: Double, y: Double), isAcross: Bool) {
                    guard abs(next - own) > Self.gap else { return }
                    steps.append(
                        Step(x: place.x, y: place.y, first: Double(own), second: Double(next), isAcross: isAcross))
                }
                if x + 1 < field.width {
                    add(field[x + 1, y], (left + sample.width, top + sample.height / 2), isAcross: true)
                }
                if y + 1 < field.height {
                    add(field[x, y + 1], (left + sample.width / 2, top + sample.height), isAcross: false)
                }
            }
        }
        self.steps = steps
    }

    /// The largest share of a frame, 0…1, that a move uncovers.
    ///
    /// - Parameters:
    ///   - window: The base window, in shares of the picture's sides.
    ///   - shape: The viewport's width divided by its height.
    package func share(_ move: DepthMove, from window: Window, shape: Double) -> Double {
        let count = move.places.count
        let looks = stride(from: 0, to: count, by: max(1, count / Self.looks)).map { move.places[$0] }
        return (looks + move.places.suffix(1)).map { place in
            steps.reduce(0) { $0 + gap($1, move, place, window, shape) }
        }.max() ?? 0
    }

    /// The part of a frame between both sides of a step, where what is behind the nearer one comes out from under it; as deep as
    /// the farther one's sample is long.
    private func gap(
        _ step: Step, _ move: DepthMove, _ place: CameraPlace, _ window: Window, _ shape: Double
    ) -> Double {
        let (x, y) = ((step.x - window.x) / window.width, (step.y - window.y) / window.height)
        func seen(_ nearness: Double) -> (x: Double, y: Double, scale: Double) {
            let view = move.view(place, nearness: nearness, shape: shape)
            return ((x - view.x) / view.width, (y - view.y) / view.height, view.width)
        }
        let (first, second) = (seen(step.first), seen(step.second))
        let far = step.first < step.second ? first : second
        let (start, end) = step.isAcross ? (first.x, second.x) : (first.y, second.y)
        let length = step.isAcross ? sample.height / window.height : sample.width / window.width
        guard (0..<1).contains(step.isAcross ? far.y : far.x) else { return 0 }
        return max(0, min(1, end) - max(0, start)) * length / far.scale
    }
}
