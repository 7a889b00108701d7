import CKernels
import Pixels

/// The loops of depth moves in C with AVX2.
enum VectorParallaxLoops: ParallaxLoops {
    static let runHere = kernels_run_here()

    /// What the loops may read and write beyond the samples that were asked for.
    private static let lanes = 8

    static func march(
        _ surface: NearnessPlane, _ mapping: FrameMapping, _ tile: Tile, _ steps: MarchSteps,
        into nearness: inout [Float], pitch: Int
    ) {
        unsafe withSurface(surface, mapping, tile, &nearness, pitch) { surface, x, y, tile in
            unsafe kernels_march(surface, x, y, steps.near, steps.far, Int32(steps.count), tile)
        }
    }

    static func meet(
        _ sheet: NearnessPlane, _ mapping: FrameMapping, _ tile: Tile, _ steps: MarchSteps,
        into nearness: inout [Float], pitch: Int
    ) -> (low: Float, high: Float) {
        let met = unsafe withSurface(sheet, mapping, tile, &nearness, pitch) { sheet, x, y, tile in
            unsafe kernels_meet(
                sheet, x, y, steps.near, steps.far, Int32(steps.count), SheetRules.jump, SheetRules.close,
                SheetRules.settled, Int32(steps.halvings), SheetRules.missed, tile)
        }
        return (met.low, met.high)
    }

    private static func withSurface<Result>(
        _ plane: NearnessPlane, _ mapping: FrameMapping, _ tile: Tile, _ nearness: inout [Float], _ pitch: Int,
        _ body: (
            UnsafePointer<kernels_surface>, UnsafePointer<kernels_axis>, UnsafePointer<kernels_axis>,
            UnsafePointer<kernels_tile>
        ) -> Result
    ) -> Result {
        precondition(
            tile.rows.lowerBound >= 0 && tile.rows.upperBound * pitch <= nearness.count && fits(tile.columns, pitch))
        precondition(
            plane.values.count
                == plane.pitch * (plane.height + 2 * NearnessPlane.margin) + NearnessPlane.tail)
        var (x, y) = (kernels_axis(mapping.x), kernels_axis(mapping.y))
        return unsafe plane.values.withUnsafeBufferPointer { values in
            unsafe nearness.withUnsafeMutableBufferPointer { result in
                var surface = unsafe kernels_surface(
                    origin: values.baseAddress.unsafelyUnwrapped + plane.origin, pitch: plane.pitch,
                    width: Int32(plane.width), height: Int32(plane.height))
                let first = tile.rows.lowerBound * pitch + tile.columns.lowerBound
                var area = unsafe kernels_tile(
                    column: Int32(tile.columns.lowerBound), columns: Int32(tile.columns.count),
                    row: Int32(tile.rows.lowerBound), rows: Int32(tile.rows.count),
                    nearness: result.baseAddress.unsafelyUnwrapped + first, pitch: pitch)
                // The loops keep within a sample beyond the surface, whose margins and tail they may read, and write whole
                // vectors, as was made sure above.
                return unsafe body(&surface, &x, &y, &area)
            }
        }
    }

    static func mix(_ plane: [Float], own: Int, other: Int, count: Int, into row: inout [Float], at place: Int) {
        precondition(count >= 0 && place >= 0 && place + count <= row.count)
        unsafe withRows(plane, own, other, count, &row) { own, other, row in
            unsafe kernels_mix(own, other, Int32(count), row + place)
        }
    }

    static func widen(_ plane: [Float], own: Int, other: Int, count: Int, into row: inout [Float], at place: Int) {
        precondition(count > 0 && place >= 0 && place + 2 * count <= row.count)
        unsafe withRows(plane, own, other, count, &row) { own, other, row in
            unsafe kernels_widen(own, other, Int32(count), row + place)
        }
    }

    private static func withRows(
        _ plane: [Float], _ own: Int, _ other: Int, _ count: Int, _ row: inout [Float],
        _ body: (UnsafePointer<Float>, UnsafePointer<Float>, UnsafeMutablePointer<Float>) -> Void
    ) {
        precondition(own >= 0 && other >= 0 && max(own, other) + count <= plane.count)
        unsafe plane.withUnsafeBufferPointer { plane in
            unsafe row.withUnsafeMutableBufferPointer { row in
                // All of it lies inside the arrays, as was made sure above and by the callers.
                let start = unsafe plane.baseAddress.unsafelyUnwrapped
                unsafe body(start + own, start + other, row.baseAddress.unsafelyUnwrapped)
            }
        }
    }

