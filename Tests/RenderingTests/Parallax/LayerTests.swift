import Depth
import Glibc
import Pixels
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
        // It goes on beyond its edge.
        #expect(split.sheet[16, 20] == 0.8 && split.sheet[10, 20] == GapSplitting.nothing)
        #expect(split.hasSheets)
    }

    @Test("What is made up beneath a large sheet is of the ground around, not of what is in its middle")
    func fill() {
        let depth = Field(width: 240, height: 200) { x, y in
            (30..<210).contains(x) && (30..<170).contains(y) ? 0.9 : 0.1
        }
        let colors = LayerColors(luma: Self.plane(depth, 2), blue: Self.plane(depth, 1), red: Self.plane(depth, 1))
        let (picture, split) = (HalfPicture(colors), GapSplitting(depth, parallax: 8, spare: 6))
        let outline = SoftOutline(
            of: split, in: picture, isMadeUp: Array(repeating: false, count: split.isHidden.count))
        let ground = HalfPicture(HiddenGround(colors, picture, split, outline).ground)
        // Eight samples can be uncovered. Of the way from the ground's colour to the sheet's:
        for x in 30..<38 { #expect((ground.luma[x, 100] + 8000) / 16000 < 0.12, "\(x)") }
    }

    /// Brighter where depth is nearer than the middle.
    private static func plane(_ depth: Field, _ scale: Int) -> LayerPlane {
        LayerPlane(width: depth.width * scale, height: depth.height * scale) { y, row, start in
            for x in 0..<depth.width * scale { row[start + x] = depth[x / scale, y / scale] > 0.5 ? 8000 : -8000 }
        }
    }

    /// A board before a ground, and another one before both.
    private static let threeDepths = Field(width: 80, height: 60) { x, y in
        hypot(Float(x) - 50, Float(y) - 30) < 12 ? 0.9 : (10..<50).contains(x) && (10..<50).contains(y) ? 0.5 : 0.1
    }

    @Test("Where three depths meet, the middle one goes on beneath the nearest, and the farthest beneath both")
    func three() throws {
        let layers = GapSplitting.layers(Self.threeDepths, parallax: 8, spare: 3)
        try #require(layers.count == 2)
        let (nearest, rest) = (layers[0], layers[1])
        #expect(nearest.sheet[39, 30] == 0.9 && nearest.sheet[20, 12] == GapSplitting.nothing)
        #expect(abs(nearest.ground[40, 30] - 0.5) < 0.01 && abs(nearest.ground[60, 30] - 0.1) < 0.01)
        // The middle board ends within the nearest, where what of it is seen ends.
        #expect(rest.sheet[12, 12] == 0.5 && abs(rest.sheet[49, 20] - 0.5) < 0.01)
        #expect(abs(rest.ground[12, 12] - 0.1) < 0.01 && abs(rest.ground[48, 21] - 0.1) < 0.01)
        #expect(rest.sheet[70, 30] == GapSplitting.nothing)
    }

    @Test("Sheets that nothing stands before are taken off at once")
    func twoBoards() {
        let boards = Field(width: 80, height: 60) { x, y in
            (20..<40).contains(y) ? (10..<30).contains(x) ? 0.9 : (45..<70).contains(x) ? 0.5 : 0.1 : 0.1
        }
        #expect(GapSplitting.layers(boards, parallax: 8, spare: 3).count == 1)
        let slope = Field(width: 80, height: 60) { x, _ in Float(x) / 80 }
        #expect(GapSplitting.layers(slope, parallax: 8, spare: 3).isEmpty)
    }

    @Test("An outline runs between the samples of depth where their averages say", arguments: [40, 41, 42, 43])
    func outline(edge: Int) {
        // A board whose left side lies at a sample of luma, of which depth has one for two by two.
        let soft = Field(width: 60, height: 40) { x, y in
            let share = max(0, min(1, (Float(2 * x + 2) - Float(edge)) / 2))
            return x < 45 && (10..<30).contains(y) ? 0.3 + 0.5 * share : 0.3
        }
        let split = GapSplitting(GapSharpening.apply(to: soft, gap: 0.04), parallax: 4, spare: 3)
        let opacity = SheetOutline.opacity(of: split, soft: soft).luma
        let row = opacity.pixels.withSamples(ofPlane: 0, as: Int16.self) { samples in
            (0..<120).map { Int(samples[opacity.origin + 40 * opacity.pitch + $0]) }
        }
        // Half opaque a sample outside of the side.
        let middle = (20..<60).first { row[$0] >= 8192 } ?? 0
        #expect(abs(middle - (edge - 1)) <= 1, "\(middle)")
        #expect(row[edge - 5] == 0 && row[edge + 3] == 16384)
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

    @Test("The cubic's weights sum to minus one for every place between samples")
    func weights() {
        for (phase, weights) in CubicWeights.all.enumerated() {
            #expect((0..<4).reduce(0) { $0 + Int32(weights[$1]) } == -32768)
            let t = Double(phase) / 256
            let exact = [
                ((-0.5 * t + 1) * t - 0.5) * t, (1.5 * t - 2.5) * t * t + 1, ((-1.5 * t + 2) * t + 0.5) * t,
                (0.5 * t - 0.5) * t * t,
            ]
            #expect((0..<4).allSatisfy { abs(Double(weights[$0]) / -32768 - exact[$0]) < 1e-4 })
        }
        #expect(CubicWeights.all[0] == [0, -32768, 0, 0])
    }
}

extension Field {
    fileprivate func differing(from other: Field) -> Double {
        Double(zip(values, other.values).count { abs($0 - $1) > 1e-3 }) / Double(values.count)
    }
}
