import CZimg
import Pixels

/// One end of a conversion: size, samples, colours, and the part of the image that counts.
struct ImageFormat {
    var width: Int
    var height: Int
    /// Bits a sample: 8 to 16.
    var depth: Int
    var tags: ColorTags
    var chromaShiftX = 0
    var chromaShiftY = 0
    /// Fractions of pixels are allowed. Filters at its border read what lies beyond, as far as the image goes.
    var region: (x: Double, y: Double, width: Double, height: Double)?

    /// A 4:2:0 image of BT.709 limited range with centred chroma, in 16 bits.
    static func working(width: Int, height: Int) -> ImageFormat {
        ImageFormat(
            width: width, height: height, depth: 16,
            tags: ColorTags(matrix: .bt709, range: .limited, siting: .center), chromaShiftX: 1, chromaShiftY: 1)
    }

    /// Red, green and blue at full resolution, all codes.
    static func rgb(width: Int, height: Int, depth: Int) -> ImageFormat {
        ImageFormat(width: width, height: height, depth: depth, tags: ColorTags(matrix: .rgb, range: .full))
    }

    /// zimg's description. Transfer and primaries stay unstated at both ends, so that neither is converted.
    var zimg: zimg_image_format {
        var format = zimg_image_format()
        unsafe zimg_image_format_default(&format, soframe_zimg_api)
        format.width = UInt32(width)
        format.height = UInt32(height)
        format.pixel_type = depth == 8 ? ZIMG_PIXEL_BYTE : ZIMG_PIXEL_WORD
        format.depth = UInt32(depth)
        format.subsample_w = UInt32(chromaShiftX)
        format.subsample_h = UInt32(chromaShiftY)
        format.color_family = tags.matrix == .rgb ? ZIMG_COLOR_RGB : ZIMG_COLOR_YUV
        format.matrix_coefficients =
            switch tags.matrix {
            case .rgb: ZIMG_MATRIX_RGB
            case .bt601: ZIMG_MATRIX_ST170_M
            case .bt709: ZIMG_MATRIX_BT709
            case .bt2020: ZIMG_MATRIX_BT2020_NCL
            }
        format.pixel_range = tags.range == .full ? ZIMG_RANGE_FULL : ZIMG_RANGE_LIMITED
        format.chroma_location =
            switch tags.siting {
            case .center: ZIMG_CHROMA_CENTER
            case .left: ZIMG_CHROMA_LEFT
            case .topLeft: ZIMG_CHROMA_TOP_LEFT
            }
        if let region {
            format.active_region.left = region.x
            format.active_region.top = region.y
            format.active_region.width = region.width
            format.active_region.height = region.height
        }
        return format
    }
}
