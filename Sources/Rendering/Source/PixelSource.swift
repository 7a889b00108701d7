import Pixels

/// The colours and opacity of a picture that is not stored as luma and chroma, however its samples lie.
struct PixelSource {
    private let picture: Picture
    /// The sample of full opacity and of the brightest colour.
    private let most: Int

    init(_ picture: Picture) {
        self.picture = picture
        most = 1 << picture.depth - 1
    }

    /// Planes of red, green and blue, all the same for grey.
    ///
    /// - Parameter depth: 8 or 16 bits, not fewer than the picture's.
    func colors(rows: Range<Int>, depth: Int) -> PixelBuffer {
        var planes = PixelBuffer(
            planes: Array(repeating: (picture.width, rows.count), count: 3), bytesPerSample: depth / 8)
        for plane in 0..<3 {
            let pitch = planes.planes[plane].pitch
            for row in rows {
                let samples = samples(row: row, component: plane)
                let start = (row - rows.lowerBound) * pitch
                if depth == 8 {
                    planes.withMutableSamples(ofPlane: plane, as: UInt8.self) { target in
                        for x in samples.indices { target[start + x] = UInt8(truncatingIfNeeded: samples[x]) }
                    }
                } else {
                    planes.withMutableSamples(ofPlane: plane, as: UInt16.self) { target in
                        for x in samples.indices { target[start + x] = UInt16(scaled(samples[x])) }
                    }
                }
            }
        }
        return planes
    }

    /// The opacity of each pixel of a row, 0…65535.
    func opacity(row: Int) -> [Int] { samples(row: row, component: 3).map(scaled) }

    private func scaled(_ sample: Int) -> Int { (sample * 65535 + most / 2) / most }

    /// - Parameter component: Red, green, blue, or opacity.
    private func samples(row: Int, component: Int) -> [Int] {
        switch picture.layout {
        case .packed(let components, let alpha, let alphaFirst):
            guard component < 3 || alpha else { return opaque }
            let isGray = components - (alpha ? 1 : 0) == 1
            let color = (alphaFirst ? 1 : 0) + (isGray ? 0 : component)
            let offset = component < 3 ? color : alphaFirst ? 0 : components - 1
            return read(plane: 0, row: row, from: offset, step: components)
        case .planar(let components, _, _, let alpha):
            guard component < 3 || alpha else { return opaque }
            return read(plane: component < 3 ? min(component, components - 1) : components, row: row, from: 0, step: 1)
        case .indexed(let palette):
            let shift = [16, 8, 0, 24][component] as UInt32
            return read(plane: 0, row: row, from: 0, step: 1).map { Int(palette[$0] >> shift & 255) }
        }
    }

    private var opaque: [Int] { Array(repeating: most, count: picture.width) }

    private func read(plane: Int, row: Int, from offset: Int, step: Int) -> [Int] {
        let start = row * picture.buffer.planes[plane].pitch + offset
        return picture.depth == 8
            ? picture.buffer.withSamples(ofPlane: plane, as: UInt8.self) { samples in
                (0..<picture.width).map { Int(samples[start + $0 * step]) }
            }
            : picture.buffer.withSamples(ofPlane: plane, as: UInt16.self) { samples in
                (0..<picture.width).map { Int(samples[start + $0 * step]) }
            }
    }
}
