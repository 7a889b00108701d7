import Media
package import Model
import Pixels

/// A picture that the program draws itself, as a file for a worker.
package enum DrawnPicture {
    /// The bytes of a PNG.
    ///
    /// - Parameter color: Red, green and blue of a column and a row, 0…1, sRGB; what is beyond is shown as the end it is beyond.
    /// - Throws: When FFmpeg cannot write it.
    package static func file(
        width: Int, height: Int, _ color: (Int, Int) -> SIMD3<Float>
    ) throws(JobFailure) -> [UInt8] {
        let image = ColorImage(width: width, height: height) { x, y in
            let levels = (color(x, y) * 255).clamped(lowerBound: .zero, upperBound: SIMD3(repeating: 255))
            return SIMD4<UInt8>(SIMD4(levels.rounded(.toNearestOrAwayFromZero), 255))
        }
        do throws(MediaError) {
            return try PNGEncoder.encode(image)
        } catch {
            throw error.failure
        }
    }
}
