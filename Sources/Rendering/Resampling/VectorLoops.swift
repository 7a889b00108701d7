import CKernels
import Pixels

/// The loops of resampling in C with AVX2: three times as fast as Swift's, which cannot ask the machine what it has.
enum VectorLoops: ResamplingLoops {
    static let runHere = kernels_run_here()

    static func weigh(
        _ source: borrowing PixelBuffer, plane: Int, from place: Int, _ weights: AxisWeights, lines: Range<Int>,
        into out: inout PixelBuffer, length: Int
    ) {
        let (pitch, outPitch) = (source.planes[plane].pitch, out.planes[0].pitch)
        precondition(
            isWithin(weights, source.planes[plane]) && place % 16 == 0 && length % 16 == 0
                && place + length <= pitch && length <= outPitch)
        precondition(
            lines.lowerBound >= 0 && lines.upperBound <= weights.count && lines.count <= out.planes[0].height
                && out.planes[0].bytesPerSample == 2)
        unsafe source.withUnsafePlane(plane) { samples in
            unsafe out.withUnsafeMutablePlane(0) { result in
                unsafe weights.first.withUnsafeBufferPointer { first in
                    unsafe weights.weights.withUnsafeBufferPointer { factors in
                        // All lines that are read or written lie inside their planes, as was made sure above.
                        unsafe kernels_weigh(
                            samples.assumingMemoryBound(to: Int16.self) + place, pitch,
                            first.baseAddress.unsafelyUnwrapped + lines.lowerBound,
                            factors.baseAddress.unsafelyUnwrapped + lines.lowerBound * weights.taps,
                            Int32(weights.taps), result.assumingMemoryBound(to: Int16.self), outPitch,
                            Int32(lines.count), Int32(length))
                    }
                }
            }
        }
    }

    static func weighToBytes(
        _ source: borrowing PixelBuffer, _ weights: AxisWeights, into out: inout PixelBuffer, plane: Int,
        from place: Int, length: Int
    ) {
        let (pitch, outPitch) = (source.planes[0].pitch, out.planes[plane].pitch)
        precondition(
            isWithin(weights, source.planes[0]) && place % 32 == 0 && length % 32 == 0 && length <= pitch
                && place + length <= outPitch)
        precondition(weights.count <= out.planes[plane].height && out.planes[plane].bytesPerSample == 1)
        unsafe source.withUnsafePlane(0) { samples in
            unsafe out.withUnsafeMutablePlane(plane) { result in
                unsafe weights.first.withUnsafeBufferPointer { first in
                    unsafe weights.weights.withUnsafeBufferPointer { factors in
                        // As above.
                        unsafe kernels_weigh_to_bytes(
                            samples.assumingMemoryBound(to: Int16.self), pitch, first.baseAddress.unsafelyUnwrapped,
                            factors.baseAddress.unsafelyUnwrapped, Int32(weights.taps),
                            result.assumingMemoryBound(to: UInt8.self) + place, outPitch, Int32(weights.count),
                            Int32(length))
                    }
                }
            }
        }
    }

    /// Whether all that the weights read lies in that plane. Their first and last samples read the furthest.
    private static func isWithin(_ weights: AxisWeights, _ plane: PlaneLayout) -> Bool {
        plane.bytesPerSample == 2 && weights.reach.lowerBound >= 0 && weights.reach.upperBound <= plane.height
    }

    static func transpose(_ source: borrowing PixelBuffer, into out: inout PixelBuffer) {
        let (from, to) = (source.planes[0], out.planes[0])
        precondition(
            from.height % 8 == 0 && from.width % 16 == 0 && to.height >= from.width && to.pitch >= from.height
                && from.bytesPerSample == 2 && to.bytesPerSample == 2)
        unsafe source.withUnsafePlane(0) { samples in
            unsafe out.withUnsafeMutablePlane(0) { result in
                unsafe kernels_transpose(
                    samples.assumingMemoryBound(to: Int16.self), from.pitch,
                    result.assumingMemoryBound(to: Int16.self), to.pitch, Int32(from.height), Int32(from.width))
            }
        }
    }
}
