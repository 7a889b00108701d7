/// Finds how near the ground is that a frame shows.
struct GroundSearch {
    let surface: NearnessPlane
    let bounds: LayerBounds
    /// Of a march through the whole depth.
    let steps: Int
    let mapping: FrameMapping
    /// Numbers from one row to the next.
    let pitch: Int
    let loops: any ParallaxLoops.Type

    /// Samples of shift that are not worth a march.
    private static let still: Float = 1.0 / 32

    /// - Parameter around: The nearness that the tile can meet at most.
    func march(_ tile: Tile, within around: (low: Float, high: Float) = (0, 1), into nearness: inout [Float]) {
        guard let range = bounds.range(mapping, tile, within: around) else { return }
        let shift = mapping.shift(tile)
        if (range.high - range.low) * shift < Self.still {
            let middle = (range.low + range.high) / 2
            var all = nearness.mutableSpan
            for row in tile.rows {
                for column in tile.columns { all[row * pitch + column] = middle }
            }
            return
        }
        let steps = MarchSteps(range, shift: shift, most: steps)
        if steps.isLong, tile.isLarge {
            tile.forEachPart { march($0, within: range, into: &nearness) }
        } else {
            loops.march(surface, mapping, tile, steps, into: &nearness, pitch: pitch)
        }
    }
}

/// Finds where a frame shows a sheet, and how near it is there.
struct SheetSearch {
    private let surface: NearnessPlane
    private let bounds: LayerBounds
    private let opacity: FieldBounds
    private let mapping: FrameMapping
    private let pitch: Int
    private let height: Int
    private let loops: any ParallaxLoops.Type

    init(
        _ sheet: ParallaxLayers.Sheet, mapping: FrameMapping, pitch: Int, height: Int, loops: any ParallaxLoops.Type
    ) {
        (surface, bounds, opacity) = (sheet.surface, sheet.bounds, sheet.opacityBounds)
        (self.mapping, self.pitch, self.height, self.loops) = (mapping, pitch, height, loops)
    }

    /// - Parameter around: The nearness that the tile can meet at most.
    func meet(
        _ tile: Tile, within around: (low: Float, high: Float) = (0, 1), into field: inout NearnessFields.SheetField
    ) {
        // Beyond its outline a sheet's depth goes on, unseen.
        guard let range = bounds.range(mapping, tile, within: around) else { return }
        let opacity = opacity(tile, range)
        guard opacity.high > 0 else { return }
        // A little beyond the farthest, which rounding must not let rays pass above.
        let steps = MarchSteps((range.low - 1e-3, range.high), shift: mapping.shift(tile), most: SheetRules.steps)
        if steps.isLong || opacity.low < 1, tile.isLarge {
            tile.forEachPart { meet($0, within: range, into: &field) }
            return
        }
        if field.nearness.isEmpty { field.nearness = Array(repeating: SheetRules.missed, count: pitch * height) }
        let met = loops.meet(surface, mapping, tile, steps, into: &field.nearness, pitch: pitch)
        guard met.low <= met.high else { return }
        let shown = self.opacity(tile, Self.mixed(met, range))
        guard shown.high > 0 else { return }
        for row in stride(from: tile.rows.lowerBound, to: tile.rows.upperBound, by: SheetBand.side) {
            field.bands[row / SheetBand.side].add(tile.columns, isOpaque: shown.low == 1)
        }
    }

    /// How opaque the sheet is, 0…1, where a tile shows it at such nearness.
    private func opacity(_ tile: Tile, _ nearness: (low: Float, high: Float)) -> (low: Float, high: Float) {
        let reach = mapping.reach(tile, nearness)
        return opacity.range(x: reach.x, y: reach.y)
    }

    /// What rows of a frame have of a tile's nearness, into which a quarter of its neighbours' is mixed.
    private static func mixed(
        _ met: (low: Float, high: Float), _ around: (low: Float, high: Float)
    ) -> (low: Float, high: Float) {
        (met.low - max(0, met.low - around.low) / 4, met.high + max(0, around.high - met.high) / 4)
    }
}
