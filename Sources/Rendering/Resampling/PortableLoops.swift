import Pixels

/// The loops of resampling in Swift, for machines without AVX2, and the reference for those with it.
enum PortableLoops: ResamplingLoops {
    typealias Block = SIMD16<Int16>

    static func weigh(
        _ source: borrowing PixelBuffer, plane: Int, from place: Int, _ weights: AxisWeights, lines: Range<Int>,
        into out: inout PixelBuffer, length: Int
    ) {
        let (pitch, outPitch) = (source.planes[plane].pitch / 16, out.planes[0].pitch / 16)
        source.withSamples(ofPlane: plane, as: Block.self) { samples in
            out.withMutableSamples(ofPlane: 0, as: Block.self) { result in
                for line in lines {
                    for block in 0..<length / 16 {
                        result[(line - lines.lowerBound) * outPitch + block] = sum(
                            samples, at: place / 16 + block, pitch, weights, line, from: .zero)
                    }
                }
            }
        }
    }

    static func weighToBytes(
        _ source: borrowing PixelBuffer, _ weights: AxisWeights, into out: inout PixelBuffer, plane: Int,
        from place: Int, length: Int
    ) {
        let (pitch, outPitch) = (source.planes[0].pitch / 16, out.planes[plane].pitch / 16)
        let middle = Block(repeating: 128 << 6 + 32)
        source.withSamples(ofPlane: 0, as: Block.self) { samples in
            out.withMutableSamples(ofPlane: plane, as: SIMD16<UInt8>.self) { result in
                for line in 0..<weights.count {
                    for block in 0..<length / 16 {
                        let level = sum(samples, at: block, pitch, weights, line, from: middle) &>> 6
                        result[line * outPitch + place / 16 + block] = SIMD16<UInt8>(
                            truncatingIfNeeded: level.clamped(lowerBound: .zero, upperBound: Block(repeating: 255)))
                    }
                }
            }
        }
    }

    /// One block of a line's weighted sum.
    private static func sum(
        _ samples: Span<Block>, at block: Int, _ pitch: Int, _ weights: AxisWeights, _ line: Int, from start: Block
    ) -> Block {
        var sum = start
        for tap in 0..<weights.taps {
            let factor = SIMD16<Int32>(repeating: Int32(weights.weights[line * weights.taps + tap]))
            let product =
                SIMD16<Int32>(truncatingIfNeeded: samples[(Int(weights.first[line]) + tap) * pitch + block]) &* factor
            sum &+= Block(truncatingIfNeeded: (product &+ SIMD16(repeating: 1 << 14)) &>> 15)
        }
        return sum
    }

    static func transpose(_ source: borrowing PixelBuffer, into out: inout PixelBuffer) {
        let (lines, length) = (source.planes[0].height, source.planes[0].width)
        let (pitch, outPitch) = (source.planes[0].pitch, out.planes[0].pitch)
        source.withSamples(ofPlane: 0, as: Int16.self) { samples in
            out.withMutableSamples(ofPlane: 0, as: Int16.self) { result in
                for place in 0..<length {
                    for line in 0..<lines { result[place * outPitch + line] = samples[line * pitch + place] }
                }
            }
        }
    }
}
