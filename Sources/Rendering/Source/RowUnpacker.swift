import Pixels

/// Spreads packed, indexed or transparent pixels over three planes, a row at a time, laid over a background.
///
/// Rows land in a ring, as zimg asks for them, so that a large picture is never held a second time.
final class RowUnpacker {
    private let picture: Picture
    private let background: [Int]
    let rows: Int
    private(set) var ring: PixelBuffer

    /// - Parameters:
    ///   - background: Behind transparency, in the picture's own components and depth.
    ///   - rows: How many the ring holds; a power of two.
    init(_ picture: Picture, background: [Int], rows: Int) {
        self.picture = picture
        self.background = background
        self.rows = rows
        ring = PixelBuffer(
            planes: Array(repeating: (picture.width, rows), count: 3), bytesPerSample: picture.depth > 8 ? 2 : 1)
    }

    /// Whether zimg cannot read the picture's planes as they are.
    static func isNeeded(for picture: Picture) -> Bool {
        switch picture.layout {
        case .planar(_, _, _, let alpha): alpha
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
                        out[target + x] = Self.over(source[pixel + offset], alpha: Int(source[pixel + alpha]), under)
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
                Self.over(
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

    /// Planes with alpha: chroma, where it is smaller, takes the average opacity of the pixels that it serves.
    private func flatten<Sample: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(_ row: Int, as: Sample.Type) {
        guard case .planar(_, let shiftX, let shiftY, _) = picture.layout else { return }
        for plane in 0..<3 {
            let (stepX, stepY) = plane == 0 ? (1, 1) : (1 << shiftX, 1 << shiftY)
            let lines = plane == 0 ? min(1 << shiftY, picture.height - row) : 1
            for line in 0..<lines {
                flatten(row / stepY + line, plane, stepX, stepY, as: Sample.self)
            }
        }
    }

    private func flatten<Sample: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
        _ row: Int, _ plane: Int, _ stepX: Int, _ stepY: Int, as: Sample.Type
    ) {
        let layout = picture.buffer.planes[plane]
        let opacity = picture.buffer.planes[3]
        let target = row % rows * ring.planes[plane].pitch
        let under = background[plane]
        picture.buffer.withSamples(ofPlane: 3, as: Sample.self) { alphas in
            picture.buffer.withSamples(ofPlane: plane, as: Sample.self) { source in
                ring.withMutableSamples(ofPlane: plane, as: Sample.self) { out in
                    for x in 0..<layout.width {
                        var sum = 0
                        for dy in 0..<stepY {
                            let alphaRow = min(row * stepY + dy, opacity.height - 1) * opacity.pitch
                            for dx in 0..<stepX {
                                sum += Int(alphas[alphaRow + min(x * stepX + dx, opacity.width - 1)])
                            }
                        }
                        let alpha = sum / (stepX * stepY)
                        out[target + x] = Self.over(source[row * layout.pitch + x], alpha: alpha, under)
                    }
                }
            }
        }
    }

    /// Straight alpha: colour where opaque, background where not.
    private static func over<Sample: FixedWidthInteger>(_ color: Sample, alpha: Int, _ under: Int) -> Sample {
        let most = Int(Sample.max)
        return Sample(truncatingIfNeeded: (Int(color) * alpha + under * (most - alpha) + most / 2) / most)
    }
}
