import Pixels

/// One component of a layer: rows of 16-bit samples with a sign, with a few more around, so that filters at the border need
/// no care.
final class LayerPlane: Sendable {
    /// Samples beyond each border, the outermost repeated; as many as loops take at once.
    static let margin = 8

    let width: Int
    let height: Int
    /// One plane, `margin` larger on each side.
    let pixels: PixelBuffer

    /// Samples from one row to the next.
    var pitch: Int { pixels.planes[0].pitch }
    /// Where the first sample within the margins lies.
    var origin: Int { Self.margin * pitch + Self.margin }

    /// Whether each of its samples is where that of the other plane is.
    func liesLike(_ other: LayerPlane) -> Bool {
        (width, height, pitch, origin) == (other.width, other.height, other.pitch, other.origin)
    }

    /// - Parameter rows: Called for each row with its number, to fill `width` of the samples from the given one on.
    init(width: Int, height: Int, rows fill: (Int, inout MutableSpan<Int16>, Int) -> Void) {
        self.width = width
        self.height = height
        let margin = Self.margin
        var pixels = PixelBuffer(planes: [(width + 2 * margin, height + 2 * margin)], bytesPerSample: 2)
        let (pitch, end) = (pixels.planes[0].pitch, width + 2 * margin)
        pixels.withMutableSamples(ofPlane: 0, as: Int16.self) { samples in
            for y in 0..<height {
                let row = (y + margin) * pitch
                fill(y, &samples, row + margin)
                for x in 0..<margin {
                    samples[row + x] = samples[row + margin]
                    samples[row + end - 1 - x] = samples[row + margin + width - 1]
                }
            }
            for y in 0..<margin {
                for x in 0..<end {
                    samples[y * pitch + x] = samples[margin * pitch + x]
                    samples[(height + margin + y) * pitch + x] = samples[(height + margin - 1) * pitch + x]
                }
            }
        }
        self.pixels = pixels
    }
}

extension LayerPlane {
    /// A plane of a working image, whose lines are columns, as rows.
    convenience init(columns: borrowing PixelBuffer, plane: Int) {
        let layout = columns.planes[plane]
        let (width, height, pitch) = (layout.height, layout.width, layout.pitch)
        self.init(width: width, height: height) { y, row, start in
            columns.withSamples(ofPlane: plane, as: Int16.self) { samples in
                for x in 0..<width { row[start + x] = samples[x * pitch + y] }
            }
        }
    }
}
