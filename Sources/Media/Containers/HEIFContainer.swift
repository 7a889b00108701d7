import Pixels

/// Takes the coded picture out of a HEIC or AVIF (ISO/IEC 23008-12; AVIF 1.1): its tiles, its opacity, and a trained
/// model's mark; where it is asked for, the map of depth. Everything else, thumbnails and other metadata, stays behind.
enum HEIFContainer {
    static func read(_ bytes: [UInt8]) throws(MediaError) -> EncodedPicture {
        let items = try HEIFItems(try meta(of: bytes))
        let main = try HEIFItem(items.primary, of: items)
        var picture = try picture(of: main, bytes, items, opacity: try items.opacity(of: main))
        picture.modelMark = modelMark(bytes, items)
        return picture
    }

    /// The map of depth that goes with the picture; nil when there is none.
    static func depth(in bytes: [UInt8]) throws(MediaError) -> EmbeddedDepth? {
        let items = try HEIFItems(try meta(of: bytes))
        let main = try HEIFItem(items.primary, of: items)
        guard let map = try items.depth(of: main) else { return nil }
        guard main.crop == nil || map.crop != nil else {
            throw .unsupported("it was made of the picture before that was cropped")
        }
        var picture = try picture(of: map, bytes, items, opacity: nil)
        // Samples are numbers, not light: all codes count.
        picture.tiling?.codePoints = CodePoints(
            primaries: CodePoints.unspecified, transfer: CodePoints.unspecified, matrix: CodePoints.unspecified,
            isFullRange: true)
        // A map that does not say how it is turned lies as its picture does.
        if map.orientation == .upright { picture.orientation = main.orientation }
        return EmbeddedDepth(picture: picture, farIsWhite: DepthRepresentation(map.purposeDetail) == .distance)
    }

    private static func picture(
        of main: HEIFItem, _ bytes: [UInt8], _ items: HEIFItems, opacity: HEIFItem?
    ) throws(MediaError) -> EncodedPicture {
        var layers = HEIFLayers(bytes, items)
        let colors = try layers.layer(of: main)
        var opaqueness: TiledPicture.Layer?
        if let opacity { opaqueness = try layers.layer(of: opacity) }
        // What is not said of a grid is said of its tiles.
        let part = main.type == "grid" ? try HEIFItem(items.targets(of: main.number, "dimg")[0], of: items) : main
        let crop = main.crop
        let (width, height) = (crop?.width ?? main.width, crop?.height ?? main.height)
        var picture = EncodedPicture(
            codec: colors.tiles[0].codec, width: width, height: height,
            bytesPerPixel: CodedSamples(part).bytesPerPixel(
                of: Double(width) * Double(height), tile: Double(colors.tileWidth) * Double(colors.tileHeight),
                opacity: opacity != nil),
            packet: layers.packet)
        picture.orientation = main.orientation
        if let bytes = main.profile ?? part.profile {
            var profile = ProfileBytes()
            profile.append(bytes)
            picture.state(profile)
        }
        picture.tiling = TiledPicture(
            colors: colors, opacity: opaqueness, x: crop?.x ?? 0, y: crop?.y ?? 0,
            codePoints: main.codePoints ?? part.codePoints)
        return picture
    }

    /// The first box that describes items.
    private static func meta(of file: [UInt8]) throws(MediaError) -> BoxReader.Box {
        var reader = ByteReader(file[...], order: .big)
        var isSequence = false
        while let box = try BoxReader.next(&reader) {
            if box.type == "meta" { return box }
            isSequence = isSequence || box.type == "moov"
        }
        if isSequence {
            throw .unsupported("it is an image sequence and holds no still picture", advice: Advice.frame)
        }
        throw .truncated("it ends before it describes its picture")
    }

    /// Of items with metadata real files have two or three.
    private static let metadataLimit = 16

    private static func modelMark(_ bytes: [UInt8], _ items: HEIFItems) -> DigitalSource? {
        for item in items.types.filter({ $0.value == "mime" }).keys.sorted().prefix(metadataLimit) {
            // Metadata that is damaged is no reason to refuse a picture.
            guard let places = try? items.locations[item]?.places(in: bytes, items.data) else { continue }
            if let mark = XMPPacket.modelMark(in: places.lazy.flatMap { bytes[$0] }) { return mark }
        }
        return nil
    }
}

/// How a decoder will store pixels, by the account of what it must know beforehand.
private struct CodedSamples {
    private var isDeep = true
    /// Samples a pixel, without opacity.
    private var count = 3.0

    init(_ item: HEIFItem) {
        guard let body = item.configuration?.body else { return }
        let bytes = Array(body.prefix(18))
        switch item.configuration?.type {
        case "hvcC" where bytes.count == 18:
            isDeep = bytes[17] & 7 > 0
            count = [1, 1.5, 2, 3][Int(bytes[16] & 3)]
        case "av1C" where bytes.count >= 3:
            isDeep = bytes[2] & 0x40 != 0
            // One chroma sample for each bit that halves it.
            count = bytes[2] & 0x10 != 0 ? 1 : 1 + 2 / Double(1 << ((bytes[2] >> 3 & 1) + (bytes[2] >> 2 & 1)))
        default: break
        }
    }

    /// Our picture, and two frames of a tile in the decoder.
    func bytesPerPixel(of pixels: Double, tile: Double, opacity: Bool) -> Double {
        (isDeep ? 2 : 1) * (count + (opacity ? 1 : 0) + 2 * count * tile / pixels)
    }
}
