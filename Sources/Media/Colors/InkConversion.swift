import CLCMS
import Pixels

/// From a printing profile's cyan, magenta, yellow and black to sRGB.
struct InkConversion {
    private let transform: ColorTransform
    private let depth: Int

    /// Nil when the profile cannot be used.
    init?(_ profile: borrowing ColorProfile, depth: Int, inverted: Bool) {
        let (inks, colors) =
            switch (depth, inverted) {
            case (8, true): (soframe_lcms_cmyk8_inverted, soframe_lcms_rgb8)
            case (8, false): (soframe_lcms_cmyk8, soframe_lcms_rgb8)
            case (_, true): (soframe_lcms_cmyk16_inverted, soframe_lcms_rgb16)
            case (_, false): (soframe_lcms_cmyk16, soframe_lcms_rgb16)
            }
        guard let transform = ColorTransform(from: profile, inks, to: ColorProfile(), colors, isExact: false)
        else { return nil }
        self.transform = transform
        self.depth = depth
    }

    /// Packed pixels of four inks become packed pixels of red, green and blue.
    func convert(_ inks: borrowing PixelBuffer, width: Int) -> PixelBuffer {
        let layout = inks.planes[0]
        var colors = PixelBuffer(planes: [(width * 3, layout.height)], bytesPerSample: depth / 8)
        let stride = colors.planes[0].stride
        unsafe inks.withUnsafePlane(0) { source in
            unsafe colors.withUnsafeMutablePlane(0) { target in
                unsafe cmsDoTransformLineStride(
                    transform.handle, source, target, UInt32(width), UInt32(layout.height), UInt32(layout.stride),
                    UInt32(stride), 0, 0)
            }
        }
        return colors
    }
}

/// Inks without a profile: each takes its share of the light, black of what is left, as in PostScript (PLRM 3, 7.2.4, with
/// products for sums, as most programs show such files).
enum PlainInks {
    static func convert(_ inks: borrowing PixelBuffer, width: Int, depth: Int, inverted: Bool) -> PixelBuffer {
        depth == 8
            ? convert(inks, width: width, inverted: inverted, as: UInt8.self)
            : convert(inks, width: width, inverted: inverted, as: UInt16.self)
    }

    private static func convert<Sample: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
        _ inks: borrowing PixelBuffer, width: Int, inverted: Bool, as: Sample.Type
    ) -> PixelBuffer {
        let layout = inks.planes[0]
        var colors = PixelBuffer(planes: [(width * 3, layout.height)], bytesPerSample: layout.bytesPerSample)
        let (pitch, most) = (colors.planes[0].pitch, Int(Sample.max))
        inks.withSamples(ofPlane: 0, as: Sample.self) { source in
            colors.withMutableSamples(ofPlane: 0, as: Sample.self) { target in
                func light(_ place: Int) -> Int { inverted ? Int(source[place]) : most - Int(source[place]) }
                for row in 0..<layout.height {
                    for column in 0..<width {
                        let pixel = row * layout.pitch + column * 4
                        let paper = light(pixel + 3)
                        for ink in 0..<3 {
                            target[row * pitch + column * 3 + ink] = Sample(
                                truncatingIfNeeded: (light(pixel + ink) * paper + most / 2) / most)
                        }
                    }
                }
            }
        }
        return colors
    }
}
