import Pixels

/// Turns planes of 16-bit samples upright, column by column.
enum Turning {
    /// The same planes upright, each line of the result one column of the picture, from its left, top sample first; samples
    /// less 32768. Chroma of a 4:2:0 image must be centred, for then it turns like luma.
    static func columns(of stored: borrowing PixelBuffer, from orientation: Orientation) -> PixelBuffer {
        let swaps = orientation.swapsSides
        var result = PixelBuffer(
            planes: stored.planes.map { swaps ? ($0.width, $0.height) : ($0.height, $0.width) }, bytesPerSample: 2)
        for plane in stored.planes.indices {
            let (from, to) = (stored.planes[plane], result.planes[plane])
            // Where the upright origin is stored, and how far one step right or down goes in the stored samples.
            let origin =
                (orientation.reversesStoredX ? from.width - 1 : 0)
                + (orientation.reversesStoredY ? (from.height - 1) * from.pitch : 0)
            let alongX = orientation.reversesStoredX ? -1 : 1
            let alongY = orientation.reversesStoredY ? -from.pitch : from.pitch
            let (right, down) = swaps ? (alongY, alongX) : (alongX, alongY)
            stored.withSamples(ofPlane: plane, as: UInt16.self) { source in
                result.withMutableSamples(ofPlane: plane, as: Int16.self) { target in
                    copy(source, origin, right, down, to: &target, columns: to.height, rows: to.width, pitch: to.pitch)
                }
            }
        }
        return result
    }

    /// In tiles, so that reading against the rows stays in the cache.
    private static func copy(
        _ source: Span<UInt16>, _ origin: Int, _ right: Int, _ down: Int, to target: inout MutableSpan<Int16>,
        columns: Int, rows: Int, pitch: Int
    ) {
        let tile = 32
        for left in stride(from: 0, to: columns, by: tile) {
            for top in stride(from: 0, to: rows, by: tile) {
                for x in left..<min(left + tile, columns) {
                    let start = origin + x * right
                    for y in top..<min(top + tile, rows) {
                        target[x * pitch + y] = Int16(bitPattern: source[start + y * down] ^ 0x8000)
                    }
                }
            }
        }
    }
}
