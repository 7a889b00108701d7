import Testing

@testable import Rendering

/// The loops in C load what lies around eight places in several ways, by how the places lie. Those in Swift know one way.
@Suite(.enabled(if: VectorParallaxLoops.runHere)) struct SamplingTests {
    /// How eight places lie: 0...7 along a row, and each so many samples on, lines down or both.
    struct Lie: Sendable, CustomTestStringConvertible {
        enum Direction: Sendable { case across, down, both }

        let testDescription: String
        let moves: [Int]
        let direction: Direction

        init(_ description: String, _ direction: Direction, _ moves: Int...) {
            (testDescription, self.direction, self.moves) = (description, direction, moves)
        }
    }

    /// A load has eight samples for four places, from those of the first on, or, with more care, of the leftmost: samples 0
    /// and 1 by straight lines, 0 to 3 by the cubic. So the other three may be 0 to 6 or 0 to 4 samples further on. Their lines
    /// may differ by one, for two loads.
    private static let lies = [
        Lie("level", .across, 0, 0, 0, 0, 0, 0, 0, 0),
        Lie("level, each four on a line of their own", .down, 0, 0, 0, 0, 3, 3, 3, 3),
        Lie("4 on: where the cubic's load ends", .across, 0, 0, 0, 1, 0, 0, 0, 1),
        Lie("5 on: scattered for the cubic", .across, 0, 0, 0, 2, 0, 0, 0, 2),
        Lie("6 on: where the load for straight lines ends", .across, 0, 0, 0, 3, 0, 0, 0, 3),
        Lie("7 on: scattered for straight lines too", .across, 0, 0, 0, 4, 0, 0, 0, 4),
        Lie("left of the first: uneven", .across, 3, 0, 0, 0, 3, 0, 0, 0),
        Lie("left of the first by more than a load has: scattered", .across, 9, 0, 0, 0, 9, 0, 0, 0),
        Lie("scattered in the second four alone", .across, 0, 0, 0, 0, 0, 9, 0, 0),
        Lie("a line down and up again: uneven", .down, 0, 1, 0, 1, 0, 1, 0, 1),
        Lie("the first is the lower one: uneven", .down, 1, 0, 0, 1, 1, 1, 1, 0),
        Lie("uneven in the second four alone", .down, 0, 0, 0, 0, 0, 0, 1, 1),
        Lie("a line down where the cubic's load ends: uneven", .both, 0, 0, 0, 1, 0, 0, 0, 1),
        Lie("a line down and beyond the loads: scattered", .both, 0, 1, 1, 1, 0, 0, 9, 1),
        Lie("two lines down: scattered", .down, 0, 2, 0, 0, 0, 0, 0, 0),
        Lie("two lines down in steps of one: scattered", .down, 0, 1, 2, 1, 0, 0, 0, 0),
    ]

    private static let (width, height) = (40, 24)

    private static func plane(_ seed: Int, _ samples: ClosedRange<Int>) -> LayerPlane {
        LayerPlane(width: width, height: height) { y, row, start in
            for x in 0..<width {
                row[start + x] = Int16(samples.lowerBound + noise(x, y + height * seed, below: samples.count))
            }
        }
    }

    private static let luma = plane(1, -8192...8191)
    private static let other = plane(2, -8192...8191)
    private static let opacity = plane(3, 1...16384)

    /// Where a row has its first place: within the plane, or so that all or some of the places are beyond its borders.
    private static let starts: [(x: Float, y: Float)] = [(9.25, 6.5), (-4.75, -2.5), (33.25, 21.5)]

    /// A move of one sample is 1/64 of nearness, and from one place to the next there is a little more, far from the next
    /// sample: every place is where it is meant to be, without rounding.
    private static func row(_ lie: Lie, _ start: (x: Float, y: Float)) -> (mapping: RowMapping, nearness: [Float]) {
        let mapping = FrameMapping(
            x: AxisMapping(start: start.x, step: 1, depthStart: lie.direction == .down ? 0 : 64, depthStep: 0),
            y: AxisMapping(start: start.y, step: 1, depthStart: lie.direction == .across ? 0 : 64, depthStep: 0))
        let nearness = lie.moves.enumerated().map { (Float($1) + Float($0) / 32) / 64 }
        return (RowMapping(mapping, row: 0), nearness)
    }

    @Test("However places lie, the same is seen there in luma, in chroma and of a sheet's outline", arguments: lies)
    func same(lie: Lie) {
        for start in Self.starts {
            let (mapping, nearness) = Self.row(lie, start)
            let results = [PortableParallaxLoops.self, VectorParallaxLoops.self as any ParallaxLoops.Type].map {
                loops in
                var (luma, blue, red) = (Self.black, Self.black, Self.black)
                loops.cubic(Self.luma, mapping, [true], nearness: nearness, into: &luma)
                loops.linear((Self.luma, Self.other), mapping, [true], nearness: nearness, into: &blue, and: &red)
                var (opacities, shown, beneath, near) = (Self.black, [false], [true], nearness)
                loops.look(
                    Self.opacity, mapping, runs: [SheetBand.Run(columns: 0..<8, isOpaque: false)],
                    ground: Array(repeating: 0, count: 8), nearness: &near, opacities: &opacities, shown: &shown,
                    beneath: &beneath)
                #expect(shown == [true])
                return [luma, blue, red, opacities]
            }
            #expect(results[0] == results[1], "from \(start)")
            if start == Self.starts[0] {
                #expect(results[0].allSatisfy { Set($0).count > 4 }, "there is something to see")
            }
        }
    }

    private static let black = Array(repeating: Int16(0), count: 8)
}
