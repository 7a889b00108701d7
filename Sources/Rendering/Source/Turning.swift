import Pixels

/// Turns planes of 16-bit samples upright.
enum Turning {
    /// The same planes turned; chroma of a 4:2:0 image must be centred, for then it turns like luma.
    static func upright(_ stored: consuming PixelBuffer, from orientation: Orientation) -> PixelBuffer {
        if orientation == .upright { return stored }
        let swaps = orientation.swapsSides
        var result = PixelBuffer(
            planes: stored.planes.map { swaps ? ($0.height, $0.width) : ($0.width, $0.height) }, bytesPerSample: 2)
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
                result.withMutableSamples(ofPlane: plane, as: UInt16.self) { target in
                    copy(source, origin, right, down, to: &target, width: to.width, height: to.height, pitch: to.pitch)
                }
            }
        }
        return result
    }

    /// In tiles, so that reading against the rows stays in the cache.
    private static func copy(
        _ source: Span<UInt16>, _ origin: Int, _ right: Int, _ down: Int, to target: inout MutableSpan<UInt16>,
        width: Int, height: Int, pitch: Int
    ) {
        let tile = 32
        for top in stride(from: 0, to: height, by: tile) {
            for left in stride(from: 0, to: width, by: tile) {
                for y in top..<min(top + tile, height) {
                    let start = origin + y * down
                    for x in left..<min(left + tile, width) { target[y * pitch + x] = source[start + x * right] }
                }
            }
        }
    }
}
