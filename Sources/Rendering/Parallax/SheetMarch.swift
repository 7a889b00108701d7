import Depth

/// Meets rays with the sheets, which have no sides: a ray that comes past a sheet's edge goes on behind it.
struct SheetMarch {
    /// Where a ray meets no sheet.
    static let missed: Float = -1
    /// Halvings of a step in which a ray comes to lie behind a sheet.
    private static let halvings = 4

    private let plane: NearnessPlane
    /// The nearest sheet around each place.
    private let around: NearnessPlane
    private let steps: Int

    /// Samples by which the colours of a sheet are mixed into those of one behind it.
    private static let mixing = 2

    init(_ sheet: Field, steps: Int) {
        plane = NearnessPlane(sheet)
        around = NearnessPlane(sheet.extremes(reach: Self.mixing).high)
        self.steps = steps
    }

    /// How near the sheet is that each sample of a row's part shows, or `missed`.
    ///
    /// - Parameter ends: Every sheet that the rays can meet lies between these.
    func march(
        _ mapping: RowMapping, columns: Range<Int>, ends: (near: Float, far: Float), into nearness: inout [Float]
    ) {
        let values = plane.values.span
        let count = max(1, Int(((ends.near - ends.far) * Float(steps)).rounded(.up)))
        let stride = (ends.near - ends.far) / Float(count)
        for column in columns { nearness[column] = meet(values, mapping, column, ends.near, stride, count) }
    }

    private func meet(
        _ values: Span<Float>, _ mapping: RowMapping, _ column: Int, _ nearest: Float, _ stride: Float, _ steps: Int
    ) -> Float {
        let x = mapping.x.start + mapping.x.step * Float(column)
        let xDepth = mapping.x.depthStart + mapping.x.depthStep * Float(column)
        var before = nearest
        var above = height(values, x + xDepth * before, mapping.yStart + mapping.yDepth * before) - before
        if above >= 0 { return before }
        for step in 1...steps {
            let after = nearest - stride * Float(step)
            let below = height(values, x + xDepth * after, mapping.yStart + mapping.yDepth * after) - after
            if above < 0, below >= 0 {
                var (near, far) = ((before, above), (after, below))
                for _ in 0..<Self.halvings {
                    let middle = (near.0 + far.0) / 2
                    let rest = height(values, x + xDepth * middle, mapping.yStart + mapping.yDepth * middle) - middle
                    if rest < 0 { near = (middle, rest) } else { far = (middle, rest) }
                }
                let met = near.0 + (far.0 - near.0) * near.1 / (near.1 - far.1)
                let rest = height(values, x + xDepth * met, mapping.yStart + mapping.yDepth * met) - met
                // At a sheet's edge the surface jumps instead of meeting the ray. Next to a nearer sheet's edge the colours
                // are that one's; what lies behind is better than they.
                if abs(rest) < GapSplitting.gap / 2,
                    !isMixed(x + xDepth * met, mapping.yStart + mapping.yDepth * met, met)
                {
                    return met
                }
            }
            (before, above) = (after, below)
        }
        return Self.missed
    }

    private func isMixed(_ placeX: Float, _ placeY: Float, _ nearness: Float) -> Bool {
        let column = Int(max(0, min(Float(around.width - 1), placeX)) + 0.5)
        let row = Int(max(0, min(Float(around.height - 1), placeY)) + 0.5)
        return around.values[around.origin + row * around.pitch + column] - nearness > 2 * GapSplitting.gap
    }

    @inline(__always)
    private func height(_ values: Span<Float>, _ placeX: Float, _ placeY: Float) -> Float {
        let x = max(0, min(Float(plane.width) + 1, placeX + 1))
        let y = max(0, min(Float(plane.height) + 1, placeY + 1))
        let (column, row) = (Int32(x), Int32(y))
        let (across, down) = (x - Float(column), y - Float(row))
        let first = plane.origin + (Int(row) - 1) * plane.pitch + Int(column) - 1
        let (a, b) = (values[first], values[first + 1])
        let (c, d) = (values[first + plane.pitch], values[first + plane.pitch + 1])
        if max(max(a, b), max(c, d)) - min(min(a, b), min(c, d)) > 2 * GapSplitting.gap {
            // Two sheets, or a sheet's end: a wall between them would be met as if it were there.
            return down < 0.5 ? (across < 0.5 ? a : b) : (across < 0.5 ? c : d)
        }
        let (upper, lower) = (a + (b - a) * across, c + (d - c) * across)
        return upper + (lower - upper) * down
    }
}
