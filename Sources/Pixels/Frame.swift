/// One finished frame of a video: BT.709 limited range, 4:2:0 with left-sited chroma, 8 bits, planes Y, Cb, Cr.
///
/// Width and height are even. Shared without copying between the renderer, which made it, and an encoder, which reads it.
package final class Frame: Sendable {
    package let pixels: PixelBuffer

    /// Takes over three planes of bytes: width × height, then twice half of each.
    package init(pixels: consuming PixelBuffer) { self.pixels = pixels }

    package var width: Int { pixels.planes[0].width }
    package var height: Int { pixels.planes[0].height }

    /// Planes of a frame, to be filled.
    package static func planes(width: Int, height: Int) -> PixelBuffer {
        PixelBuffer(
            planes: [(width, height), (width / 2, height / 2), (width / 2, height / 2)], bytesPerSample: 1)
    }
}
