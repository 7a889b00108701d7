/// Walks the blocks of a GIF (GIF89a specification): keeps screen, colours and the first picture with its transparency,
/// drops comments, application data and every later picture.
enum GIFContainer {
    static func read(_ bytes: [UInt8]) throws(MediaError) -> EncodedPicture {
        var reader = ByteReader(bytes[...], order: .little)
        let start = reader.position
        guard reader.take(6) != nil, let width = reader.number(2), let height = reader.number(2),
            let flags = reader.number(1), reader.take(2) != nil, reader.take(tableSize(flags)) != nil
        else { throw .truncated("it ends inside its header") }
        guard width > 0, height > 0 else { throw .malformed("its header states no size") }
        var packet = Array(bytes[start..<reader.position])
        while true {
            let block = reader.position
            switch reader.number(1) {
            case 0x21:
                guard let label = reader.number(1) else { throw cut }
                try skipSubBlocks(&reader)
                // A graphic control block says which colour is transparent.
                if label == 0xF9 { packet += bytes[block..<reader.position] }
            case 0x2C:
                guard reader.take(8) != nil, let flags = reader.number(1), reader.take(tableSize(flags) + 1) != nil
                else {
                    throw cut
                }
                try skipSubBlocks(&reader)
                packet += bytes[block..<reader.position]
                return EncodedPicture(
                    codec: .gif, width: width, height: height,
                    // The decoder's frame, its copy of the screen, and our picture: four bytes a pixel each.
                    bytesPerPixel: 12, packet: packet + [0x3B])
            case 0x3B: throw .malformed("it holds no picture")
            case nil: throw cut
            default: throw .malformed("it has a block of an unknown kind")
            }
        }
    }

    private static let cut = MediaError.truncated("it ends inside a block")

    /// Bytes of the colour table that a byte of flags announces.
    private static func tableSize(_ flags: Int) -> Int { flags & 0x80 == 0 ? 0 : 3 << (flags & 7 + 1) }

    private static func skipSubBlocks(_ reader: inout ByteReader) throws(MediaError) {
        while true {
            guard let count = reader.number(1), reader.take(count) != nil else { throw cut }
            if count == 0 { return }
        }
    }
}
