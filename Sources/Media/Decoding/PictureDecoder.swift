package import Pixels

/// Decodes a picture with the library of its format: one packet in, one picture out.
package enum PictureDecoder {
    /// What came of a file, and what was ignored in it, as whole sentences.
    package struct Result {
        package let picture: Picture
        package let remarks: [String]
    }

    /// The decoded picture, in stored orientation.
    ///
    /// Errors that a codec would conceal fail here, checksums count, and nothing is allocated for a picture of more than
    /// `pixelLimit` pixels.
    package static func decode(_ encoded: EncodedPicture, pixelLimit: Int) throws(MediaError) -> Result {
        try encoded.checkSize(limit: pixelLimit)
        var colors = PictureColors(encoded)
        let picture =
            switch encoded.codec {
            case .jpeg: try JPEGDecoder.decode(encoded, &colors)
            case .tiff: try TIFFDecoder.decode(encoded, &colors)
            case .png, .webp, .gif, .bmp, .jpegXL: try FFmpegDecoder.decode(encoded, &colors, pixelLimit: pixelLimit)
            case .heic, .avif: try TileDecoder.decode(encoded, &colors, pixelLimit: pixelLimit)
            }
        return Result(picture: picture, remarks: encoded.remarks + colors.remarks)
    }
}
