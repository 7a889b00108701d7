/// What an MP4 says of how it came to be: XMP in a box `uuid` beside its others (XMP specification, part 3, section 1.2.7).
enum MovieMark {
    /// be7acfcb-97a9-42e8-9c71-999491e3afac.
    private static let identifier: [UInt8] = [
        0xBE, 0x7A, 0xCF, 0xCB, 0x97, 0xA9, 0x42, 0xE8, 0x9C, 0x71, 0x99, 0x94, 0x91, 0xE3, 0xAF, 0xAC,
    ]

    /// The whole box: its size, its type, the identifier, and the packet.
    static func box(_ source: DigitalSource) -> [UInt8] {
        let content = Array("uuid".utf8) + identifier + XMPPacket.bytes(source)
        return ByteReader.Order.big.bytes(content.count + 4, 4) + content
    }
}
