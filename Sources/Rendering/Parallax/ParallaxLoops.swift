import Glibc
import Pixels

/// Where a row of a frame takes its samples from, once each one's nearness is known: place x as in `AxisMapping`, place y
/// at `start` + nearness · `depth`.
struct RowMapping {
    let x: AxisMapping
    let yStart: Float
    let yDepth: Float

    init(_ mapping: FrameMapping, row: Int) {
        x = mapping.x
        yStart = mapping.y.start + mapping.y.step * Float(row)
        yDepth = mapping.y.depthStart + mapping.y.depthStep * Float(row)
    }
}

/// Where a march begins and ends, and in how many steps.
struct MarchSteps {
    let near: Float
    let far: Float
    /// At least 1.
    let count: Int
    /// Halvings of a step that make it a quarter of a sample.
    let halvings: Int

    /// - Parameters:
    ///   - range: Every surface that the rays can meet lies within.
    ///   - shift: Samples by which all of 0…1 shifts them: one each is a step small enough.
    ///   - most: Steps through all of 0…1 at most.
    init(_ range: (low: Float, high: Float), shift: Float, most: Int) {
        near = range.high
        far = range.low
        let way = (range.high - range.low) * shift
        count = max(1, Int(((range.high - range.low) * min(shift, Float(most))).rounded(.up)))
        halvings = max(0, min(5, Int(log2(max(1, 4 * way / Float(count))).rounded(.up))))
    }

    var stride: Float { (near - far) / Float(count) }

    /// Whether it is worth while to look closer at what there is to meet.
    var isLong: Bool { count > 2 }
}

/// Where a depth move spends its time. What is written has room for whole vectors: up to seven samples beyond a row's part.
protocol ParallaxLoops: SendableMetatype {
    /// How near what each sample of a tile shows is: each ray is followed from the nearest to the farthest end in even steps
    /// until it is below the surface, and met between the last two steps by regula falsi. A single step goes from the middle
    /// to where the surface is as near as it is there, and on by the secant.
    ///
    /// - Parameters:
    ///   - nearness: Of the whole frame.
    ///   - pitch: Numbers of `nearness` from one row to the next.
    static func march(
        _ surface: NearnessPlane, _ mapping: FrameMapping, _ tile: Tile, _ steps: MarchSteps,
        into nearness: inout [Float], pitch: Int)

    /// The same for sheets, which have no sides (`SheetRules`): a ray that comes past a sheet's edge goes on behind it. Returns
    /// the lowest and highest nearness that was met; low is above high where nothing was.
    static func meet(
        _ sheet: NearnessPlane, _ mapping: FrameMapping, _ tile: Tile, _ steps: MarchSteps,
        into nearness: inout [Float], pitch: Int
    ) -> (low: Float, high: Float)

    /// Three quarters of some numbers of a plane and one of as many others; where one of a pair says `SheetRules.missed`, all
    /// of the other.
    ///
    /// - Parameters:
    ///   - own: Where the nearer ones begin.
    ///   - other: Where the farther ones do.
    ///   - place: Where the results begin.
    static func mix(_ plane: [Float], own: Int, other: Int, count: Int, into row: inout [Float], at place: Int)

    /// The same with twice as many results: at a quarter of a step to either side of each of the mixed numbers, mixed in the
    /// same way with its neighbours. Both ends count as what lies beyond them.
    ///
    /// - Parameter count: At least 1.
    static func widen(_ plane: [Float], own: Int, other: Int, count: Int, into row: inout [Float], at place: Int)

    /// Looks up how opaque a sheet is in the runs of a row, block by block, each run beginning with one. Where it is behind the
    /// ground, or missed, its opacity becomes 0, and its nearness anything.
    ///
    /// - Parameters:
    ///   - opacity: Not asked in runs that are opaque.
    ///   - shown: Set for blocks that show something of the sheet.
    ///   - beneath: Blocks that show something of what is beneath nearer sheets, the only ones to look at; cleared for those that
    ///     this one hides all of.
    static func look(
        _ opacity: LayerPlane, _ mapping: RowMapping, runs: [SheetBand.Run], ground: [Float], nearness: inout [Float],
        opacities: inout [Int16], shown: inout [Bool], beneath: inout [Bool])

    /// Makes a sheet's opacity 0 where it is behind what is there of another one.
    static func hide(
        _ opacities: inout [Int16], _ nearness: [Float], _ shown: [Bool],
        behind other: (nearness: [Float], opacities: [Int16], shown: [Bool]))

    /// Lays a sheet's samples over what is there, by its opacity in 16384ths, where it is shown.
    static func lay(_ sheet: [Int16], opacity: [Int16], _ shown: [Bool], over samples: inout [Int16])

    /// Rounds samples to bytes, with 0 at 128, into a row of a plane.
    static func round(_ samples: [Int16], count: Int, into bytes: inout PixelBuffer, plane: Int, row: Int)

    /// Samples of a plane between its own, by Catmull-Rom's cubic, for the blocks of a row that are shown.
    static func cubic(
        _ plane: LayerPlane, _ mapping: RowMapping, _ shown: [Bool], nearness: [Float], into samples: inout [Int16])

    /// The same by straight lines, of two planes that lie alike.
    static func linear(
        _ planes: (LayerPlane, LayerPlane), _ mapping: RowMapping, _ shown: [Bool], nearness: [Float],
        into samples: inout [Int16], and others: inout [Int16])
}

/// When a ray meets a sheet.
enum SheetRules {
    /// Where a ray meets no sheet.
    static let missed: Float = -1
    /// Neighbours that differ by more are two sheets, or a sheet's end: a wall between them would be met as if it were there.
    static let jump = 2 * GapSplitting.gap
    /// How close to a sheet a ray must come: at a sheet's edge the surface jumps instead.
    static let close = GapSplitting.gap / 2
    /// How close a first guess must come to be taken.
    static let settled: Float = 1.0 / 4096
    /// How far behind what is in front of it a sheet may come to lie by rounding, where both are the same.
    static let slack: Float = 0.02
    /// Steps through the whole depth.
    static let steps = 16
}
