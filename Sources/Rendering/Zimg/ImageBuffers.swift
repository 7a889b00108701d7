import CZimg
import Pixels

extension PixelBuffer {
    /// Lends three planes to zimg to read. A single plane serves as all three colours of a grey image.
    ///
    /// - Parameter rows: How many rows the planes hold at once when they are filled row by row; nil for all.
    func withZimgSource<Result>(
        rows: Int? = nil, _ body: (zimg_image_buffer_const) throws(RenderingError) -> Result
    ) throws(RenderingError) -> Result {
        var buffer = zimg_image_buffer_const()
        let mask = rows.map { UInt32($0 - 1) } ?? soframe_zimg_whole_image
        for plane in 0..<3 {
            let index = planes.count < 3 ? 0 : plane
            unsafe withUnsafePlane(index) { address in
                // The borrow of self lasts longer than the use of the address.
                unsafe soframe_zimg_set_source(&buffer, Int32(plane), address, planes[index].stride, mask)
            }
        }
        return try body(buffer)
    }

    /// Lends three planes to zimg to write.
    mutating func withZimgTarget<Result>(
        _ body: (zimg_image_buffer) throws(RenderingError) -> Result
    ) throws(RenderingError) -> Result {
        var buffer = zimg_image_buffer()
        for plane in 0..<3 {
            let stride = planes[plane].stride
            unsafe withUnsafeMutablePlane(plane) { address in
                unsafe soframe_zimg_set_target(&buffer, Int32(plane), address, stride)
            }
        }
        return try body(buffer)
    }
}
