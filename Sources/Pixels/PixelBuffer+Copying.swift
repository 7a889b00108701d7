extension PixelBuffer {
    /// Copies all samples of the other buffer's plane of that number into this one's, whose samples are of the same size.
    ///
    /// - Parameters:
    ///   - left: Column of this plane at which the other's first one goes; all of the other must fit.
    ///   - top: Its row likewise.
    package mutating func copy(_ other: borrowing PixelBuffer, plane: Int, toX left: Int, y top: Int) {
        let (from, to) = (other.planes[plane], planes[plane])
        precondition(from.bytesPerSample == to.bytesPerSample && left >= 0 && top >= 0)
        precondition(left + from.width <= to.width && top + from.height <= to.height)
        let length = from.width * from.bytesPerSample
        unsafe other.withUnsafePlane(plane) { source in
            unsafe withUnsafeMutablePlane(plane) { target in
                for row in 0..<from.height {
                    let place = (top + row) * to.stride + left * to.bytesPerSample
                    // Both ends lie inside their planes, as was made sure above; two buffers never overlap.
                    unsafe (target + place).copyMemory(from: source + row * from.stride, byteCount: length)
                }
            }
        }
    }
}
