import Depth
import Testing

@testable import Rendering

@Suite struct LayerTests {
    private static let step = Field(width: 60, height: 40) { x, y in
        (20..<44).contains(x) && (10..<30).contains(y) ? 0.8 : 0.3
    }

    @Test("A blurred step of depth becomes a sharp one, where it was")
    func sharpened() {
        let blurred = Self.step.resized(width: 30, height: 20).resized(width: 60, height: 40)
        #expect(blurred != Self.step)
        #expect(GapSharpening.apply(to: blurred, gap: 0.04).differing(from: Self.step) < 0.02)
    }

    @Test("A slope stays a slope")
    func slope() {
        let slope = Field(width: 60, height: 40) { x, _ in Float(x) / 60 }
        #expect(GapSharpening.apply(to: slope, gap: 0.04) == slope)
    }

    @Test("The ground goes on beneath a sheet's edges as far as a frame can see, and the sheet ends further in")
    func split() {
        let split = GapSplitting(Self.step, parallax: 4, spare: 3)
        #expect(split.ground[20, 20] == 0.3 && split.ground[24, 20] == 0.3)
        #expect(split.ground[32, 20] == 0.8)
        #expect(abs(split.ground[10, 20] - 0.3) < 1e-6)
        #expect(split.sheet[20, 20] == 0.8 && split.sheet[32, 20] == 0.8)
        // It goes on beyond its edge, where its opacity ends.
        #expect(split.sheet[16, 20] == 0.8 && split.sheet[10, 20] == GapSplitting.nothing)
        #expect(split.opacity[22, 20] > 0.99 && split.opacity[16, 20] == 0)
        #expect(split.hasSheets)
    }

    @Test("A picture without steps of depth has no sheets")
    func noSheets() {
        let slope = Field(width: 60, height: 40) { x, _ in Float(x) / 60 }
        let split = GapSplitting(slope, parallax: 4, spare: 3)
        #expect(!split.hasSheets && split.ground == slope)
    }

    @Test("Holes are filled with what surrounds them, and what is known stays", arguments: [(17, 9), (32, 32), (5, 1)])
    func pushPull(width: Int, height: Int) {
        let weights = Field(width: width, height: height) { x, _ in (1..<max(2, width - 1)).contains(x) ? 0 : 1 }
        let plane = Field(width: width, height: height) { x, _ in x == 0 ? 0.2 : x == width - 1 ? 0.6 : 99 }
        let filled = PushPull.fill([plane], weights: weights)[0]
        for x in 0..<width {
            let value = filled[x, height / 2]
            #expect(value >= 0.2 - 1e-5 && value <= 0.6 + 1e-5)
        }
        #expect(filled[0, 0] == 0.2 && filled[width - 1, height - 1] == 0.6)
        #expect(filled[1, height / 2] < filled[width - 2, height / 2] + 1e-6)
    }

    @Test("The cubic's weights sum to one for every place between samples")
    func weights() {
        for phase in 0..<CubicWeights.phases {
            #expect(CubicWeights.all[4 * phase..<4 * phase + 4].reduce(0) { $0 + Int($1) } == 16384)
        }
        #expect(Array(CubicWeights.all.prefix(4)) == [0, 16384, 0, 0])
    }
}

extension Field {
    fileprivate func differing(from other: Field) -> Double {
        Double(zip(values, other.values).count { abs($0 - $1) > 1e-3 }) / Double(values.count)
    }
}
