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
            luma: patched(colors.luma) { row, place, start in
                for x in 0..<width where split.isHidden[place / 2 * width + x] {
                    for column in [2 * x, 2 * x + 1] {
                        row[start + column] = Int16(
                            filled[0].between(Float(column) / 2 - 0.25, Float(place) / 2 - 0.25))
                    }
                }
            },
            blue: patched(colors.blue, filled[1], split.isHidden), red: patched(colors.red, filled[2], split.isHidden))
    }

    private static func patched(_ plane: LayerPlane, _ filled: Field, _ isHidden: [Bool]) -> LayerPlane {
        patched(plane) { row, place, start in
            for x in 0..<filled.width where isHidden[place * filled.width + x] {
                row[start + x] = Int16(filled[x, place])
            }
        }
    }

    /// A plane whose rows were changed.
    private static func patched(
        _ plane: LayerPlane, _ change: (inout MutableSpan<Int16>, Int, Int) -> Void
    ) -> LayerPlane {
        LayerPlane(width: plane.width, height: plane.height) { y, row, start in
            plane.pixels.withSamples(ofPlane: 0, as: Int16.self) { source in
                let from = plane.origin + y * plane.pitch
                for x in 0..<plane.width { row[start + x] = source[from + x] }
            }
            change(&row, y, start)
        }
    }

    private static func samples(of plane: LayerPlane) -> Field {
        let (pitch, origin) = (plane.pitch, plane.origin)
        return plane.pixels.withSamples(ofPlane: 0, as: Int16.self) { source in
            Field(width: plane.width, height: plane.height) { x, y in Float(source[origin + y * pitch + x]) }
        }
    }

    private static func averages(of plane: LayerPlane, _ width: Int, _ height: Int) -> Field {
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
}
