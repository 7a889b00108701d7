import Depth
import Pixels

/// One component of a picture at outlines out of focus, taken apart: what is the sheets', and what is the ground's.
///
/// Laid over each other they give the picture's samples again, but where an edge is not where it should be. Of all such, these
/// are closest to what is expected: the rest that is unexpected goes to either by its share (as in M. Forte, "Approximate Fast
/// Foreground Colour Estimation", ICIP 2021, with the rest spread so that all of it is explained).
struct UnmixedPlane {
    private(set) var sheet = PlaneChanges()
    private(set) var ground = PlaneChanges()

    /// Next to an edge, a rest up to so much, in 256ths of a code of eight bits, may be the ground's texture, or up to so many
    /// times what the ground changes by from a sample to the next. From twice as much on it is the sheet, whose outline lies
    /// elsewhere than was thought.
    private static let (least, most, steps): (Float, Float, Float) = (1 * 256, 8 * 256, 2)

    private static func trust(_ rest: Float, slope: Float) -> Float {
        let texture = max(least, min(most, steps * slope))
        return max(0, min(1, 2 - abs(rest) / texture))
    }

    /// What the ground is more than was expected of it. What is even less like the sheet than that is not the sheet's: it is the
    /// ground as far as its share goes, but no more so than what is seen.
    ///
    /// - Parameters:
    ///   - sheet: The sheet, less what was expected of the ground.
    ///   - texture: What may be the ground's texture.
    ///   - rest: The ground's share of what was not expected.
    ///   - seen: The picture, less what was expected of the ground.
    private static func groundsOwn(_ sheet: Float, _ texture: Float, _ rest: Float, seen: Float) -> Float {
        if sheet > 0 { return rest < 0 ? min(texture, max(rest, seen)) : texture }
        return rest > 0 ? max(texture, min(rest, seen)) : texture
    }

    /// Where nothing is mixed.
    init() {}

    /// - Parameters:
    ///   - scale: Samples of the plane for one of the outline's.
    ///   - front: What is expected of the sheets, with a sample for two by two of the outline's.
    ///   - back: What is expected of the ground.
    ///   - isHidden: Where the ground is what is expected if its outline is sharp.
    init(
        _ plane: LayerPlane, scale: Int, _ outline: SoftOutline, sheet front: Field, ground back: Field,
        isHidden: [Bool]
    ) {
        sheet = PlaneChanges(rows: plane.height)
        ground = sheet
        plane.pixels.withSamples(ofPlane: 0, as: Int16.self) { source in
            for place in outline.places {
                let (left, top) = (place.index % back.width, place.index / back.width)
                let near = front.between(Float(left) / 2 - 0.25, Float(top) / 2 - 0.25)
                let isUnseen = isHidden[place.index]
                let clearness = isUnseen ? 0 : outline.clearness(place)
                for row in 0..<scale {
                    for column in 0..<scale {
                        let share =
                            scale == 1 ? outline.share(place) : outline.share(place, column: column, row: row)
                        let (x, y) = (
                            scale == 1 ? Float(left) : Float(left) - 0.25 + 0.5 * Float(column),
                            scale == 1 ? Float(top) : Float(top) - 0.25 + 0.5 * Float(row)
                        )
                        let (toX, toY) = (scale * left + column, scale * top + row)
                        let seen = Float(source[plane.origin + toY * plane.pitch + toX])
                        let far = back.between(x, y)
                        let rest =
                            (seen - share * near - (1 - share) * far) / (share * share + (1 - share) * (1 - share))
                        sheet.add(seen + (near + share * rest - seen) * place.strength, x: toX, y: toY)
                        let trust = Self.trust(rest, slope: place.slope)
                        let texture = rest * (trust + (1 - trust) * clearness)
                        let own = Self.groundsOwn(
                            near - far, (1 - share) * texture, (1 - share) * (1 - share) * rest, seen: seen - far)
                        let sharp = isUnseen ? far : seen
                        ground.add(sharp + (far + own - sharp) * place.strength, x: toX, y: toY)
                    }
                }
            }
        }
    }
}

/// Other values for some of a plane's samples.
struct PlaneChanges {
    private var rows: [[(x: Int32, value: Int16)]] = []

    init() {}

    init(rows count: Int) { rows = Array(repeating: [], count: count) }

    mutating func add(_ value: Float, x: Int, y: Int) {
        rows[y].append((Int32(x), Int16(max(-32768, min(32767, value)))))
    }

    /// - Parameter start: Where the row's first sample is.
    func apply(to row: inout MutableSpan<Int16>, of y: Int, from start: Int) {
        guard y < rows.count else { return }
        for change in rows[y] { row[start + Int(change.x)] = change.value }
    }
}

extension LayerPlane {
    /// A copy whose rows were changed; its margins are made anew.
    func changed(_ change: (Int, inout MutableSpan<Int16>, Int) -> Void) -> LayerPlane {
        LayerPlane(width: width, height: height) { y, row, start in
            pixels.withSamples(ofPlane: 0, as: Int16.self) { source in
                let from = origin + y * pitch
                for x in 0..<width { row[start + x] = source[from + x] }
            }
            change(y, &row, start)
        }
    }

    /// A copy with some other samples.
    func with(_ changes: PlaneChanges) -> LayerPlane {
        changed { y, row, start in changes.apply(to: &row, of: y, from: start) }
    }
}
