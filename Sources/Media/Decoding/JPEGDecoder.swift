import CTurboJPEG
import Pixels

/// Decodes JPEGs with libjpeg-turbo, which keeps luma and chroma as they are stored, and the inks of print shops.
enum JPEGDecoder {
    static func decode(_ encoded: EncodedPicture, _ colors: inout PictureColors) throws(MediaError) -> Picture {
        let decoder = try TurboDecoder()
        guard let header = decoder.header(of: encoded.packet) else {
            // A sampling that has no name; the decoder itself brings it to full resolution.
            return encoded.hasInks
                ? try inks(encoded, decoder, &colors) : try packed(encoded, decoder, &colors)
        }
        return switch header.colors {
        case TJCS_YCbCr: try planes(encoded, decoder, header.sampling, &colors)
        case TJCS_GRAY: try planes(encoded, decoder, TJSAMP_GRAY, &colors)
        case TJCS_CMYK, TJCS_YCCK: try inks(encoded, decoder, &colors)
        default: try packed(encoded, decoder, &colors)
        }
    }

    /// JFIF's BT.601 luma and chroma of the full range, centred.
    private static func planes(
        _ encoded: EncodedPicture, _ decoder: borrowing TurboDecoder, _ sampling: TJSAMP, _ colors: inout PictureColors
    ) throws(MediaError) -> Picture {
        let isGray = sampling == TJSAMP_GRAY
        // Luma is padded to whole chroma samples.
        let sizes = (0..<(isGray ? 1 : 3)).map { plane in
            (
                Int(tjPlaneWidth(Int32(plane), Int32(encoded.width), Int32(sampling.rawValue))),
                Int(tjPlaneHeight(Int32(plane), Int32(encoded.height), Int32(sampling.rawValue)))
            )
        }
        var buffer = PixelBuffer(planes: sizes, bytesPerSample: 1)
        try decoder.decode(encoded, into: &buffer)
        let shift = sampling.chromaShift
        return Picture(
            width: encoded.width, height: encoded.height,
            layout: .planar(
                components: sizes.count, chromaShiftX: shift.across, chromaShiftY: shift.down, alpha: false),
            depth: 8, tags: ColorTags(matrix: isGray ? .rgb : .bt601, range: .full), orientation: encoded.orientation,
            conversion: colors.conversion(of: isGray ? .gray : .rgb, depth: 8), buffer: buffer)
    }

    private static func packed(
        _ encoded: EncodedPicture, _ decoder: borrowing TurboDecoder, _ colors: inout PictureColors
    ) throws(MediaError) -> Picture {
        var buffer = PixelBuffer(planes: [(encoded.width * 3, encoded.height)], bytesPerSample: 1)
        try decoder.decode(encoded, as: TJPF_RGB, into: &buffer)
        return picture(encoded, buffer, conversion: colors.conversion(of: .rgb, depth: 8))
    }

    private static func inks(
        _ encoded: EncodedPicture, _ decoder: borrowing TurboDecoder, _ colors: inout PictureColors
    ) throws(MediaError) -> Picture {
        var buffer = PixelBuffer(planes: [(encoded.width * 4, encoded.height)], bytesPerSample: 1)
        try decoder.decode(encoded, as: TJPF_CMYK, into: &buffer)
        return picture(
            encoded, colors.sRGB(inks: buffer, width: encoded.width, depth: 8, inverted: encoded.inksAreInverted))
    }

    /// Of whole pixels: red, green and blue.
    private static func picture(
        _ encoded: EncodedPicture, _ buffer: consuming PixelBuffer, conversion: (any ColorConversion)? = nil
    ) -> Picture {
        Picture(
            width: encoded.width, height: encoded.height,
            layout: .packed(components: 3, alpha: false, alphaFirst: false), depth: 8,
            tags: ColorTags(matrix: .rgb, range: .full), orientation: encoded.orientation, conversion: conversion,
            buffer: buffer)
    }
}

extension TJSAMP {
    /// How many times chroma is halved.
    fileprivate var chromaShift: (across: Int, down: Int) {
        switch self {
        case TJSAMP_422: (1, 0)
        case TJSAMP_420: (1, 1)
        case TJSAMP_440: (0, 1)
        case TJSAMP_411: (2, 0)
        default: (0, 0)
        }
    }
}
