package import Model

/// How much of a frame a camera's move uncovers: what nothing is known of and has to be made up.
package struct Uncovering: Sendable {
    /// A step of depth larger than this uncovers something; a smaller one stretches the picture.
    private static let gap: Float = 0.04
    /// Samples of the long side that steps are looked for at.
    private static let longSide = 256

    /// Steps of one direction, all the same size, where they lie and how high they are.
    private struct Step {
        /// From the middle of the picture, in its widths.
        let x: Double
        let y: Double
        /// Positive where it goes up to the right, or downwards.
        let rise: Double
        let isAcross: Bool
    }

    private let steps: [Step]
    /// Samples of the picture's height and width.
    private let width: Int
    private let height: Int

    package init(_ map: DepthMap) {
        let scale = min(1, Double(Self.longSide) / Double(max(map.field.width, map.field.height)))
        let field = map.field.resized(
            width: max(1, Int(Double(map.field.width) * scale)), height: max(1, Int(Double(map.field.height) * scale)))
        (width, height) = (field.width, field.height)
        var steps: [Step] = []
        let widths = Double(field.width)
        for y in 0..<field.height {
            for x in 0..<field.width {
                let (column, row) = (Double(x) / widths - 0.5, (Double(y) - Double(field.height) / 2) / widths)
                if x + 1 < field.width, abs(field[x + 1, y] - field[x, y]) > Self.gap {
                    steps.append(Step(x: column, y: row, rise: Double(field[x + 1, y] - field[x, y]), isAcross: true))
                }
                if y + 1 < field.height, abs(field[x, y + 1] - field[x, y]) > Self.gap {
                    steps.append(Step(x: column, y: row, rise: Double(field[x, y + 1] - field[x, y]), isAcross: false))
                }
            }
        }
        self.steps = steps
    }

    /// The largest share of a frame, 0…1, that any of these places uncovers; the frame taken for all of the picture.
    package func share(_ places: [CameraPlace]) -> Double {
        // Both ends and the middle of every stretch: what lies between is less than the larger of them.
        let looks =
            stride(from: 0, to: places.count, by: max(1, places.count / 24)).map { places[$0] } + places.suffix(1)
        let widths = Double(width)
        return looks.map { place in
            let area = steps.reduce(0.0) { sum, step in
                let aside = step.isAcross ? place.x : place.y
                let outward = (step.isAcross ? step.x : step.y) * place.forward * place.scale
                // What is nearer goes the other way than the camera, and outwards as that comes closer; the far side of the
                // step is uncovered when the near one moves away from it.
                return sum + max(0, (outward - aside) * step.rise)
            }
            return area * widths / Double(width * height)
        }.max() ?? 0
    }
}
