/// The chunks of one WebP picture: VP8 or VP8L, and ALPH.
struct WebPStill {
    private var opacity: ArraySlice<UInt8>?
    private var pixels: (name: String, body: ArraySlice<UInt8>)?
    private(set) var size: WebPHeader.Size?

    /// Takes a chunk that carries pixels; passes over any other.
    mutating func add(_ name: String, _ body: ArraySlice<UInt8>) throws(MediaError) {
        switch name {
        case "ALPH": opacity = opacity ?? body
        case "VP8 " where pixels == nil:
            pixels = (name, body)
            size = try WebPHeader.lossy(body)
        case "VP8L" where pixels == nil:
            pixels = (name, body)
            size = try WebPHeader.lossless(body)
        default: break
        }
    }

    /// A file with nothing else in it.
    func file() throws(MediaError) -> [UInt8] {
        guard let pixels, let size else { throw .malformed("it holds no picture") }
        var chunks: [UInt8] = []
        if let opacity, pixels.name == "VP8 " {
            let alphaFlag: UInt8 = 0x10
            let header =
                [alphaFlag, 0, 0, 0] + ByteReader.Order.little.bytes(size.width - 1, 3)
                + ByteReader.Order.little.bytes(size.height - 1, 3)
            Self.append("VP8X", header[...], to: &chunks)
            Self.append("ALPH", opacity, to: &chunks)
        }
        Self.append(pixels.name, pixels.body, to: &chunks)
        return Array("RIFF".utf8) + ByteReader.Order.little.bytes(chunks.count + 4, 4) + Array("WEBP".utf8) + chunks
    }

    private static func append(_ name: String, _ body: ArraySlice<UInt8>, to chunks: inout [UInt8]) {
        chunks += Array(name.utf8) + ByteReader.Order.little.bytes(body.count, 4)
        chunks += body
        if body.count % 2 == 1 { chunks.append(0) }
    }
}
