extension PortableParallaxLoops {
    static func march(
        _ plane: NearnessPlane, _ mapping: FrameMapping, _ tile: Tile, _ steps: MarchSteps,
        into nearness: inout [Float], pitch: Int
    ) {
        let surface = Surface(plane)
        let values = plane.values.span
        var result = nearness.mutableSpan
        for row in tile.rows {
            let mapping = RowMapping(mapping, row: row)
            for column in tile.columns {
                let ray = Ray(mapping, column)
                let place = row * pitch + column
                result[place] =
                    steps.count == 1
                    ? stepOnce(surface, values, ray, (steps.near + steps.far) * 0.5)
                    : march(surface, values, ray, steps)
            }
        }
    }

    @inline(__always)
    private static func march(_ surface: Surface, _ values: Span<Float>, _ ray: Ray, _ steps: MarchSteps) -> Float {
        // Above the surface by `above`, then below it by `below`.
        var (before, above) = (steps.near, surface.height(values, ray, steps.near) - steps.near)
        var (after, below) = (before, above)
        guard above < 0 else { return after }
        let stride = steps.stride
        var step: Float = 0
        for _ in 0..<steps.count {
            step += 1
            after = steps.near - stride * step
            below = surface.height(values, ray, after) - after
            if below >= 0 { break }
            (before, above) = (after, below)
        }
        guard below > 0 else { return after }
        let guess = before + (after - before) * above / (above - below)
        let rest = surface.height(values, ray, guess) - guess
        if rest < 0 { (before, above) = (guess, rest) } else { (after, below) = (guess, rest) }
        return above < below ? before + (after - before) * above / (above - below) : guess
    }

    /// In one step: the surface is so even that its own height is close already.
    @inline(__always)
    private static func stepOnce(_ surface: Surface, _ values: Span<Float>, _ ray: Ray, _ nearness: Float) -> Float {
        let second = surface.height(values, ray, nearness)
        let change = second - nearness
        let rest = surface.height(values, ray, second) - second
        // Both rests' line; were it level, the second place would be as good as any.
        let further = change * rest / (change - rest)
        return abs(further) <= abs(change) ? second + further : second
    }

    static func meet(
        _ sheet: NearnessPlane, _ mapping: FrameMapping, _ tile: Tile, _ steps: MarchSteps,
        into nearness: inout [Float], pitch: Int
    ) -> (low: Float, high: Float) {
        let surface = Surface(sheet)
        let values = sheet.values.span
        var result = nearness.mutableSpan
        var range = (low: Float.infinity, high: -Float.infinity)
        for row in tile.rows {
            let mapping = RowMapping(mapping, row: row)
            for column in tile.columns {
                let met = meet(surface, values, Ray(mapping, column), steps)
                result[row * pitch + column] = met
                if met >= 0 { range = (min(range.low, met), max(range.high, met)) }
            }
        }
        return range
    }

    @inline(__always)
    private static func meet(_ sheet: Surface, _ values: Span<Float>, _ ray: Ray, _ steps: MarchSteps) -> Float {
        var before = steps.near
        var above = sheet.sheetHeight(values, ray, before) - before
        if above >= 0 { return before }
        let stride = steps.stride
        var step: Float = 0
        for _ in 0..<steps.count {
            step += 1
            let after = steps.near - stride * step
            let below = sheet.sheetHeight(values, ray, after) - after
            if above < 0, below >= 0 {
                let found = settle(sheet, values, ray, before, above, after, below, steps.halvings)
                if abs(found.rest) < SheetRules.close { return found.nearness }
            }
            (before, above) = (after, below)
        }
        return SheetRules.missed
    }