    static func look(
        _ opacity: LayerPlane, _ mapping: RowMapping, runs: [SheetBand.Run], ground: [Float], nearness: inout [Float],
        opacities: inout [Int16], shown: inout [Bool], beneath: inout [Bool]
    ) {
        for columns in runs.lazy.map(\.columns) {
            let blocks = (columns.upperBound + lanes - 1) / lanes
            precondition(columns.lowerBound >= 0 && columns.lowerBound % lanes == 0)
            precondition(blocks * lanes <= min(ground.count, nearness.count, opacities.count))
            precondition(blocks <= min(shown.count, beneath.count))
        }
        var row = kernels_row(mapping)
        unsafe ground.withUnsafeBufferPointer { ground in
            unsafe nearness.withUnsafeMutableBufferPointer { nearness in
                unsafe opacities.withUnsafeMutableBufferPointer { opacities in
                    unsafe shown.withUnsafeMutableBufferPointer { shown in
                        unsafe beneath.withUnsafeMutableBufferPointer { beneath in
                            // As above.
                            unsafe withPlane(opacity) { plane in
                                for run in runs {
                                    unsafe kernels_look(
                                        run.isOpaque ? nil : plane, &row, Int32(run.columns.lowerBound),
                                        Int32(run.columns.count), ground.baseAddress, SheetRules.slack,
                                        nearness.baseAddress, opacities.baseAddress, shown.baseAddress,
                                        beneath.baseAddress)
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    static func hide(
        _ opacities: inout [Int16], _ nearness: [Float], _ shown: [Bool],
        behind other: (nearness: [Float], opacities: [Int16], shown: [Bool])
    ) {
        precondition(shown.count * lanes <= min(opacities.count, nearness.count) && shown.count <= other.shown.count)
        precondition(shown.count * lanes <= min(other.opacities.count, other.nearness.count))
        unsafe opacities.withUnsafeMutableBufferPointer { opacities in
            // As above; arrays that are only read are lent to the call.
            unsafe kernels_hide(
                opacities.baseAddress, nearness, shown, other.opacities, other.nearness, other.shown, SheetRules.slack,
                Int32(shown.count))
        }
    }

    static func lay(_ sheet: [Int16], opacity: [Int16], _ shown: [Bool], over samples: inout [Int16]) {
        precondition(shown.count * lanes <= min(sheet.count, opacity.count, samples.count))
        unsafe samples.withUnsafeMutableBufferPointer { samples in
            // As above.
            unsafe kernels_lay(sheet, opacity, shown, Int32(shown.count), samples.baseAddress)
        }
    }

    static func round(_ samples: [Int16], count: Int, into bytes: inout PixelBuffer, plane: Int, row: Int) {
        let layout = bytes.planes[plane]
        precondition(
            (count + 31) / 32 * 32 <= min(samples.count, layout.stride) && count <= layout.width
                && (0..<layout.height).contains(row))
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
        _ plane: LayerPlane, _ mapping: RowMapping, _ shown: [Bool], nearness: [Float], into samples: inout [Int16]
    ) {
        precondition(shown.count * lanes <= min(nearness.count, samples.count))
        var row = kernels_row(mapping)
        unsafe withPlane(plane) { layer in
            unsafe samples.withUnsafeMutableBufferPointer { samples in
                // As above, with the margins that every layer has.
                unsafe kernels_cubic(layer, &row, shown, Int32(shown.count), nearness, samples.baseAddress)
            }
        }
    }

    static func linear(
        _ planes: (LayerPlane, LayerPlane), _ mapping: RowMapping, _ shown: [Bool], nearness: [Float],
        into samples: inout [Int16], and others: inout [Int16]
    ) {
        precondition(shown.count * lanes <= min(nearness.count, samples.count, others.count))
        precondition(planes.0.liesLike(planes.1))
        var row = kernels_row(mapping)
        unsafe withPlane(planes.0) { layer in
            unsafe withPlane(planes.1) { other in
                unsafe samples.withUnsafeMutableBufferPointer { samples in
                    unsafe others.withUnsafeMutableBufferPointer { others in
                        // As above.
                        unsafe kernels_linear(
                            layer, other.pointee.origin, &row, shown, Int32(shown.count), nearness,
                            samples.baseAddress, others.baseAddress)
                    }
                }
            }
        }
    }

    private static func fits(_ columns: Range<Int>, _ count: Int) -> Bool {
        columns.lowerBound >= 0 && columns.lowerBound + (columns.count + lanes - 1) / lanes * lanes <= count
    }

    private static func withPlane(_ plane: LayerPlane, _ body: (UnsafePointer<kernels_plane>) -> Void) {
        let (origin, pitch, width, height) = (plane.origin, plane.pitch, plane.width, plane.height)
        precondition(max(pitch, height) < Int16.max)
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
        self.init(x: kernels_axis(mapping.x), y: mapping.yStart, y_depth: mapping.yDepth)
    }
}

extension kernels_axis {
    fileprivate init(_ mapping: AxisMapping) {
        self.init(
            start: mapping.start, step: mapping.step, depth_start: mapping.depthStart,
            depth_step: mapping.depthStep)
    }
}
