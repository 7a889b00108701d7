import Pixels

/// How near what one frame shows is: a sample for two by two of its pixels.
struct NearnessFields {
    let width: Int
    let height: Int
    /// Of the ground, everywhere.
    private(set) var ground: [Float]
    /// Of the sheets; `SheetMarch.missed` where there is none. Empty when the whole frame shows none.
    private(set) var sheet: [Float]

    /// Pixels of this plane a side that are marched together.
    private static let tile = 16

    init(_ layers: ParallaxLayers, frame: Int, with loops: any ParallaxLoops.Type) {
        width = layers.geometry.width / 2
        height = layers.geometry.height / 2
        ground = Array(repeating: 0, count: width * height)
        sheet = []
        let mapping = layers.geometry.mapping(frame, .nearness)
        for top in stride(from: 0, to: height, by: Self.tile) {
            let rows = top..<min(height, top + Self.tile)
            for left in stride(from: 0, to: width, by: Self.tile) {
                let columns = left..<min(width, left + Self.tile)
                let (x, y) = (Self.reach(mapping.x, columns), Self.reach(mapping.y, rows))
                march(layers, mapping, columns, rows, layers.bounds.range(x: x, y: y), loops)
                if let sheets = layers.sheets {
                    march(sheets, mapping, columns, rows, sheets.bounds.range(x: x, y: y))
                }
            }
        }
        if !sheet.isEmpty { closeSeams() }
    }

    /// All that these samples can be taken from, of whatever nearness.
    private static func reach(_ axis: AxisMapping, _ samples: Range<Int>) -> ClosedRange<Float> {
        let ends = [samples.lowerBound, samples.upperBound - 1].flatMap { [axis.place($0, 0), axis.place($0, 1)] }
        return (ends.min() ?? 0)...(ends.max() ?? 0)
    }

    private mutating func march(
        _ layers: ParallaxLayers, _ mapping: FrameMapping, _ columns: Range<Int>, _ rows: Range<Int>,
        _ range: (low: Float, high: Float), _ loops: any ParallaxLoops.Type
    ) {
        let steps = max(1, Int(((range.high - range.low) * Float(layers.steps)).rounded(.up)))
        var line = Array(repeating: Float(0), count: ParallaxLine.padded(width))
        for row in rows {
            loops.march(
                layers.ground, RowMapping(mapping, row: row), columns: columns, ends: (range.high, range.low),
                steps: steps, into: &line)
            for column in columns { ground[row * width + column] = line[column] }
        }
    }

    private mutating func march(
        _ sheets: ParallaxLayers.Sheets, _ mapping: FrameMapping, _ columns: Range<Int>, _ rows: Range<Int>,
        _ range: (low: Float, high: Float)
    ) {
        guard range.low <= range.high else { return }
        if sheet.isEmpty { sheet = Array(repeating: SheetMarch.missed, count: width * height) }
        var line = Array(repeating: Float(0), count: ParallaxLine.padded(width))
        for row in rows {
            // A little beyond the farthest, which rounding must not let rays pass above.
            sheets.march.march(
                RowMapping(mapping, row: row), columns: columns, ends: (range.high, range.low - 1e-3), into: &line)
            for column in columns { sheet[row * width + column] = line[column] }
        }
    }

    /// Gives places that missed a sheet the nearness of a neighbour that met one, so that what lies between both can be
    /// looked up; the opacity there says that nothing is seen.
    private mutating func closeSeams() {
        let before = sheet
        for row in 0..<height {
            for column in 0..<width where before[row * width + column] < 0 {
                var nearest = SheetMarch.missed
                for y in max(0, row - 1)...min(height - 1, row + 1) {
                    for x in max(0, column - 1)...min(width - 1, column + 1) {
                        nearest = max(nearest, before[y * width + x])
                    }
                }
                sheet[row * width + column] = nearest
            }
        }
    }
}
