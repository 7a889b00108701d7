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

/// Where a depth move spends its time.
protocol ParallaxLoops: SendableMetatype {
    /// How near what each sample of a row's part shows is: each ray is followed from the nearest to the farthest end in
    /// even steps until it is below the surface, and met between the last two steps by regula falsi.
    ///
    /// - Parameters:
    ///   - columns: Of the frame's samples; the results go into the same places of `nearness`.
    ///   - ends: Every surface that the rays can meet lies between these.
    ///   - steps: At least 1.
    static func march(
        _ plane: NearnessPlane, _ mapping: RowMapping, columns: Range<Int>, ends: (near: Float, far: Float), steps: Int,
        into nearness: inout [Float])

    /// Twice as many numbers as a row has, between its own: three quarters of the nearer, one of the farther. Each of the
    /// row is itself that of two rows.
    ///
    /// - Parameters:
    ///   - own: Where the nearer row begins in the plane, of `count` numbers.
    ///   - other: Where the farther one does.
    ///   - row: Room for `count` numbers.
    static func widen(
        _ plane: [Float], own: Int, other: Int, count: Int, row: inout [Float], into wide: inout [Float])

    /// Rounds samples to bytes, with 0 at 128, into a row of a plane.
    static func round(_ samples: [Int16], count: Int, into bytes: inout PixelBuffer, plane: Int, row: Int)

    /// Samples of a plane between its own, by Catmull-Rom's cubic, for a row's part.
    static func cubic(
        _ plane: borrowing LayerPlane, _ mapping: RowMapping, columns: Range<Int>, nearness: [Float],
        into samples: inout [Int16])

    /// The same by straight lines.
    static func linear(
        _ plane: borrowing LayerPlane, _ mapping: RowMapping, columns: Range<Int>, nearness: [Float],
        into samples: inout [Int16])
}
