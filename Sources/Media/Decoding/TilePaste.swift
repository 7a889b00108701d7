import CFFmpeg
import Pixels

/// Copies one decoded tile to where it lies in a picture, as far as that goes.
struct TilePaste {
    /// Of the tile's first pixel in the picture; negative where the picture begins later.
    private let left: Int
    private let top: Int

    init(_ tiling: TiledPicture, _ layer: TiledPicture.Layer, _ place: Int) {
        left = place % layer.columns * layer.tileWidth - tiling.x
        top = place / layer.columns * layer.tileHeight - tiling.y
    }

    /// - Parameter planes: The tile's, in the order of the picture's.
    func copy(_ tile: borrowing CodecFrame, _ format: TileFormat, planes: [Int], to buffer: inout PixelBuffer) {
        for (plane, source) in planes.enumerated() {
            let target = buffer.planes[plane]
            guard let shared = unsafe Overlap(of: self, tile, format, plane: source, target) else { continue }
            unsafe buffer.withUnsafeMutablePlane(plane) { memory in
                for row in unsafe shared.rows {
                    unsafe (memory + row * target.stride + shared.columns.lowerBound * format.bytes).copyMemory(
                        from: shared.start(ofRow: row), byteCount: shared.columns.count * format.bytes)
                }
            }
        }
    }

    /// Opacity takes all codes whatever the tile says (MIAF); it is brought to the picture's depth.
    func copyOpacity(
        _ tile: borrowing CodecFrame, _ format: TileFormat, depth: Int, plane: Int, to buffer: inout PixelBuffer
    ) {
        guard let shared = unsafe Overlap(of: self, tile, format, plane: 0, buffer.planes[plane]) else { return }
        switch (format.bytes, buffer.planes[plane].bytesPerSample) {
        case (1, 1): unsafe scale(shared, from: format.depth, UInt8.self, to: depth, UInt8.self, plane, &buffer)
        case (1, _): unsafe scale(shared, from: format.depth, UInt8.self, to: depth, UInt16.self, plane, &buffer)
        case (_, 1): unsafe scale(shared, from: format.depth, UInt16.self, to: depth, UInt8.self, plane, &buffer)
        default: unsafe scale(shared, from: format.depth, UInt16.self, to: depth, UInt16.self, plane, &buffer)
        }
    }

    private func scale<From: FixedWidthInteger & BitwiseCopyable, To: FixedWidthInteger & BitwiseCopyable>(
        _ shared: Overlap, from depth: Int, _: From.Type, to wanted: Int, _: To.Type, _ plane: Int,
        _ buffer: inout PixelBuffer
    ) {
        let pitch = buffer.planes[plane].pitch
        let (most, wantedMost) = ((1 << depth) - 1, (1 << wanted) - 1)
        buffer.withMutableSamples(ofPlane: plane, as: To.self) { samples in
            for row in unsafe shared.rows {
                let source = unsafe shared.start(ofRow: row).assumingMemoryBound(to: From.self)
                for (index, column) in unsafe shared.columns.enumerated() {
                    let value = min(most, Int(unsafe source[index]))
                    samples[row * pitch + column] = To(truncatingIfNeeded: (value * wantedMost + most / 2) / most)
                }
            }
        }
    }

    /// The samples that a plane of a tile and one of a picture share, as rows and columns of the picture's.
    @unsafe
    private struct Overlap {
        let rows: Range<Int>
        let columns: Range<Int>
        /// Of the first shared sample.
        private let address: UnsafeRawPointer
        private let stride: Int

        /// Nil when there are none. The tile must outlive it.
        init?(
            of place: TilePaste, _ tile: borrowing CodecFrame, _ format: TileFormat, plane: Int, _ target: PlaneLayout
        ) {
            let (data, stride) = unsafe DecodedFrame.planeAddress(tile.pointer, plane)
            let (shiftX, shiftY) = format.shifts(ofPlane: plane)
            let width = (unsafe Int(tile.pointer.pointee.width) + (1 << shiftX) - 1) >> shiftX
            let height = (unsafe Int(tile.pointer.pointee.height) + (1 << shiftY) - 1) >> shiftY
            let (left, top) = (place.left >> shiftX, place.top >> shiftY)
            let (x, y) = (max(0, left), max(0, top))
            let (right, bottom) = (min(target.width, left + width), min(target.height, top + height))
            guard let data = unsafe data, x < right, y < bottom else { return nil }
            unsafe rows = y..<bottom
            unsafe columns = x..<right
            unsafe address = UnsafeRawPointer(data) + (y - top) * stride + (x - left) * format.bytes
            unsafe self.stride = stride
        }

        func start(ofRow row: Int) -> UnsafeRawPointer { unsafe address + (row - rows.lowerBound) * stride }
    }
}
