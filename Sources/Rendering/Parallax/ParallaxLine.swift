import Pixels

/// One row of a frame in the making: how near each of its samples is, what the layers show there, and both laid over each
/// other.
struct ParallaxLine {
    private let fields: NearnessFields
    private let count: Int
    /// Of the nearness planes' row that this one is made of.
    private var groundRow: [Float]
    private var sheetRow: [Float]
    /// Of this row's own samples.
    private var ground: [Float]
    private var sheet: [Float]
    private var samples: [Int16]
    private var sheetSamples: [Int16]
    private var opacities: [Int16]
    /// Where sheets are seen, if at all.
    private var runs: [Range<Int>] = []

    /// Samples of a row that are looked through for sheets together.
    private static let run = 32
    /// How far behind the ground a sheet may come to lie by rounding, where both are the same.
    private static let slack: Float = 0.02

    /// - Parameter count: Samples of a row: as many as the frame has pixels, or half of that.
    init(_ fields: NearnessFields, count: Int) {
        self.fields = fields
        self.count = count
        groundRow = Array(repeating: 0, count: fields.width)
        sheetRow = Array(repeating: SheetMarch.missed, count: fields.sheet.isEmpty ? 0 : fields.width)
        ground = Array(repeating: 0, count: Self.padded(count))
        sheet = Array(repeating: SheetMarch.missed, count: fields.sheet.isEmpty ? 0 : Self.padded(count))
        samples = Array(repeating: 0, count: Self.padded(count))
        sheetSamples = samples
        opacities = samples
    }

    /// Room for as many samples and for what vectors write beyond them.
    static func padded(_ count: Int) -> Int { (count + 31) / 32 * 32 }

    /// Takes the nearness for a row of luma, whose samples stand a quarter of a step to either side of the planes'.
    mutating func spread(lumaRow row: Int, with loops: any ParallaxLoops.Type) {
        let (own, other) = (row / 2, max(0, min(fields.height - 1, row / 2 + (row % 2 == 0 ? -1 : 1))))
        loops.widen(
            fields.ground, own: own * fields.width, other: other * fields.width, count: fields.width, row: &groundRow,
            into: &ground)
        if !sheetRow.isEmpty {
            for x in 0..<fields.width {
                sheetRow[x] = Self.mixed(
                    fields.sheet[own * fields.width + x], fields.sheet[other * fields.width + x])
            }
        }
        if !sheetRow.isEmpty {
            for x in sheetRow.indices {
                sheet[2 * x] = Self.mixed(sheetRow[x], sheetRow[max(0, x - 1)])
                sheet[2 * x + 1] = Self.mixed(sheetRow[x], sheetRow[min(sheetRow.count - 1, x + 1)])
            }
        }
        findRuns()
    }

    /// The same for a row of chroma, whose samples stand between the planes' rows' middles and a quarter to the left.
    mutating func spread(chromaRow row: Int) {
        for x in 0..<fields.width {
            let left = max(0, x - 1)
            let start = row * fields.width
            ground[x] = 0.75 * fields.ground[start + x] + 0.25 * fields.ground[start + left]
            if !sheetRow.isEmpty { sheet[x] = Self.mixed(fields.sheet[start + x], fields.sheet[start + left]) }
        }
        findRuns()
    }

    private static func mixed(_ own: Float, _ other: Float) -> Float {
        own < 0 || other < 0 ? SheetMarch.missed : 0.75 * own + 0.25 * other
    }

    private mutating func findRuns() {
        runs = []
        if sheet.isEmpty { return }
        for start in stride(from: 0, to: count, by: Self.run) {
            let end = min(count, start + Self.run)
            guard (start..<end).contains(where: { sheet[$0] >= 0 }) else { continue }
            if let last = runs.last, last.upperBound == start {
                runs[runs.count - 1] = last.lowerBound..<end
            } else {
                runs.append(start..<end)
            }
        }
    }

    /// How a row is sampled.
    enum Filter { case cubic, linear }

    /// Fills the row with what the layers show.
    mutating func fill(
        ground plane: borrowing LayerPlane, sheet sheetPlane: borrowing LayerPlane, _ mapping: RowMapping,
        _ filter: Filter, opacity: (plane: ParallaxLayers.Opacity, mapping: RowMapping)?,
        with loops: any ParallaxLoops.Type
    ) {
        Self.sample(plane, mapping, 0..<count, ground, &samples, filter, loops)
        guard let opacity else { return }
        for run in runs {
            Self.sample(sheetPlane, mapping, run, sheet, &sheetSamples, filter, loops)
            loops.linear(opacity.plane.plane, opacity.mapping, columns: run, nearness: sheet, into: &opacities)
            for x in run where sheet[x] >= 0 && sheet[x] >= ground[x] - Self.slack {
                let under = Int32(samples[x])
                samples[x] = Int16(
                    truncatingIfNeeded: under + ((Int32(sheetSamples[x]) - under) * Int32(opacities[x]) + 8192) >> 14)
            }
        }
    }

    private static func sample(
        _ plane: borrowing LayerPlane, _ mapping: RowMapping, _ columns: Range<Int>, _ nearness: [Float],
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
    /// Samples of this row that either layer would give from beyond the plane's borders, by more than a rounding error.
    func samplesOutside(_ plane: borrowing LayerPlane, _ mapping: RowMapping) -> Int {
        let slack: Float = 1e-3
        let (right, bottom) = (Float(plane.width) - 0.5 + slack, Float(plane.height) - 0.5 + slack)
        func isOutside(_ column: Int, _ nearness: Float) -> Bool {
            let (x, y) = (mapping.x.place(column, nearness), mapping.yStart + nearness * mapping.yDepth)
            return x < -0.5 - slack || y < -0.5 - slack || x > right || y > bottom
        }
        return (0..<count).count { column in
            isOutside(column, ground[column])
                || (!sheet.isEmpty && sheet[column] >= 0 && isOutside(column, sheet[column]))
        }
    }
}
