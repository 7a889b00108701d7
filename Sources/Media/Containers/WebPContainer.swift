import Pixels

/// Walks the chunks of a WebP (RFC 9649): keeps those that carry pixels, drops metadata but for orientation, profile and a
/// trained model's mark, and what follows the container. Of an animation the first frame is left.
enum WebPContainer {
    static func read(_ bytes: [UInt8]) throws(MediaError) -> EncodedPicture {
        var riff = ByteReader(bytes[...], order: .little)
        guard riff.take(4) != nil, let length = riff.number(4), let content = riff.take(length) else {
            throw .truncated("it is shorter than its header states")
        }
        var still = WebPStill()
        var canvas: WebPHeader.Size?
        var orientation = Orientation.upright
        var profile = ProfileBytes()
        var first: WebPFrame?
        var modelMark: DigitalSource?

        try chunks(of: content.dropFirst(4)) { (name, body) throws(MediaError) in
            switch name {
            case "VP8X": canvas = try WebPHeader.canvas(body)
            case "EXIF":
                // Some writers keep JPEG's prefix, which the format does not ask for.
                orientation = ExifOrientation.read(body.starts(with: Array("Exif\0\0".utf8)) ? body.dropFirst(6) : body)
            case "ICCP": profile.append(body)
            case "XMP ": modelMark = modelMark ?? XMPPacket.modelMark(in: body)
            case "ANMF" where first == nil: first = try WebPFrame(body)
            default: try still.add(name, body)
            }
        }
        if let first { still = first.still }
        guard let size = still.size else { throw .malformed("it holds no picture") }
        let whole = canvas ?? size
        var picture = EncodedPicture(
            codec: .webp, width: whole.width, height: whole.height,
            // The decoder's frame and our copy, which may be as large as the canvas and has opacity.
            bytesPerPixel: 8, packet: try still.file())
        picture.orientation = orientation
        picture.modelMark = modelMark
        picture.state(profile)
        if let first, size != whole { picture.placement = try first.placement(on: whole) }
        return picture
    }

    /// Reads chunk by chunk: a name of four letters, a length, and that many bytes, padded to an even number.
    static func chunks(
        of content: ArraySlice<UInt8>, _ body: (String, ArraySlice<UInt8>) throws(MediaError) -> Void
    ) throws(MediaError) {
        var reader = ByteReader(content, order: .little)
        while reader.remaining > 0 {
            guard let type = reader.take(4), let count = reader.number(4), let bytes = reader.take(count),
                count % 2 == 0 || reader.remaining == 0 || reader.take(1) != nil
            else { throw .truncated("it ends inside a chunk") }
            try body(String(decoding: type, as: UTF8.self), bytes)
        }
    }
}
