import Pixels

/// Walks the chunks of a WebP (RFC 9649): keeps those that carry pixels, drops metadata and what follows the container.
enum WebPContainer {
    private static let kept: Set<String> = ["VP8 ", "VP8L", "ALPH"]

    static func read(_ bytes: [UInt8]) throws(MediaError) -> EncodedPicture {
        var riff = ByteReader(bytes[...], order: .little)
        guard riff.take(4) != nil, let length = riff.number(4), let content = riff.take(length) else {
            throw .truncated("it is shorter than its header states")
        }
        var reader = ByteReader(content.dropFirst(4), order: .little)
        var chunks: [UInt8] = []
        var size: (width: Int, height: Int)?
        var orientation = Orientation.upright

        while reader.remaining > 0 {
            guard let type = reader.take(4), let count = reader.number(4), let body = reader.take(count),
                count % 2 == 0 || reader.remaining == 0 || reader.take(1) != nil
            else { throw .truncated("it ends inside a chunk") }
            let name = String(decoding: type, as: UTF8.self)
            switch name {
            case "VP8X":
                let header = try Extended(body)
                size = header.size
                append(name, header.withoutMetadata, to: &chunks)
            case "EXIF":
                // Some writers keep JPEG's prefix, which the format does not ask for.
                orientation = ExifOrientation.read(body.starts(with: Array("Exif\0\0".utf8)) ? body.dropFirst(6) : body)
            case "VP8 " where size == nil: size = try lossySize(body)
            case "VP8L" where size == nil: size = try losslessSize(body)
            case "ANIM", "ANMF": throw .unsupported("it is an animated WebP")
            default: break
            }
            if kept.contains(name) { append(name, body, to: &chunks) }
        }
        guard let size else { throw .malformed("it holds no picture") }
        return EncodedPicture(
            codec: .webp, width: size.width, height: size.height, orientation: orientation,
            decodedBytesPerPixel: 4,
            packet: Array("RIFF".utf8) + littleEndian(chunks.count + 4) + Array("WEBP".utf8) + chunks)
    }

    /// The header of the extended format: a byte of flags, three reserved, and the canvas size less one.
    private struct Extended {
        let size: (width: Int, height: Int)
        let withoutMetadata: [UInt8]

        init(_ body: ArraySlice<UInt8>) throws(MediaError) {
            var reader = ByteReader(body, order: .little)
            guard let flags = reader.number(1), reader.take(3) != nil, let width = reader.number(3),
                let height = reader.number(3)
            else { throw .truncated("it ends inside its header") }
            size = (width + 1, height + 1)
            let alphaFlag: UInt8 = 0x10
            withoutMetadata = [UInt8(flags) & alphaFlag] + body.dropFirst()
        }
    }

    private static func lossySize(_ body: ArraySlice<UInt8>) throws(MediaError) -> (width: Int, height: Int) {
        var reader = ByteReader(body, order: .little)
        guard reader.take(3) != nil, reader.take(3).map(Array.init) == [0x9D, 0x01, 0x2A], let width = reader.number(2),
            let height = reader.number(2), width & 0x3FFF > 0, height & 0x3FFF > 0
        else { throw .malformed("its picture has no valid header") }
        return (width & 0x3FFF, height & 0x3FFF)
    }

    private static func losslessSize(_ body: ArraySlice<UInt8>) throws(MediaError) -> (width: Int, height: Int) {
        var reader = ByteReader(body, order: .little)
        guard reader.number(1) == 0x2F, let bits = reader.number(4) else {
            throw .malformed("its picture has no valid header")
        }
        return (bits & 0x3FFF + 1, bits >> 14 & 0x3FFF + 1)
    }

    private static func append(_ name: String, _ body: some Collection<UInt8>, to chunks: inout [UInt8]) {
        chunks += Array(name.utf8) + littleEndian(body.count)
        chunks += body
        if body.count % 2 == 1 { chunks.append(0) }
    }

    private static func littleEndian(_ number: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
}
