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
    /// A camera that moved aside by some samples for what is nearest.
    private static func aside(_ samples: Float) -> RowMapping {
        RowMapping(
            FrameMapping(
                x: AxisMapping(start: 0, step: 1, depthStart: samples, depthStep: 0),
                y: AxisMapping(start: 0, step: 1, depthStart: 0, depthStep: 0)), row: 8)
    }

    @Test("A ray meets a smooth surface where both are equally near", arguments: [-9, -2.5, 0, 4, 11] as [Float])
    func smooth(aside: Float) {
        let surface = Field(width: 80, height: 16) { x, _ in 0.5 + 0.3 * sin(Float(x) / 12) }
        for loops in ParallaxLoopsHere.all {
            var nearness = Array(repeating: Float(0), count: 80)
            loops.march(
                NearnessPlane(surface), Self.aside(aside), columns: 16..<64, ends: (0.8, 0.2), steps: 8, into: &nearness
            )
            for column in 16..<64 {
                let place = Float(column) + aside * nearness[column]
                // Straight lines between samples stand in for the wave.
                #expect(abs(0.5 + 0.3 * sin(place / 12) - nearness[column]) < 0.003)
            }
        }
    }

    @Test("Of two surfaces that a ray could meet, the nearer one hides the other")
    func hides() {
        let surface = Field(width: 80, height: 16) { x, _ in (40..<60).contains(x) ? 1 : 0 }
        for loops in ParallaxLoopsHere.all {
            var nearness = Array(repeating: Float(0), count: 80)
            loops.march(
                NearnessPlane(surface), Self.aside(10), columns: 16..<64, ends: (1, 0), steps: 16, into: &nearness)
            #expect((31..<49).allSatisfy { nearness[$0] == 1 })
            #expect((16..<28).allSatisfy { nearness[$0] == 0 })
        }
    }

    @Test("A ray that comes past a sheet's edge goes on behind it")
    func sheet() {
        let sheet = Field(width: 80, height: 16) { x, _ in (40..<60).contains(x) ? 0.8 : GapSplitting.nothing }
        var nearness = Array(repeating: Float(0), count: 80)
        SheetMarch(sheet, steps: 16).march(
            Self.aside(-10), columns: 0..<80, ends: (1, 0), into: &nearness)
        // The sheet has moved by 8 samples; what is right of it is seen from behind, which is not there.
        #expect((49..<66).allSatisfy { abs(nearness[$0] - 0.8) < 1e-4 })
        #expect((69..<80).allSatisfy { nearness[$0] == SheetMarch.missed })
        #expect((0..<46).allSatisfy { nearness[$0] == SheetMarch.missed })
    }

    @Test("Where a nearer sheet's edge mixes into the colours of one behind it, that one is not seen")
    func mixed() {
        let sheets = Field(width: 80, height: 16) { x, _ in x < 40 ? 0.4 : x < 60 ? 0.9 : GapSplitting.nothing }
        var nearness = Array(repeating: Float(0), count: 80)
        SheetMarch(sheets, steps: 16).march(Self.aside(0), columns: 0..<80, ends: (1, 0), into: &nearness)
        #expect((0..<38).allSatisfy { abs(nearness[$0] - 0.4) < 1e-4 })
        #expect((38..<40).allSatisfy { nearness[$0] == SheetMarch.missed })
        #expect((40..<60).allSatisfy { abs(nearness[$0] - 0.9) < 1e-4 })
    }
}
