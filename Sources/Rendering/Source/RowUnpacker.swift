import Pixels

/// Spreads packed, indexed or transparent pixels over three planes, a row at a time, laid over a background; repeats the
/// last column and row where chroma serves pixels beyond them.
///
/// Rows land in a ring, as zimg asks for them, so that a large picture is never held a second time.
final class RowUnpacker {
    private let picture: Picture
    private let background: [Int]
    /// The sample of full opacity.
    private let most: Int
    let rows: Int
    private(set) var ring: PixelBuffer

    /// - Parameters:
    ///   - background: Behind transparency, in the picture's own components and depth.
    ///   - rows: How many the ring holds; a power of two.
    init(_ picture: Picture, background: [Int], rows: Int) {
        self.picture = picture
        self.background = background
        self.rows = rows
        most = 1 << picture.depth - 1
        ring = PixelBuffer(
            planes: Array(repeating: (picture.sizeForChroma.width, rows), count: 3),
            bytesPerSample: picture.depth > 8 ? 2 : 1)
    }

    /// Whether zimg cannot read the picture's planes as they are.
    static func isNeeded(for picture: Picture) -> Bool {
        switch picture.layout {
        case .planar(_, _, _, let alpha): alpha || picture.sizeForChroma != (picture.width, picture.height)
        case .packed, .indexed: true
        }
    }

    /// Fills the ring's place for row `row`; of a picture with 4:2:0 chroma, for the two rows from there.
    func fill(row: Int) {
        if picture.depth == 8 { fill(row, as: UInt8.self) } else { fill(row, as: UInt16.self) }
    }

    private func fill<Sample: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(_ row: Int, as: Sample.Type) {
        switch picture.layout {
        case .packed(let components, let alpha, let alphaFirst):
            let first = alphaFirst ? 1 : 0
            let colors = components - (alpha ? 1 : 0)
            let opacity = alpha ? (alphaFirst ? 0 : components - 1) : nil
            for plane in 0..<3 {
                spread(
                    row, as: Sample.self, step: components, offset: first + (colors == 3 ? plane : 0), alpha: opacity,
                    into: plane)
            }
        case .indexed(let palette): look(up: palette, row)
        case .planar: flatten(row, as: Sample.self)
        }
    }

    private func spread<Sample: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
        _ row: Int, as: Sample.Type, step: Int, offset: Int, alpha: Int?, into plane: Int
    ) {
        let start = row * picture.buffer.planes[0].pitch
        let target = row % rows * ring.planes[plane].pitch
        let (width, under) = (picture.width, background[plane])
        picture.buffer.withSamples(ofPlane: 0, as: Sample.self) { source in
            ring.withMutableSamples(ofPlane: plane, as: Sample.self) { out in
                if let alpha {
                    for x in 0..<width {
                        let pixel = start + x * step
                        out[target + x] = over(source[pixel + offset], alpha: Int(source[pixel + alpha]), under)
                    }
                } else {
                    for x in 0..<width { out[target + x] = source[start + x * step + offset] }
                }
            }
        }
    }

    private func look(up palette: [UInt32], _ row: Int) {
        let start = row * picture.buffer.planes[0].pitch
        let width = picture.width
        for plane in 0..<3 {
            let colors = palette.map { color in
                over(
                    UInt8(truncatingIfNeeded: color >> (16 - 8 * UInt32(plane))), alpha: Int(color >> 24),
                    background[plane])
            }
            let target = row % rows * ring.planes[plane].pitch
            picture.buffer.withSamples(ofPlane: 0, as: UInt8.self) { source in
                ring.withMutableSamples(ofPlane: plane, as: UInt8.self) { out in
                    for x in 0..<width { out[target + x] = colors[Int(source[start + x])] }
                }
            }
        }
    }

    /// Planes: chroma, where it is smaller, takes the average opacity of the pixels that it serves.
    private func flatten<Sample: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(_ row: Int, as: Sample.Type) {
        guard case .planar(let components, let shiftX, let shiftY, let alpha) = picture.layout else { return }
        for plane in 0..<3 {
            // The one plane of a grey picture is all three colours.
            let source = components == 1 ? 0 : plane
            let isLuma = source == 0
            let (stepX, stepY) = isLuma ? (1, 1) : (1 << shiftX, 1 << shiftY)
            for line in 0..<(isLuma ? 1 << shiftY : 1) {
                let row = row / stepY + line
                if alpha {
                    flatten(row, source, stepX, stepY, opacity: components, into: plane, as: Sample.self)
                } else {
                    copy(row, source, into: plane, as: Sample.self)
                }
            }
        }
    }

    private func flatten<Sample: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
        _ row: Int, _ source: Int, _ stepX: Int, _ stepY: Int, opacity: Int, into plane: Int, as: Sample.Type
    ) {
        let layout = picture.buffer.planes[source]
        let alphaLayout = picture.buffer.planes[opacity]
        let start = min(row, layout.height - 1) * layout.pitch
        let target = row % rows * ring.planes[plane].pitch
        let width = source == 0 ? ring.planes[plane].width : layout.width
        let under = background[plane]
        picture.buffer.withSamples(ofPlane: opacity, as: Sample.self) { alphas in
            picture.buffer.withSamples(ofPlane: source, as: Sample.self) { samples in
                ring.withMutableSamples(ofPlane: plane, as: Sample.self) { out in
                    for x in 0..<width {
                        var sum = 0
                        for dy in 0..<stepY {
                            let alphaRow = min(row * stepY + dy, alphaLayout.height - 1) * alphaLayout.pitch
                            for dx in 0..<stepX {
                                sum += Int(alphas[alphaRow + min(x * stepX + dx, alphaLayout.width - 1)])
                            }
                        }
                        out[target + x] = over(
                            samples[start + min(x, layout.width - 1)], alpha: sum / (stepX * stepY), under)
                    }
                }
            }
        }
    }

    private func copy<Sample: BitwiseCopyable>(_ row: Int, _ source: Int, into plane: Int, as: Sample.Type) {
        let layout = picture.buffer.planes[source]
        let start = min(row, layout.height - 1) * layout.pitch
        let target = row % rows * ring.planes[plane].pitch
        let width = source == 0 ? ring.planes[plane].width : layout.width
        picture.buffer.withSamples(ofPlane: source, as: Sample.self) { samples in
            ring.withMutableSamples(ofPlane: plane, as: Sample.self) { out in
                for x in 0..<width { out[target + x] = samples[start + min(x, layout.width - 1)] }
            }
        }
    }

    /// Straight alpha: colour where opaque, background where not.
    private func over<Sample: FixedWidthInteger>(_ color: Sample, alpha: Int, _ under: Int) -> Sample {
        // Dividing by a constant is several times faster, and 8 and 16 bits are the rule.
        most == Int(Sample.max)
            ? Self.mixed(color, alpha, under, Int(Sample.max)) : Self.mixed(color, alpha, under, most)
    }

    @inline(__always)
    private static func mixed<Sample: FixedWidthInteger>(
        _ color: Sample, _ alpha: Int, _ under: Int, _ most: Int
    ) -> Sample {
        Sample(truncatingIfNeeded: (Int(color) * alpha + under * (most - alpha) + most / 2) / most)
    }
}

extension Picture {
    /// Width and height rounded up to whole samples of chroma, which zimg wants.
    var sizeForChroma: (width: Int, height: Int) {
        guard case .planar(_, let shiftX, let shiftY, _) = layout else { return (width, height) }
        let (stepX, stepY) = (1 << shiftX, 1 << shiftY)
        return ((width + stepX - 1) / stepX * stepX, (height + stepY - 1) / stepY * stepY)
    }
}
