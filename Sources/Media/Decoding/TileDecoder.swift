import CFFmpeg
import Pixels

/// Decodes pictures of tiles with libavcodec, which gives samples as they are stored. (libheif 1.15 makes 4:4:4 RGB of them
/// first, chroma by repetition, and of grids never anything else.)
enum TileDecoder {
    static func decode(
        _ encoded: EncodedPicture, _ colors: inout PictureColors, pixelLimit: Int
    ) throws(MediaError) -> Picture {
        guard let tiling = encoded.tiling else { throw .malformed("it holds no picture") }
        let source = Source(encoded: encoded, pixelLimit: pixelLimit)
        let (width, height) = (encoded.width, encoded.height)

        try source.check(tiling.colors)
        if let opacity = tiling.opacity { try source.check(opacity) }
        let first = try source.frame(tiling.colors, 0)
        let format = try TileFormat(of: first)
        let coded = CodePoints(of: first)
        let codePoints = tiling.codePoints?.completed(by: coded) ?? coded
        let isGray = format.components == 1
        let tags = try codePoints.tags(isGray: isGray, siting: ColorTags.ChromaSiting(of: first, encoded.codec))
        let light = try codePoints.light
        let layout = try layout(format, tags, tiling)

        var buffer = format.planes(width: width, height: height, opacity: tiling.opacity != nil)
        for place in tiling.colors.tiles.indices {
            let paste = TilePaste(tiling, tiling.colors, place)
            if place == 0 {
                paste.copy(first, format, planes: planeOrder(tags, isGray: isGray), to: &buffer)
            } else {
                let frame = try source.frame(tiling.colors, place)
                guard try TileFormat(of: frame) == format else { throw mixed }
                paste.copy(frame, format, planes: planeOrder(tags, isGray: isGray), to: &buffer)
            }
        }
        if let opacity = tiling.opacity {
            for place in opacity.tiles.indices {
                let frame = try source.frame(opacity, place)
                TilePaste(tiling, opacity, place).copyOpacity(
                    frame, try TileFormat(of: frame), depth: format.depth, plane: format.components, to: &buffer)
            }
        }
        return Picture(
            width: width, height: height, layout: layout, depth: format.depth, tags: tags,
            orientation: encoded.orientation,
            conversion: colors.conversion(of: isGray ? .gray : .rgb, depth: format.depth, otherwise: light),
            buffer: buffer)
    }

    private static let mixed = MediaError.malformed("its tiles are coded in different ways")

    private static func layout(
        _ format: TileFormat, _ tags: ColorTags, _ tiling: TiledPicture
    ) throws(MediaError) -> Picture.Layout {
        let (shiftX, shiftY) = (format.chromaShiftX, format.chromaShiftY)
        guard tags.matrix != .rgb || shiftX + shiftY == 0 else {
            throw .malformed("its colours are said to be red, green and blue, but are of different sizes")
        }
        // The chroma of a tile must end where its luma does, unless nothing follows.
        let (width, height) = (tiling.colors.tileWidth, tiling.colors.tileHeight)
        guard tiling.colors.columns == 1 || width % (1 << shiftX) == 0,
            tiling.colors.rows == 1 || height % (1 << shiftY) == 0
        else { throw .malformed("the tiles of its grid are of an odd size") }
        return .planar(
            components: format.components, chromaShiftX: shiftX, chromaShiftY: shiftY, alpha: tiling.opacity != nil)
    }

    /// The decoder's planes in the order of ours. Red, green and blue are coded as green, blue, red.
    private static func planeOrder(_ tags: ColorTags, isGray: Bool) -> [Int] {
        isGray ? [0] : tags.matrix == .rgb ? [2, 0, 1] : [0, 1, 2]
    }

    /// The coded tiles of a picture.
    private struct Source {
        let encoded: EncodedPicture
        let pixelLimit: Int

        /// A picture may be cut from something much larger. All tiles together may be larger than it, but by no more than
        /// a tile to the right and below.
        func check(_ layer: TiledPicture.Layer) throws(MediaError) {
            try check(layer.tileWidth, layer.tileHeight, most: pixelLimit)
            try check(layer.tileWidth * layer.columns, layer.tileHeight * layer.rows, most: 4 * pixelLimit)
        }

        private func check(_ width: Int, _ height: Int, most: Int) throws(MediaError) {
            let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
            guard !overflow, pixels <= most else {
                throw .tooManyPixels(width: width, height: height, limit: pixelLimit)
            }
        }

        func frame(_ layer: TiledPicture.Layer, _ place: Int) throws(MediaError) -> CodecFrame {
            let (width, height) = (layer.tileWidth, layer.tileHeight)
            let tile = layer.tiles[place]
            let frame = try FFmpegDecoder.frame(
                of: encoded.packet[tile.data], tile.codec, configuration: encoded.packet[tile.configuration],
                // Coded sizes are multiples of up to 64, and FFmpeg pads them.
                pixelLimit: Int64(width + 192) * Int64(height + 192))
            let (found, wanted) = unsafe (
                (Int(frame.pointer.pointee.width), Int(frame.pointer.pointee.height)), (width, height)
            )
            guard found == wanted else {
                throw .malformed("its header states \(width) × \(height) pixels but it holds \(found.0) × \(found.1)")
            }
            return frame
        }
    }
}
