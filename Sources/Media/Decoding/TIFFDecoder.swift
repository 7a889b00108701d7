import Pixels

/// Decodes TIFFs with libtiff: what has eight or sixteen bits a sample as it is stored, the rest by libtiff's own conversion.
enum TIFFDecoder {
    static func decode(_ encoded: EncodedPicture, _ colors: inout PictureColors) throws(MediaError) -> Picture {
        let reader = try TIFFReader(encoded)
        let layout = reader.layout
        switch layout.colors {
        case .converted(let toGray):
            let raster = try reader.readConverted()
            return picture(
                encoded, components: layout.colors.count, depth: 8,
                conversion: colors.conversion(of: toGray ? .gray : .rgb, depth: 8),
                unpacked(raster, layout))
        case .inks:
            let inks = try samples(reader)
            return picture(
                encoded, components: 3, depth: layout.bits,
                colors.sRGB(inks: inks, width: layout.width, depth: layout.bits, inverted: false))
        case .gray, .rgb:
            return picture(
                encoded, components: layout.colors.count, hasOpacity: layout.hasOpacity, depth: layout.bits,
                conversion: colors.conversion(of: layout.colors == .rgb ? .rgb : .gray, depth: layout.bits),
                try samples(reader))
        }
    }

    private static func picture(
        _ encoded: EncodedPicture, components: Int, hasOpacity: Bool = false, depth: Int,
        conversion: (any ColorConversion)? = nil, _ buffer: consuming PixelBuffer
    ) -> Picture {
        let layout: Picture.Layout =
            components == 1 && !hasOpacity
            ? .planar(components: 1, chromaShiftX: 0, chromaShiftY: 0, alpha: false)
            : .packed(components: components + (hasOpacity ? 1 : 0), alpha: hasOpacity, alphaFirst: false)
        return Picture(
            width: encoded.width, height: encoded.height, layout: layout, depth: depth,
            tags: ColorTags(matrix: .rgb, range: .full), orientation: encoded.orientation, conversion: conversion,
            buffer: buffer)
    }

    private static func samples(_ reader: borrowing TIFFReader) throws(MediaError) -> PixelBuffer {
        var pixels = TIFFPixels(reader.layout)
        try reader.read(into: &pixels)
        return pixels.finished()
    }

    /// Red, green and blue, or red alone for grey, out of the numbers that libtiff gives.
    private static func unpacked(_ raster: borrowing PixelBuffer, _ layout: TIFFLayout) -> PixelBuffer {
        let components = layout.colors.count
        var buffer = PixelBuffer(planes: [(layout.width * components, layout.height)], bytesPerSample: 1)
        let pitch = buffer.planes[0].pitch
        raster.withSamples(ofPlane: 0, as: UInt32.self) { source in
            buffer.withMutableSamples(ofPlane: 0, as: UInt8.self) { target in
                for row in 0..<layout.height {
                    for column in 0..<layout.width {
                        let pixel = source[row * layout.width + column]
                        for component in 0..<components {
                            target[row * pitch + column * components + component] = UInt8(
                                truncatingIfNeeded: pixel >> UInt32(8 * component))
                        }
                    }
                }
            }
        }
        return buffer
    }
}
