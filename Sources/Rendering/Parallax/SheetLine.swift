/// What a row of a frame shows of one sheet.
struct SheetLine {
    /// Of each sample; what lies outside of the runs does not count.
    var nearness: [Float]
    /// 0…16384 of each sample of the blocks that are shown; 0 where something else is in front.
    private(set) var opacities: [Int16]
    /// The blocks that show something of the sheet.
    private(set) var shown: [Bool]
    /// Where there may be something of the sheet.
    var runs: [SheetBand.Run] = []

    /// - Parameters:
    ///   - room: Samples of a row and what vectors write beyond them.
    ///   - blocks: Those of a row.
    init(room: Int, blocks: Int) {
        nearness = Array(repeating: SheetRules.missed, count: room)
        opacities = Array(repeating: 0, count: room)
        shown = Array(repeating: false, count: blocks)
    }

    /// Looks up how opaque the sheet is, block by block, and where it is seen.
    ///
    /// - Parameter beneath: The blocks that show something of what is beneath nearer sheets; from now on, beneath this one.
    mutating func look(
        at opacity: LayerPlane, _ mapping: RowMapping, ground: [Float], beneath: inout [Bool],
        with loops: any ParallaxLoops.Type
    ) {
        var blocks = shown.mutableSpan
        blocks.update(repeating: false)
        loops.look(
            opacity, mapping, runs: runs, ground: ground, nearness: &nearness, opacities: &opacities, shown: &shown,
            beneath: &beneath)
    }

    /// Leaves out what lies behind a sheet that is farther as a whole.
    mutating func hide(behind other: SheetLine, with loops: any ParallaxLoops.Type) {
        loops.hide(
            &opacities, nearness, shown, behind: (nearness: other.nearness, opacities: other.opacities, other.shown))
    }
}
