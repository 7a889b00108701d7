import Pixels

/// One row of a frame in the making: how near each of its samples is, what the layers show there, and all laid over each
/// other.
struct ParallaxLine {
    private let fields: NearnessFields
    private let count: Int
    /// Of the nearness planes' rows that this one is made of.
    private var mixed: [Float]
    private var ground: [Float]
    /// Of what has been laid over the ground so far, where sheets are.
    private var front: [Float]
    private var sheets: [SheetLine]
    private var samples: [Int16]
    private var sheetSamples: [Int16]
    /// Where something of the ground is seen.
    private var groundRuns: [Range<Int>] = []

    /// Samples of a row that are looked through together.
    static let run = 32

    /// - Parameter count: Samples of a row: as many as the frame has pixels, or half of that.
    init(_ fields: NearnessFields, count: Int) {
        self.fields = fields
        self.count = count
        let room = Self.padded(count)
        mixed = Array(repeating: 0, count: fields.width)
        ground = Array(repeating: 0, count: room)
        front = ground
        samples = Array(repeating: 0, count: room)
        sheetSamples = samples
        sheets = fields.sheets.map { sheet in
            SheetLine(room: sheet.nearness.isEmpty ? 0 : room)
        }
    }

    /// Room for as many samples and for what vectors write beyond them.
    static func padded(_ count: Int) -> Int { (count + run - 1) / run * run }

    /// Takes the nearness for a row of luma, whose samples stand a quarter of a step to either side of the planes'.
    mutating func spread(lumaRow row: Int, with loops: any ParallaxLoops.Type) {
        let (own, other) = (row / 2, max(0, min(fields.height - 1, row / 2 + (row % 2 == 0 ? -1 : 1))))
        let (near, far) = (own * fields.pitch, other * fields.pitch)
        loops.mix(fields.ground, own: near, other: far, count: fields.width, into: &mixed, at: 0)
        loops.widen(mixed, 0..<fields.width, into: &ground)
        for index in sheets.indices {
            let field = fields.sheets[index]
            let runs = field.runs[own / NearnessFields.tile]
            for columns in runs.map(\.columns).joinedUp {
                loops.mix(
                    field.nearness, own: near + columns.lowerBound, other: far + columns.lowerBound,
                    count: columns.count, into: &mixed, at: columns.lowerBound)
                loops.widen(mixed, columns, into: &sheets[index].nearness)
            }
            sheets[index].runs = runs.map { run in
                NearnessFields.Run(
                    columns: 2 * run.columns.lowerBound..<2 * run.columns.upperBound, isOpaque: run.isOpaque)
            }
        }
    }

    /// The same for a row of chroma, whose samples stand between the planes' rows' middles and a quarter to the left.
    mutating func spread(chromaRow row: Int, with loops: any ParallaxLoops.Type) {
        let start = row * fields.pitch
        Self.lean(fields.ground, start, 0..<fields.width, into: &ground, loops)
        for index in sheets.indices {
            sheets[index].runs = fields.sheets[index].runs[row / NearnessFields.tile]
            for columns in sheets[index].runs.map(\.columns).joinedUp {
                Self.lean(fields.sheets[index].nearness, start, columns, into: &sheets[index].nearness, loops)
            }
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
        groundRuns = []
        guard !sheets.isEmpty else { return groundRuns.append(0..<count) }
        var isCovered = Array(repeating: false, count: (count + Self.run - 1) / Self.run)
        for index in sheets.indices {
            sheets[index].look(at: opacities[index], mapping, ground: ground, count: count, &isCovered, with: loops)
        }
        for block in isCovered.indices where !isCovered[block] {
            groundRuns.join(block * Self.run..<min(count, (block + 1) * Self.run))
        }
    }

    /// How a row is sampled.
    enum Filter { case cubic, linear }

    /// Fills the row with what the ground shows, and sheets over it, the nearest of which comes first.
    mutating func fill(
        ground plane: LayerPlane, sheets planes: [LayerPlane], _ mapping: RowMapping, _ filter: Filter,
        with loops: any ParallaxLoops.Type
    ) {
        for run in groundRuns { Self.sample(plane, mapping, run, ground, &samples, filter, loops) }
        for sheet in sheets {
            for run in sheet.seen { Self.copy(ground, run, into: &front) }
        }
        for (sheet, plane) in zip(sheets, planes).reversed() {
            for run in sheet.seen {
                Self.sample(plane, mapping, run, sheet.nearness, &sheetSamples, filter, loops)
                loops.lay(
                    sheetSamples, opacity: sheet.opacities, nearness: sheet.nearness, columns: run, over: &samples,
                    front: &front)
            }
        }
    }

    private static func copy(_ row: [Float], _ columns: Range<Int>, into other: inout [Float]) {
        let source = row.span
        var target = other.mutableSpan
        for x in columns { target[x] = source[x] }
    }

    private static func sample(
        _ plane: LayerPlane, _ mapping: RowMapping, _ columns: Range<Int>, _ nearness: [Float],
        _ samples: inout [Int16], _ filter: Filter, _ loops: any ParallaxLoops.Type
    ) {
        switch filter {
        case .cubic: loops.cubic(plane, mapping, columns: columns, nearness: nearness, into: &samples)
        case .linear: loops.linear(plane, mapping, columns: columns, nearness: nearness, into: &samples)
        }
    }

    /// Puts the row, rounded to bytes, into a plane.
    func write(to target: inout PixelBuffer, plane: Int, row: Int, with loops: any ParallaxLoops.Type) {
        loops.round(samples, count: count, into: &target, plane: plane, row: row)
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
