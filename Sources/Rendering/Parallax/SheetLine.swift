/// What a row of a frame shows of one sheet.
struct SheetLine {
    /// Of each sample; what lies outside of the runs does not count.
    var nearness: [Float]
    private(set) var opacities: [Int16]
    /// Where there may be something of the sheet.
    var runs: [NearnessFields.Run] = []
    /// Where there is.
    private(set) var seen: [Range<Int>] = []

    /// - Parameter room: Samples of a row and what vectors write beyond them.
    init(room: Int) {
        nearness = Array(repeating: SheetRules.missed, count: room)
        opacities = Array(repeating: 0, count: room)
    }

    /// Looks up how opaque the sheet is, block by block, and where it is seen.
    ///
    /// - Parameters:
    ///   - count: Samples of the row.
    ///   - isCovered: The blocks that nothing is seen of beneath nearer sheets; those beneath this one are added.
    mutating func look(
        at opacity: LayerPlane, _ mapping: RowMapping, ground: [Float], count: Int, _ isCovered: inout [Bool],
        with loops: any ParallaxLoops.Type
    ) {
        seen.removeAll(keepingCapacity: true)
        let side = ParallaxLine.run
        for run in runs {
            for block in run.columns.lowerBound / side..<(run.columns.upperBound + side - 1) / side
            where !isCovered[block] {
                let whole = block * side..<min(count, (block + 1) * side)
                let columns = whole.clamped(to: run.columns)
                if run.isOpaque {
                    for column in columns { opacities[column] = 16384 }
                } else {
                    loops.linear(opacity, mapping, columns: columns, nearness: nearness, into: &opacities)
                }
                let cover = loops.cover(opacity: opacities, nearness: nearness, ground: ground, columns: columns)
                if cover != .nothing { seen.join(columns) }
                if cover == .all, columns == whole { isCovered[block] = true }
            }
        }
    }
}

extension [Range<Int>] {
    /// Neighbours as one.
    var joinedUp: [Range<Int>] { reduce(into: []) { $0.join($1) } }

    /// Adds a range, to the last one where that ends at its beginning.
    mutating func join(_ range: Range<Int>) {
        if let last, last.upperBound == range.lowerBound {
            self[count - 1] = last.lowerBound..<range.upperBound
        } else {
            append(range)
        }
    }
}
