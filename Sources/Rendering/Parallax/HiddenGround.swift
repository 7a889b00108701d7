import Depth
import Pixels

/// Makes up the ground's colours where sheets hide it, from what lies around on the far side, and takes those of ground and
/// sheets apart where an outline out of focus mixes them.
struct HiddenGround {
    /// The layer behind.
    let ground: LayerColors
    /// The sheets.
    let sheet: LayerColors

    init(_ colors: LayerColors, _ picture: HalfPicture, _ split: GapSplitting, _ outline: SoftOutline) {
        let filled = PushPull.fill(picture.planes, weights: Self.known(split, outline))
        let isSharp = outline.places.isEmpty
        let sheets = isSharp ? [] : Self.sheets(picture, split, outline)
        func layer(_ plane: LayerPlane, _ number: Int, scale: Int) -> (sheet: LayerPlane, ground: LayerPlane) {
            let unmixed =
                isSharp
                ? UnmixedPlane()
                : UnmixedPlane(
                    plane, scale: scale, outline, sheet: sheets[number], ground: filled[number],
                    isHidden: split.isHidden)
            return (
                isSharp ? plane : plane.with(unmixed.sheet),
                Self.patched(plane, filled[number], split.isHidden, scale: scale, unmixed.ground)
            )
        }
        let (luma, blue, red) = (
            layer(colors.luma, 0, scale: 2), layer(colors.blue, 1, scale: 1), layer(colors.red, 2, scale: 1)
        )
        ground = LayerColors(luma: luma.ground, blue: blue.ground, red: red.ground)
        sheet = isSharp ? colors : LayerColors(luma: luma.sheet, blue: blue.sheet, red: red.sheet)
    }

    /// How well the ground's colours are known.
    private static func known(_ split: GapSplitting, _ outline: SoftOutline) -> Field {
        var known = Field(
            width: split.ground.width, height: split.ground.height,
            values: split.isHidden.indices.map { split.isHidden[$0] || split.isForeign[$0] ? 0 : 1 })
        for place in outline.places where !split.isForeign[place.index] {
            let sharp = known.values[place.index]
            let soft = min(sharp, outline.clearness(place))
            known.values[place.index] += (soft - sharp) * place.strength
        }
        return known
    }

    /// How much mixed colours are trusted to be those that are most of them.
    private static func trusted(_ share: Float) -> Float {
        let square = share * share
        return square * square * square
    }

    /// The sheets' colours, which go on beyond them, with a sample for two by two: they are needed at outlines only.
    private static func sheets(_ picture: HalfPicture, _ split: GapSplitting, _ outline: SoftOutline) -> [Field] {
        var known = Field(
            width: split.depth.width, height: split.depth.height, values: split.isSheet.map { $0 ? 1 : 0 })
        for place in outline.places { known.values[place.index] = trusted(outline.share(place)) }
        let coarse = PushPull.pushed(picture.planes, known)
        return PushPull.fill(coarse.planes, weights: coarse.weights)
    }

    /// - Parameters:
    ///   - scale: Samples of the plane for one of what is filled in.
    ///   - changes: Laid over that.
    private static func patched(
        _ plane: LayerPlane, _ filled: Field, _ isHidden: [Bool], scale: Int, _ changes: PlaneChanges
    ) -> LayerPlane {
        plane.changed { y, row, start in
            for x in 0..<filled.width where isHidden[y / scale * filled.width + x] {
                for column in scale * x..<scale * (x + 1) {
                    row[start + column] = Int16(
                        scale == 1
                            ? filled[x, y] : filled.between(Float(column) / 2 - 0.25, Float(y) / 2 - 0.25))
                }
            }
            changes.apply(to: &row, of: y, from: start)
        }
    }
}
