import Pixels

/// Walks the chunks of a PNG (W3C PNG, third edition): keeps those that carry pixels, drops every ancillary one but for
/// orientation, colours and a trained model's mark, and cuts what follows the end chunk. Of an animation the still picture is left.
enum PNGContainer {
    private static let kept: Set<String> = ["PLTE", "tRNS", "IDAT", "IEND"]

    static func read(_ bytes: [UInt8]) throws(MediaError) -> EncodedPicture {
        var reader = ByteReader(bytes[...], order: .big)
        let signature = reader.take(8) ?? []
        var packet: [UInt8] = []
        var first: (header: PNGHeader, chunk: ArraySlice<UInt8>)?
        var clear: PNGClearGray?
        var orientation = Orientation.upright
        var colors = PNGColors()
        var modelMark: DigitalSource?

        while true {
            let start = reader.position
            guard let length = reader.number(4), let type = reader.take(4), let body = reader.take(length),
                reader.take(4) != nil
            else { throw .truncated("it ends inside a chunk") }
            let name = String(decoding: type, as: UTF8.self)
            let chunk = bytes[start..<reader.position]
            let isCoarseGray = first?.header.isCoarseGray == true
            switch name {
            case "IHDR" where first == nil: first = (try PNGHeader(body), chunk)
            case "eXIf": orientation = ExifOrientation.read(body)
            case "iTXt": modelMark = modelMark ?? PNGText(body)?.modelMark
            case _ where PNGColors.chunks.contains(name): colors.take(name, body)
            case "tRNS" where isCoarseGray: clear = try PNGClearGray(body, chunk)
            // Some writers give one to grey, which has none.
            case "PLTE" where isCoarseGray: break
            case _ where kept.contains(name): packet += chunk
            default: break
            }
            if name == "IEND" { break }
        }
        guard let (header, chunk) = first else { throw .malformed("it has no header chunk") }
        let beginning = try clear?.chunks(for: header, chunk) ?? Array(chunk)
        var picture = EncodedPicture(
            codec: .png, width: header.width, height: header.height, bytesPerPixel: header.bytesPerPixel,
            packet: signature + beginning + packet)
        picture.orientation = orientation
        picture.modelMark = modelMark
        try colors.state(in: &picture)
        return picture
    }
}
