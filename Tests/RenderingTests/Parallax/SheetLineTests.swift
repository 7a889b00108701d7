import Depth
import Testing

@testable import Rendering

@Suite struct SheetLineTests {
    /// A row that takes every sample from its own place.
    private static let still = RowMapping(
        FrameMapping(
            x: AxisMapping(start: 0, step: 1, depthStart: 0, depthStep: 0),
            y: AxisMapping(start: 0, step: 1, depthStart: 0, depthStep: 0)), row: 4)

    private static func line(_ nearness: [Float], _ runs: [SheetBand.Run]) -> SheetLine {
        var line = SheetLine(room: 64, blocks: 8)
        line.nearness = nearness
        line.runs = runs
        return line
    }

    @Test("A block shows a sheet that is met, before the ground, and not transparent; all of it hides what is beneath")
    func look() {
        let opacity = LayerPlane(width: 64, height: 8) { _, row, start in
            for x in 0..<64 { row[start + x] = x < 16 ? 0 : 16384 }
        }
        var (nearness, ground) = (Array(repeating: Float(0.5), count: 64), Array(repeating: Float(0.2), count: 64))
        for x in 32..<40 { nearness[x] = SheetRules.missed }
        for x in 40..<48 { ground[x] = 0.9 }
        nearness[25] = SheetRules.missed
        for loops in ParallaxLoopsHere.all {
            // The row ends within its last block.
            var line = Self.line(nearness, [SheetBand.Run(columns: 0..<61, isOpaque: false)])
            var beneath = Array(repeating: true, count: 8)
            beneath[6] = false
            line.look(at: opacity, Self.still, ground: ground, beneath: &beneath, with: loops)
            #expect(line.shown == [false, false, true, true, false, false, false, true])
            #expect(beneath == [true, true, false, true, true, true, false, false])
            #expect((16..<32).allSatisfy { line.opacities[$0] == ($0 == 25 ? 0 : 16384) })
        }
    }

    @Test("Of two sheets the one in front hides the other, whichever is nearer as a whole")
    func hide() {
        let opacity = LayerPlane(width: 64, height: 8) { _, row, start in
            for x in 0..<64 { row[start + x] = 8192 }
        }
        let ground = Array(repeating: Float(0), count: 64)
        let runs = [SheetBand.Run(columns: 0..<64, isOpaque: false)]
        for loops in ParallaxLoopsHere.all {
            var first = Self.line(Array(repeating: 0.5, count: 64), runs)
            var second = Self.line((0..<64).map { $0 < 20 ? 0.3 : $0 < 40 ? 0.7 : SheetRules.missed }, runs)
            var beneath = Array(repeating: true, count: 8)
            first.look(at: opacity, Self.still, ground: ground, beneath: &beneath, with: loops)
            second.look(at: opacity, Self.still, ground: ground, beneath: &beneath, with: loops)
            first.hide(behind: second, with: loops)
            #expect((0..<64).allSatisfy { first.opacities[$0] == ((20..<40).contains($0) ? 0 : 8192) })
            #expect((0..<40).allSatisfy { second.opacities[$0] == 8192 })
        }
    }

    @Test("Blocks that are alike become runs, and neighbouring runs a span")
    func bands() throws {
        var band = try #require(SheetBand.empty(60, 8).first)
        band.add(8..<24, isOpaque: false)
        band.add(24..<32, isOpaque: true)
        band.add(48..<60, isOpaque: true)
        band.finish()
        #expect(band.runs.map(\.columns) == [8..<24, 24..<32, 48..<60])
        #expect(band.runs.map(\.isOpaque) == [false, true, true])
        #expect(band.lumaRuns.map(\.columns) == [16..<48, 48..<64, 96..<120])
        #expect(band.spans == [8..<32, 48..<60])
    }

    @Test("What a tile can meet lies within the bounds, and is nothing where there is nothing")
    func bounds() {
        let field = Field(width: 70, height: 50) { x, y in
            x < 40 ? Float((x * 7 + y * 13) % 29) / 29 : GapSplitting.nothing
        }
        let bounds = LayerBounds(field, absent: GapSplitting.nothing)
        let mapping = FrameMapping(
            x: AxisMapping(start: 0, step: 1, depthStart: 6, depthStep: 0),
            y: AxisMapping(start: 0, step: 1, depthStart: -3, depthStep: 0))
        Tile.forEach(70, 50) { tile in
            let range = bounds.range(mapping, tile, within: (0, 1))
            for y in tile.rows {
                for x in tile.columns where x < 40 {
                    // What stands at its own place is met by the ray that passes there.
                    let (column, row) = (Float(x) - 6 * field[x, y], Float(y) + 3 * field[x, y])
                    guard tile.columns.contains(Int(column.rounded())), tile.rows.contains(Int(row.rounded())) else {
                        continue
                    }
                    #expect(range.map { $0.low <= field[x, y] && field[x, y] <= $0.high } ?? false)
                }
            }
            if tile.columns.lowerBound >= 48 { #expect(range == nil) }
        }
    }
}
