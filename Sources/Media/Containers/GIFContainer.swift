/// Walks the blocks of a GIF (GIF89a specification): keeps screen, colours and the first picture with its transparency,
/// drops comments, application data but for a trained model's mark, and every later picture.
enum GIFContainer {
    static func read(_ bytes: [UInt8]) throws(MediaError) -> EncodedPicture {
        var reader = ByteReader(bytes[...], order: .little)
        guard let version = reader.take(6), let width = reader.number(2), let height = reader.number(2),
            let flags = reader.number(1), reader.take(2) != nil, reader.take(tableSize(flags)) != nil
        else { throw .truncated("it ends inside its header") }
        let colors = bytes[version.endIndex + 4..<reader.position]
        var transparency: [UInt8] = []
        var modelMark: DigitalSource?
        while true {
            let block = reader.position
            switch reader.number(1) {
            case 0x21:
                guard let label = reader.number(1), let count = reader.number(1), let content = reader.take(count)
                else { throw cut }
                if count > 0 { try skipSubBlocks(&reader) }
                // A graphic control block says in four bytes which colour is transparent.
                if label == 0xF9, count == 4 { transparency = [0x21, 0xF9, 4] + content + [0] }
                // XMP stands there as it is; its last bytes lead those who do not know it to its end.
                if label == 0xFF, content.elementsEqual("XMP DataXMP".utf8) {
                    modelMark = modelMark ?? XMPPacket.modelMark(in: bytes[content.endIndex..<reader.position])
                }
            case 0x2C:
                guard let x = reader.number(2), let y = reader.number(2), let across = reader.number(2),
                    let down = reader.number(2), let flags = reader.number(1),
                    reader.take(tableSize(flags) + 1) != nil
                else { throw cut }
                try skipSubBlocks(&reader)
                let frame = EncodedPicture.Placement(x: x, y: y, width: across, height: down)
                let screen = try Screen(width: width, height: height, first: frame)
                let pixels = bytes[block + 9..<reader.position]
                var picture = EncodedPicture(
                    codec: .gif, width: screen.width, height: screen.height,
                    // The decoder's frame, its copy of the screen, and our picture: four bytes a pixel each.
                    bytesPerPixel: 12,
                    packet: version + screen.size + colors + transparency + [0x2C] + screen.frame + pixels + [0x3B])
                picture.placement = screen.placement
                picture.modelMark = modelMark
                return picture
            // Some writers leave a terminator too many.
            case 0: break
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
