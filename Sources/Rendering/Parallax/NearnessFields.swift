import Pixels

/// How near what one frame shows is: a sample for two by two of its pixels.
struct NearnessFields {
    /// Samples a side that are marched together.
    static let tile = 16

    let width: Int
    let height: Int
    /// Numbers from one row to the next.
    let pitch: Int
    /// Of the ground, everywhere.
    private(set) var ground: [Float]
    /// Of the sheets, as in the layers.
    private(set) var sheets: [SheetField]

    struct SheetField {
        /// `SheetRules.missed` where nothing is met. Empty when the whole frame shows nothing of it.
        var nearness: [Float] = []
        /// Columns of the plane, tile by tile, that may show something of it, by rows of tiles.
        var runs: [[Run]]
    }

    /// Neighbouring tiles of a row of them.
    struct Run {
        var columns: Range<Int>
        /// Whether the sheet is opaque wherever it is met here.
        let isOpaque: Bool
    }

    init(_ layers: ParallaxLayers, frame: Int, with loops: any ParallaxLoops.Type) {
        width = layers.geometry.width / 2
        height = layers.geometry.height / 2
        pitch = ParallaxLine.padded(width)
        ground = Array(repeating: 0, count: pitch * height)
        let tilesDown = (height + Self.tile - 1) / Self.tile
        sheets = layers.sheets.map { _ in SheetField(runs: Array(repeating: [], count: tilesDown)) }
        let mapping = layers.geometry.mapping(frame, .nearness)
        for top in stride(from: 0, to: height, by: Self.tile) {
            let rows = top..<min(height, top + Self.tile)
            for left in stride(from: 0, to: width, by: Self.tile) {
                let tile = Tile(columns: left..<min(width, left + Self.tile), rows: rows)
                march(layers, mapping, tile, loops)
                for index in layers.sheets.indices { meet(layers.sheets[index], index, mapping, tile, loops) }
            }
        }
    }

    /// Samples of shift that are not worth a march.
    private static let still: Float = 1.0 / 32

    private mutating func march(
        _ layers: ParallaxLayers, _ mapping: FrameMapping, _ tile: Tile, _ loops: any ParallaxLoops.Type
    ) {
        guard let range = Self.range(layers.bounds, mapping, tile) else { return }
        let shift = Self.shift(mapping, tile)
        if (range.high - range.low) * shift < Self.still {
            for row in tile.rows {
                for column in tile.columns { ground[row * pitch + column] = (range.low + range.high) / 2 }
            }
            return
        }
        loops.march(
            layers.ground, mapping, tile, MarchSteps(range, shift: shift, most: layers.steps), into: &ground,
            pitch: pitch)
    }

    /// Samples by which what is nearest shifts against what is farthest, at most.
    private static func shift(_ mapping: FrameMapping, _ tile: Tile) -> Float {
        func most(_ axis: AxisMapping, _ samples: Range<Int>) -> Float {
            max(
                abs(axis.depthStart + axis.depthStep * Float(samples.lowerBound)),
                abs(axis.depthStart + axis.depthStep * Float(samples.upperBound - 1)))
        }
        return max(most(mapping.x, tile.columns), most(mapping.y, tile.rows))
    }

    private mutating func meet(
        _ sheet: ParallaxLayers.Sheet, _ index: Int, _ mapping: FrameMapping, _ tile: Tile,
        _ loops: any ParallaxLoops.Type
    ) {
        guard let range = Self.range(sheet.bounds, mapping, tile) else { return }
        let opacity = sheet.opacityBounds.range(
            x: Self.reach(mapping.x, tile.columns, range), y: Self.reach(mapping.y, tile.rows, range))
        // Beyond its outline a sheet's depth goes on, unseen.
        guard opacity.high > 0 else { return }
        if sheets[index].nearness.isEmpty {
            sheets[index].nearness = Array(repeating: SheetRules.missed, count: pitch * height)
        }
        // A little beyond the farthest, which rounding must not let rays pass above.
        loops.meet(
            sheet.surface, mapping, tile,
            MarchSteps((range.low - 1e-3, range.high), shift: Self.shift(mapping, tile), most: SheetRules.steps),
            into: &sheets[index].nearness, pitch: pitch)
        let (row, isOpaque) = (tile.rows.lowerBound / Self.tile, opacity.low == 1)
        if let last = sheets[index].runs[row].last, last.columns.upperBound == tile.columns.lowerBound,
            last.isOpaque == isOpaque
        {
            sheets[index].runs[row][sheets[index].runs[row].count - 1].columns =
                last.columns.lowerBound..<tile.columns.upperBound
        } else {
            sheets[index].runs[row].append(Run(columns: tile.columns, isOpaque: isOpaque))
        }
    }

    /// What nearness a tile can meet; nil for none. What it can meet says where it looks, and so what it can meet there.
    private static func range(
        _ bounds: FieldBounds, _ mapping: FrameMapping, _ tile: Tile
    ) -> (low: Float, high: Float)? {
        var range: (low: Float, high: Float) = (0, 1)
        for _ in 0..<3 {
            let next = bounds.range(
                x: reach(mapping.x, tile.columns, range), y: reach(mapping.y, tile.rows, range))
            guard next.low <= next.high else { return nil }
            if next == range { break }
            range = next
        }
        return range
    }

    /// All that these samples can be taken from.
    private static func reach(
        _ axis: AxisMapping, _ samples: Range<Int>, _ nearness: (low: Float, high: Float)
    ) -> ClosedRange<Float> {
        let (first, last) = (samples.lowerBound, samples.upperBound - 1)
        // Places grow along a row, whatever the nearness.
        return min(
            axis.place(first, nearness.low), axis.place(first, nearness.high))...max(
                axis.place(last, nearness.low), axis.place(last, nearness.high))
    }
}
