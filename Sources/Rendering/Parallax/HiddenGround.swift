import Depth
import Pixels

/// Makes up the ground's colours where sheets hide it, from what lies around on the far side.
enum HiddenGround {
    static func fill(_ colors: LayerColors, _ split: GapSplitting) -> LayerColors {
        let (width, height) = (split.ground.width, split.ground.height)
        let weights = Field(
            width: width, height: height,
            values: split.isHidden.indices.map { split.isHidden[$0] || split.isForeign[$0] ? 0 : 1 })
        let luma = averages(of: colors.luma, width, height)
        let filled = PushPull.fill(
            [luma, samples(of: colors.blue), samples(of: colors.red)], weights: weights)
        return LayerColors(
            luma: patched(colors.luma) { x, y in
                split.isHidden[y / 2 * width + x / 2]
                    ? between(filled[0], Float(x) / 2 - 0.25, Float(y) / 2 - 0.25) : nil
            },
            blue: patched(colors.blue, filled[1], split.isHidden), red: patched(colors.red, filled[2], split.isHidden))
    }

    private static func patched(_ plane: borrowing LayerPlane, _ filled: Field, _ isHidden: [Bool]) -> LayerPlane {
        patched(plane) { x, y in
            let place = y * filled.width + x
            return isHidden[place] ? Int16(filled.values[place]) : nil
        }
    }

    /// A plane with other samples wherever there are any.
    private static func patched(_ plane: borrowing LayerPlane, _ other: (Int, Int) -> Int16?) -> LayerPlane {
        let (pitch, origin, width) = (plane.pitch, plane.origin, plane.width)
        return LayerPlane(width: width, height: plane.height) { y, row, start in
            plane.pixels.withSamples(ofPlane: 0, as: Int16.self) { source in
                for x in 0..<width { row[start + x] = other(x, y) ?? source[origin + y * pitch + x] }
            }
        }
    }

    private static func samples(of plane: borrowing LayerPlane) -> Field {
        let (pitch, origin) = (plane.pitch, plane.origin)
        return plane.pixels.withSamples(ofPlane: 0, as: Int16.self) { source in
            Field(width: plane.width, height: plane.height) { x, y in Float(source[origin + y * pitch + x]) }
        }
    }

    private static func averages(of plane: borrowing LayerPlane, _ width: Int, _ height: Int) -> Field {
        let (pitch, origin) = (plane.pitch, plane.origin)
        return plane.pixels.withSamples(ofPlane: 0, as: Int16.self) { source in
            Field(width: width, height: height) { x, y in
                let first = origin + 2 * y * pitch + 2 * x
                let sum =
                    Int(source[first]) + Int(source[first + 1]) + Int(source[first + pitch])
                    + Int(source[first + pitch + 1])
                return Float(sum) / 4
            }
        }
    }

    /// The field between its samples, by straight lines.
    private static func between(_ field: Field, _ x: Float, _ y: Float) -> Int16 {
        let (placeX, placeY) = (max(0, min(Float(field.width - 1), x)), max(0, min(Float(field.height - 1), y)))
        let (column, row) = (Int(placeX), Int(placeY))
        let (right, below) = (min(field.width - 1, column + 1), min(field.height - 1, row + 1))
        let (across, down) = (placeX - Float(column), placeY - Float(row))
        let upper = field[column, row] + (field[right, row] - field[column, row]) * across
        let lower = field[column, below] + (field[right, below] - field[column, below]) * across
        return Int16(upper + (lower - upper) * down)
    }
}
