import Pixels

/// Gathers a TIFF's samples as whole pixels: grey, colours or inks, then opacity, if there is any.
struct TIFFPixels: ~Copyable {
    private let layout: TIFFLayout
    /// Places of the samples that are ours among those of a stored pixel, in our order.
    let kept: [Int]
    private var buffer: PixelBuffer

    init(_ layout: TIFFLayout) {
        self.layout = layout
        kept = Array(0..<layout.colors.count) + (layout.hasOpacity ? [layout.opacity?.sample ?? 0] : [])
        buffer = PixelBuffer(
            planes: [(layout.width * kept.count, layout.height)], bytesPerSample: layout.bits / 8)
    }

    /// Takes a part of a row over.
    ///
    /// - Parameters:
    ///   - piece: Whole stored pixels, or those of one sample where samples are separate, in one plane of one row.
    ///   - start: The first sample of the piece that counts.
    ///   - count: Pixels.
    ///   - sample: The sample that the piece holds where they are separate.
    mutating func put(_ piece: borrowing PixelBuffer, from start: Int, count: Int, x: Int, y: Int, sample: Int) {
        let step = layout.isSeparate ? 1 : layout.samples
        for (component, place) in kept.enumerated() where !layout.isSeparate || place == sample {
            let from = layout.isSeparate ? start : start + place
            let target = y * buffer.planes[0].pitch + x * kept.count + component
            if layout.bits == 8 {
                copy(piece, from: from, step: step, to: target, count: count, as: UInt8.self)
            } else {
                copy(piece, from: from, step: step, to: target, count: count, as: UInt16.self)
            }
        }
    }

    private mutating func copy<Sample: UnsignedInteger & BitwiseCopyable>(
        _ piece: borrowing PixelBuffer, from: Int, step: Int, to place: Int, count: Int, as: Sample.Type
    ) {
        let components = kept.count
        piece.withSamples(ofPlane: 0, as: Sample.self) { source in
            buffer.withMutableSamples(ofPlane: 0, as: Sample.self) { target in
                for pixel in 0..<count { target[place + pixel * components] = source[from + pixel * step] }
            }
        }
    }

    /// The picture's samples once all are there: colours as if they were opaque, and zero for black.
    consuming func finished() -> PixelBuffer {
        if layout.bits == 8 { finish(as: UInt8.self) } else { finish(as: UInt16.self) }
        return buffer
    }

    private mutating func finish<Sample: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(as: Sample.Type) {
        let plane = buffer.planes[0]
        let (components, isAssociated) = (kept.count, layout.hasOpacity && layout.opacity?.isAssociated == true)
        let isInverted = layout.colors == .gray(inverted: true)
        guard isAssociated || isInverted else { return }
        buffer.withMutableSamples(ofPlane: 0, as: Sample.self) { samples in
            for row in 0..<plane.height {
                for pixel in stride(from: row * plane.pitch, to: row * plane.pitch + plane.width, by: components) {
                    if isAssociated {
                        let alpha = Int(samples[pixel + components - 1])
                        for color in pixel..<pixel + components - 1 {
                            samples[color] = Self.divided(samples[color], by: alpha)
                        }
                    }
                    if isInverted { samples[pixel] = Sample.max - samples[pixel] }
                }
            }
        }
    }

    /// A colour that was multiplied by its opacity, as it was before.
    private static func divided<Sample: FixedWidthInteger>(_ color: Sample, by alpha: Int) -> Sample {
        let most = Int(Sample.max)
        guard alpha > 0 else { return 0 }
        return Sample(truncatingIfNeeded: min(most, (Int(color) * most + alpha / 2) / alpha))
    }
}
