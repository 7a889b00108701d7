/// A decoded still picture as its codec left it: stored orientation, own colour tags, 8 to 16 bits.
package final class Picture: Sendable {
    /// How samples lie in the planes.
    package enum Layout: Equatable, Sendable {
        /// One plane a component: luma; luma and two chroma planes; or red, green, blue. A last plane holds alpha if
        /// `alpha`. Chroma planes are smaller by powers of two.
        case planar(components: Int, chromaShiftX: Int, chromaShiftY: Int, alpha: Bool)
        /// One plane of whole pixels: luma or red, green, blue, then alpha if `alpha`. `components` counts alpha.
        case packed(components: Int, alpha: Bool, alphaFirst: Bool)
        /// One plane of bytes that choose from 256 colours, each 0xAARRGGBB.
        case indexed(palette: [UInt32])
    }

    /// Pixels of the stored picture, before its orientation is applied.
    package let width: Int
    package let height: Int
    package let layout: Layout
    /// Bits that are used in each sample: 8 to 16.
    package let depth: Int
    package let tags: ColorTags
    package let orientation: Orientation
    /// How its colours become sRGB; nil when they are.
    package let conversion: (any ColorConversion)?
    package let buffer: PixelBuffer

    /// - Parameter buffer: Planes at least as large as the picture; taken over.
    package init(
        width: Int, height: Int, layout: Layout, depth: Int, tags: ColorTags, orientation: Orientation,
        conversion: (any ColorConversion)? = nil, buffer: consuming PixelBuffer
    ) {
        self.width = width
        self.height = height
        self.layout = layout
        self.depth = depth
        self.tags = tags
        self.orientation = orientation
        self.conversion = conversion
        self.buffer = buffer
    }

    package var hasAlpha: Bool {
        switch layout {
        case .planar(_, _, _, let alpha), .packed(_, let alpha, _): alpha
        case .indexed(let palette): palette.contains { $0 >> 24 != 0xFF }
        }
    }

    /// Width and height of the picture as people see it.
    package var uprightSize: (width: Int, height: Int) {
        orientation.swapsSides ? (height, width) : (width, height)
    }
}
