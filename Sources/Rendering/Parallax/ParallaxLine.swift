import Pixels

/// One row of a frame in the making: how near each of its samples is, what the layers show there, and all laid over each
/// other.
struct ParallaxLine {
    private let fields: NearnessFields
    private let count: Int
    private var ground: [Float]
    private var sheets: [SheetLine]
    /// Of luma, or of both of chroma.
    private var samples: ([Int16], [Int16])
    private var sheetSamples: ([Int16], [Int16])
    /// The blocks that show something of the ground.
    private var shown: [Bool]

    /// Samples of a row that are seen, or not, together: as many as vectors have.
    static let block = 8

    /// - Parameter count: Samples of a row: as many as the frame has pixels, or half of that.
    init(_ fields: NearnessFields, count: Int) {
        self.fields = fields
        self.count = count
        let room = Self.padded(count)
        ground = Array(repeating: 0, count: room)
        let black = Array(repeating: Int16(0), count: room)
        samples = (black, black)
        sheetSamples = samples
        shown = Array(repeating: true, count: (count + Self.block - 1) / Self.block)
        sheets = fields.sheets.map { [shown] _ in SheetLine(room: room, blocks: shown.count) }
    }

    /// Room for as many samples and for what vectors write beyond them.
    static func padded(_ count: Int) -> Int { (count + 31) / 32 * 32 }

    /// Takes the nearness for a row of luma, whose samples stand a quarter of a step to either side of the planes'.
    mutating func spread(lumaRow row: Int, with loops: any ParallaxLoops.Type) {
        let (own, other) = (row / 2, max(0, min(fields.height - 1, row / 2 + (row % 2 == 0 ? -1 : 1))))
        let (near, far) = (own * fields.pitch, other * fields.pitch)
        loops.widen(fields.ground, own: near, other: far, count: fields.width, into: &ground, at: 0)
        for index in sheets.indices {
            let band = fields.sheets[index].bands[own / SheetBand.side]
            for columns in band.spans {
                loops.widen(
                    fields.sheets[index].nearness, own: near + columns.lowerBound, other: far + columns.lowerBound,
                    count: columns.count, into: &sheets[index].nearness, at: 2 * columns.lowerBound)
            }
            sheets[index].runs = band.lumaRuns
        }
    }

    /// The same for a row of chroma, whose samples stand between the planes' rows' middles and a quarter to the left.
    mutating func spread(chromaRow row: Int, with loops: any ParallaxLoops.Type) {
        let start = row * fields.pitch
        Self.lean(fields.ground, start, 0..<fields.width, into: &ground, loops)
        for index in sheets.indices {
            let band = fields.sheets[index].bands[row / SheetBand.side]
            for columns in band.spans {
                Self.lean(fields.sheets[index].nearness, start, columns, into: &sheets[index].nearness, loops)
            }
            sheets[index].runs = band.runs
        }
    }

    private static func lean(
        _ plane: [Float], _ start: Int, _ columns: Range<Int>, into row: inout [Float], _ loops: any ParallaxLoops.Type
    ) {
        row[columns.lowerBound] = plane[start + columns.lowerBound]
        loops.mix(
            plane, own: start + columns.lowerBound + 1, other: start + columns.lowerBound, count: columns.count - 1,
            into: &row, at: columns.lowerBound + 1)
    }

    /// Looks up how opaque the sheets are, and where they, and something of the ground, are seen.
    ///
    /// - Parameter opacities: Of the sheets, as in the layers.
    mutating func look(at opacities: [LayerPlane], _ mapping: RowMapping, with loops: any ParallaxLoops.Type) {
        guard !sheets.isEmpty else { return }
        var blocks = shown.mutableSpan
        blocks.update(repeating: true)
        for index in sheets.indices {
            sheets[index].look(at: opacities[index], mapping, ground: ground, beneath: &shown, with: loops)
            guard !sheets[index].runs.isEmpty else { continue }
            for nearer in 0..<index { sheets[nearer].hide(behind: sheets[index], with: loops) }
        }
    }

    /// Fills the row with the luma that the ground shows, and sheets over it, the nearest of which comes first.
    mutating func fillLuma(
        ground: LayerPlane, sheets planes: [LayerPlane], _ mapping: RowMapping, with loops: any ParallaxLoops.Type
    ) {
        loops.cubic(ground, mapping, shown, nearness: self.ground, into: &samples.0)
        for index in sheets.indices.reversed() where !sheets[index].runs.isEmpty {
            let (nearness, opacities, shown) = (sheets[index].nearness, sheets[index].opacities, sheets[index].shown)
            loops.cubic(planes[index], mapping, shown, nearness: nearness, into: &sheetSamples.0)
            loops.lay(sheetSamples.0, opacity: opacities, shown, over: &samples.0)
        }
    }

    /// The same with both planes of chroma.
    mutating func fillChroma(
        ground: LayerColors, sheets colors: [LayerColors], _ mapping: RowMapping, with loops: any ParallaxLoops.Type
    ) {
        loops.linear(
            (ground.blue, ground.red), mapping, shown, nearness: self.ground, into: &samples.0, and: &samples.1)
        for index in sheets.indices.reversed() where !sheets[index].runs.isEmpty {
            let (nearness, opacities, shown) = (sheets[index].nearness, sheets[index].opacities, sheets[index].shown)
            loops.linear(
                (colors[index].blue, colors[index].red), mapping, shown, nearness: nearness, into: &sheetSamples.0,
                and: &sheetSamples.1)
            loops.lay(sheetSamples.0, opacity: opacities, shown, over: &samples.0)
            loops.lay(sheetSamples.1, opacity: opacities, shown, over: &samples.1)
        }
    }

    /// Puts the row, rounded to bytes, into a plane: 0 for luma, 1 and 2 for chroma.
    func write(to target: inout PixelBuffer, plane: Int, row: Int, with loops: any ParallaxLoops.Type) {
        loops.round(plane == 2 ? samples.1 : samples.0, count: count, into: &target, plane: plane, row: row)
    }
}

extension ParallaxLine {
    /// Samples of this row that any layer would give from beyond the plane's borders, by more than a rounding error.
    func samplesOutside(_ plane: LayerPlane, _ mapping: RowMapping) -> Int {
        let slack: Float = 1e-3
        let (right, bottom) = (Float(plane.width) - 0.5 + slack, Float(plane.height) - 0.5 + slack)
        func isOutside(_ column: Int, _ nearness: Float) -> Bool {
            let (x, y) = (mapping.x.place(column, nearness), mapping.yStart + nearness * mapping.yDepth)
            return x < -0.5 - slack || y < -0.5 - slack || x > right || y > bottom
        }
        let sheetsOutside = sheets.map { sheet in
            sheet.runs.flatMap(\.columns).count { sheet.nearness[$0] >= 0 && isOutside($0, sheet.nearness[$0]) }
        }
        return (0..<count).count { isOutside($0, ground[$0]) } + sheetsOutside.reduce(0, +)
    }
}
