import Depth
import Glibc
import Testing

@testable import Rendering

/// Every implementation that runs here.
enum ParallaxLoopsHere {
    static let all: [any ParallaxLoops.Type] =
        VectorParallaxLoops.runHere
        ? [PortableParallaxLoops.self, VectorParallaxLoops.self] : [PortableParallaxLoops.self]
}

@Suite struct MarchTests {
    /// What a row shows to a camera that moved aside by some samples for what is nearest.
    private static func seen(
        _ surface: Field, aside: Float, columns: Range<Int>, _ range: (low: Float, high: Float), steps: Int,
        by march: (NearnessPlane, FrameMapping, Tile, MarchSteps, inout [Float], Int) -> Void
    ) -> [Float] {
        let mapping = FrameMapping(
            x: AxisMapping(start: 0, step: 1, depthStart: aside, depthStep: 0),
            y: AxisMapping(start: 0, step: 1, depthStart: 0, depthStep: 0))
        var nearness = Array(repeating: Float(0), count: 80 * 16)
        march(
            NearnessPlane(surface), mapping, Tile(columns: columns, rows: 8..<9),
            MarchSteps(range, shift: Float(steps), most: steps), &nearness, 80)
        return Array(nearness[8 * 80..<9 * 80])
    }

    private static func march(
        _ loops: any ParallaxLoops.Type
    ) -> (NearnessPlane, FrameMapping, Tile, MarchSteps, inout [Float], Int) -> Void {
        { loops.march($0, $1, $2, $3, into: &$4, pitch: $5) }
    }

    private static func meet(
        _ loops: any ParallaxLoops.Type
    ) -> (NearnessPlane, FrameMapping, Tile, MarchSteps, inout [Float], Int) -> Void {
        { _ = loops.meet($0, $1, $2, $3, into: &$4, pitch: $5) }
    }

    @Test(
        "A ray meets a smooth surface where both are equally near", arguments: [-9, -2.5, 0, 4, 11] as [Float],
        [1, 8])
    func smooth(aside: Float, steps: Int) {
        // A single step is for what is nearly even.
        let height: Float = steps == 1 ? 0.04 : 0.3
        let surface = Field(width: 80, height: 16) { x, _ in 0.5 + height * sin(Float(x) / 12) }
        for loops in ParallaxLoopsHere.all {
            let nearness = Self.seen(
                surface, aside: aside, columns: 16..<64, (0.5 - height, 0.5 + height), steps: steps,
                by: Self.march(loops))
            for column in 16..<64 {
                let place = Float(column) + aside * nearness[column]
                // Straight lines between samples stand in for the wave.
                #expect(abs(0.5 + height * sin(place / 12) - nearness[column]) < 0.003)
            }
        }
    }

    @Test("Of two surfaces that a ray could meet, the nearer one hides the other")
    func hides() {
        let surface = Field(width: 80, height: 16) { x, _ in (40..<60).contains(x) ? 1 : 0 }
        for loops in ParallaxLoopsHere.all {
            let nearness = Self.seen(
                surface, aside: 10, columns: 16..<64, (0, 1), steps: 16, by: Self.march(loops))
            #expect((31..<49).allSatisfy { nearness[$0] == 1 })
            #expect((16..<28).allSatisfy { nearness[$0] == 0 })
        }
    }

    @Test("A ray that comes past a sheet's edge goes on behind it")
    func sheet() {
        let sheet = Field(width: 80, height: 16) { x, _ in (40..<60).contains(x) ? 0.8 : GapSplitting.nothing }
        for loops in ParallaxLoopsHere.all {
            let nearness = Self.seen(sheet, aside: -10, columns: 0..<80, (0, 1), steps: 16, by: Self.meet(loops))
            // The sheet has moved by 8 samples; what is right of it is seen from behind, which is not there.
            #expect((49..<66).allSatisfy { abs(nearness[$0] - 0.8) < 1e-3 })
            #expect((69..<80).allSatisfy { nearness[$0] == SheetRules.missed })
            #expect((0..<46).allSatisfy { nearness[$0] == SheetRules.missed })
        }
    }

    @Test("A sloping sheet is met where both are equally near, and not through a wall at its end")
    func slopingSheet() {
        let sheet = Field(width: 80, height: 16) { x, _ in
            (30..<60).contains(x) ? 0.3 + Float(x) / 200 : GapSplitting.nothing
        }
        for loops in ParallaxLoopsHere.all {
            let nearness = Self.seen(sheet, aside: 6, columns: 0..<80, (0.3, 0.6), steps: 16, by: Self.meet(loops))
            for column in 0..<80 where nearness[column] != SheetRules.missed {
                let place = Float(column) + 6 * nearness[column]
                #expect(place > 29.4 && place < 59.6 && abs(0.3 + place / 200 - nearness[column]) < 0.004)
            }
            #expect((29..<55).allSatisfy { nearness[$0] != SheetRules.missed })
        }
    }
}
