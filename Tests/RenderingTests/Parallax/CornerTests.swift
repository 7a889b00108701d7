import Depth
import Testing

@testable import Rendering

/// The loops in C load the nearness around eight places at once where those lie side by side, else one place after the other.
/// Those in Swift know one way.
@Suite(.enabled(if: VectorParallaxLoops.runHere)) struct CornerTests {
    /// How eight places lie: 0...7 along a row, and each so many quarters of a sample on, or of a line down.
    struct Lie: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let quarters: [Int]
        var isDown = false

        init(_ description: String, isDown: Bool = false, _ quarters: Int...) {
            (testDescription, self.isDown, self.quarters) = (description, isDown, quarters)
        }
    }

    /// A load has eight corners of each kind, from the first place's on: others may be 0 to 7 samples further on, all on its
    /// line.
    private static let lies = [
        Lie("side by side", 0, 1, 2, 3, 0, 1, 2, 3),
        Lie("side by side, two of them between the same samples", 4, 0, 2, 1, 3, 0, 2, 1),
        Lie("all of them lines further down", isDown: true, 9, 9, 9, 9, 9, 9, 9, 9),
        Lie("7 on: as far as a load goes", 0, 0, 0, 0, 4, 8, 4, 3),
        Lie("8 on: scattered", 0, 0, 0, 0, 4, 8, 4, 4),
        Lie("left of the first: scattered", 8, 0, 0, 4, 1, 2, 3, 0),
        Lie("a line down and up again: scattered", isDown: true, 0, 4, 1, 5, 2, 6, 3, 7),
        Lie("a line down at the last: scattered", isDown: true, 0, 0, 0, 0, 0, 0, 0, 4),
        Lie("a line up at the last: scattered", isDown: true, 4, 4, 4, 4, 4, 4, 4, 0),
    ]

    /// What is seen at nearness 0 is as near as half and a 64th for each quarter, and the second step goes to where the camera
    /// shows what is that near: 8 samples on for the half, and a quarter for each 64th; and a quarter of a line down, or the
    /// other way round. All around differs by less, so that the result hangs on what is there.
    private static func surface(_ lie: Lie) -> Field {
        Field(width: 40, height: 32) { x, y in
            let sixtyFourths = y == row && x < 8 ? lie.quarters[x] : noise(x, y, below: 12)
            return 0.5 + Float(sixtyFourths) / 64
        }
    }

    private static let row = 8

    @Test("However places lie, the same nearness is found there", arguments: lies)
    func same(lie: Lie) {
        let mapping = FrameMapping(
            x: AxisMapping(start: 0, step: 1, depthStart: lie.isDown ? 0.5 : 16, depthStep: 0),
            y: AxisMapping(start: 0, step: 1, depthStart: lie.isDown ? 16 : 0.5, depthStep: 0))
        let results = [PortableParallaxLoops.self, VectorParallaxLoops.self as any ParallaxLoops.Type].map { loops in
            Self.march(loops, Self.surface(lie), mapping, at: 0)
        }
        #expect(results[0] == results[1])
        #expect(Set(results[0]).count > 4 && results[0].allSatisfy { (0.4..<0.8).contains($0) })
    }

    /// Two loads have the eight samples to the left of eight places of one nearness, and those to the right, if the last place
    /// is at most 7 on, with steps of 1; and the sixteen around them if it is at most 14 on: with steps of 2.25 it is 15 on.
    @Test(
        "However far apart samples are taken, the same nearness is found there",
        arguments: [0.5, 1, 2, 2.25, 3] as [Float])
    func steps(step: Float) {
        let mapping = FrameMapping(
            x: AxisMapping(start: 3, step: step, depthStart: 2, depthStep: 0),
            y: AxisMapping(start: 0.25, step: 1, depthStart: 0, depthStep: 0))
        let surface = Self.surface(Self.lies[0])
        let results = [PortableParallaxLoops.self, VectorParallaxLoops.self as any ParallaxLoops.Type].map { loops in
            Self.march(loops, surface, mapping, at: 0.5)
        }
        #expect(results[0] == results[1])
        #expect(Set(results[0]).count > 4)
    }

    /// In one step from that nearness.
    private static func march(
        _ loops: any ParallaxLoops.Type, _ surface: Field, _ mapping: FrameMapping, at nearness: Float
    ) -> [Float] {
        var found = Array(repeating: Float(0), count: 8 * (row + 1))
        loops.march(
            NearnessPlane(surface), mapping, Tile(columns: 0..<8, rows: row..<row + 1),
            MarchSteps((nearness, nearness), shift: 1, most: 1), into: &found, pitch: 8)
        return Array(found[8 * row..<8 * row + 8])
    }
}

/// A number from 0 on that tells nothing of its neighbours', always the same at a place.
func noise(_ x: Int, _ y: Int, below limit: Int) -> Int {
    let mixed = (UInt32(x) &* 0x9E37_79B1) ^ (UInt32(y) &* 0x85EB_CA77)
    return Int(((mixed ^ (mixed >> 15)) &* 0x2C1B_3C6D) >> 8) % limit
}
