import CKernels
import Pixels

/// The loops of depth moves in C with AVX2.
enum VectorParallaxLoops: ParallaxLoops {
    static let runHere = kernels_run_here()

    /// What the loops may read and write beyond the samples that were asked for.
    private static let lanes = 8

    static func march(
        _ plane: NearnessPlane, _ mapping: RowMapping, columns: Range<Int>, ends: (near: Float, far: Float), steps: Int,
        into nearness: inout [Float]
    ) {
        precondition(fits(columns, nearness.count) && plane.values.count == plane.pitch * (plane.height + 4))
        var row = kernels_row(mapping)
        unsafe plane.values.withUnsafeBufferPointer { values in
            unsafe nearness.withUnsafeMutableBufferPointer { result in
                var surface = unsafe kernels_surface(
                    origin: values.baseAddress.unsafelyUnwrapped + plane.origin, pitch: plane.pitch,
                    width: Int32(plane.width), height: Int32(plane.height))
                // The loop keeps within a sample beyond the surface, and writes whole vectors, as was made sure above.
                unsafe kernels_march(
                    &surface, &row, Int32(columns.lowerBound), Int32(columns.count), ends.near, ends.far, Int32(steps),
                    result.baseAddress)
            }
        }
    }

    static func widen(
        _ plane: [Float], own: Int, other: Int, count: Int, row: inout [Float], into wide: inout [Float]
    ) {
        precondition(
            own >= 0 && other >= 0 && max(own, other) + count <= plane.count && count > 0 && count <= row.count
                && 2 * count <= wide.count)
        unsafe plane.withUnsafeBufferPointer { plane in
            unsafe row.withUnsafeMutableBufferPointer { row in
                unsafe wide.withUnsafeMutableBufferPointer { wide in
                    // All of it lies inside the arrays, as was made sure above.
                    unsafe kernels_widen(
                        plane.baseAddress.unsafelyUnwrapped + own, plane.baseAddress.unsafelyUnwrapped + other,
                        Int32(count), row.baseAddress, wide.baseAddress)
                }
            }
        }
    }

    static func round(_ samples: [Int16], count: Int, into bytes: inout PixelBuffer, plane: Int, row: Int) {
        let layout = bytes.planes[plane]
        precondition(count <= samples.count && count <= layout.width && (0..<layout.height).contains(row))
        unsafe samples.withUnsafeBufferPointer { samples in
            unsafe bytes.withUnsafeMutablePlane(plane) { address in
                // As above.
                unsafe kernels_round(
                    samples.baseAddress, Int32(count), address.assumingMemoryBound(to: UInt8.self) + row * layout.stride
                )
            }
        }
    }

    static func cubic(
        _ plane: borrowing LayerPlane, _ mapping: RowMapping, columns: Range<Int>, nearness: [Float],
        into samples: inout [Int16]
    ) {
        precondition(fits(columns, nearness.count) && fits(columns, samples.count))
        var row = kernels_row(mapping)
        unsafe withPlane(plane) { layer in
            unsafe nearness.withUnsafeBufferPointer { nearness in
                unsafe CubicWeights.all.withUnsafeBufferPointer { weights in
                    unsafe samples.withUnsafeMutableBufferPointer { result in
                        // As above, with the margins that every layer has.
                        unsafe kernels_cubic(
                            layer, &row, Int32(columns.lowerBound), Int32(columns.count), nearness.baseAddress,
                            weights.baseAddress, result.baseAddress)
                    }
                }
            }
        }
    }

    static func linear(
        _ plane: borrowing LayerPlane, _ mapping: RowMapping, columns: Range<Int>, nearness: [Float],
        into samples: inout [Int16]
    ) {
        precondition(fits(columns, nearness.count) && fits(columns, samples.count))
        var row = kernels_row(mapping)
        unsafe withPlane(plane) { layer in
            unsafe nearness.withUnsafeBufferPointer { nearness in
                unsafe samples.withUnsafeMutableBufferPointer { result in
                    // As above.
                    unsafe kernels_linear(
                        layer, &row, Int32(columns.lowerBound), Int32(columns.count), nearness.baseAddress,
                        result.baseAddress)
                }
            }
        }
    }

    private static func fits(_ columns: Range<Int>, _ count: Int) -> Bool {
        columns.lowerBound >= 0 && columns.lowerBound + (columns.count + lanes - 1) / lanes * lanes <= count
    }

    private static func withPlane(
        _ plane: borrowing LayerPlane, _ body: (UnsafePointer<kernels_plane>) -> Void
    ) {
        let (origin, pitch, width, height) = (plane.origin, plane.pitch, plane.width, plane.height)
        unsafe plane.pixels.withUnsafePlane(0) { bytes in
            var layer = unsafe kernels_plane(
                origin: bytes.assumingMemoryBound(to: Int16.self) + origin, pitch: pitch, width: Int32(width),
                height: Int32(height))
            unsafe withUnsafePointer(to: &layer) { unsafe body($0) }
        }
    }
}

extension kernels_row {
    fileprivate init(_ mapping: RowMapping) {
        self.init(
            x: mapping.x.start, x_step: mapping.x.step, x_depth: mapping.x.depthStart,
            x_depth_step: mapping.x.depthStep, y: mapping.yStart, y_depth: mapping.yDepth)
    }
}