    /// A nearness between these two that comes close to the sheet, if one does.
    private static func settle(
        _ sheet: Surface, _ values: Span<Float>, _ ray: Ray, _ before: Float, _ above: Float, _ after: Float,
        _ below: Float, _ halvings: Int
    ) -> (nearness: Float, rest: Float) {
        let guess = before + (after - before) * above / (above - below)
        let guessed = sheet.sheetHeight(values, ray, guess) - guess
        if abs(guessed) < SheetRules.settled { return (guess, guessed) }
        var (near, far) = ((before, above), (after, below))
        for _ in 0..<halvings {
            let middle = (near.0 + far.0) * 0.5
            let rest = sheet.sheetHeight(values, ray, middle) - middle
            if rest < 0 { near = (middle, rest) } else { far = (middle, rest) }
        }
        let last = near.0 + (far.0 - near.0) * near.1 / (near.1 - far.1)
        return (last, sheet.sheetHeight(values, ray, last) - last)
    }
}

/// What one sample of a frame sees, of every nearness.
private struct Ray {
    let x: Float
    let xDepth: Float
    let y: Float
    let yDepth: Float

    @inline(__always)
    init(_ mapping: RowMapping, _ column: Int) {
        x = mapping.x.start + mapping.x.step * Float(column)
        xDepth = mapping.x.depthStart + mapping.x.depthStep * Float(column)
        y = mapping.yStart
        yDepth = mapping.yDepth
    }
}

/// Nearness between the samples of a plane.
private struct Surface {
    private let pitch: Int
    private let first: Int
    private let right: Float
    private let bottom: Float

    init(_ plane: NearnessPlane) {
        pitch = plane.pitch
        first = plane.origin
        right = Float(plane.width)
        bottom = Float(plane.height)
        precondition(plane.values.count >= plane.pitch * (plane.height + 2 * NearnessPlane.margin))
    }

    private struct Corners {
        let a: Float
        let b: Float
        let c: Float
        let d: Float
        let across: Float
        let down: Float

        @inline(__always)
        var between: Float {
            let (upper, lower) = (a + (b - a) * across, c + (d - c) * across)
            return upper + (lower - upper) * down
        }
    }

    /// By straight lines.
    @inline(__always)
    func height(_ values: Span<Float>, _ ray: Ray, _ nearness: Float) -> Float {
        corners(values, ray, nearness).between
    }

    /// The same, but of the nearest sample where the four around differ much.
    @inline(__always)
    func sheetHeight(_ values: Span<Float>, _ ray: Ray, _ nearness: Float) -> Float {
        let around = corners(values, ray, nearness)
        let (upper, lower) = (minmax(around.a, around.b), minmax(around.c, around.d))
        guard max(upper.most, lower.most) - min(upper.least, lower.least) > SheetRules.jump else {
            return around.between
        }
        let isLeft = around.across < 0.5
        return around.down < 0.5 ? (isLeft ? around.a : around.b) : (isLeft ? around.c : around.d)
    }

    @inline(__always)
    private func minmax(_ one: Float, _ other: Float) -> (least: Float, most: Float) {
        one < other ? (one, other) : (other, one)
    }

    @inline(__always)
    private func corners(_ values: Span<Float>, _ ray: Ray, _ nearness: Float) -> Corners {
        let (x, y) = (limited(ray.x + ray.xDepth * nearness, right), limited(ray.y + ray.yDepth * nearness, bottom))
        let (column, row) = (cut(x), cut(y))
        let place = first &+ Int(row.whole) &* pitch &+ Int(column.whole)
        // The margins hold all of them, as the places are limited.
        return unsafe Corners(
            a: values[unchecked: place], b: values[unchecked: place &+ 1], c: values[unchecked: place &+ pitch],
            d: values[unchecked: place &+ pitch &+ 1], across: x - column.number, down: y - row.number)
    }

    /// No more than a sample beyond the plane. What is no number becomes the end.
    @inline(__always)
    private func limited(_ place: Float, _ end: Float) -> Float {
        let below = place < end ? place : end
        return below > -1 ? below : -1
    }

    /// The whole number below, or that at the place itself: between either and the next one straight lines say the same.
    @inline(__always)
    private func cut(_ place: Float) -> (whole: Int32, number: Float) {
        // So large that nothing smaller than a whole fits beside it.
        let large: Float = 12_582_912
        let sum = place - 0.5 + large
        return (Int32(bitPattern: sum.bitPattern &- large.bitPattern), sum - large)
    }
}
