import CZlib

/// The grey level that a PNG of few levels declares transparent. FFmpeg looks for it among levels that it has spread to
/// eight bits already; in a palette of the same levels it finds it.
struct PNGClearGray {
    private let level: Int

    init(_ body: ArraySlice<UInt8>, _ chunk: ArraySlice<UInt8>) throws(MediaError) {
        try Self.check(chunk)
        var reader = ByteReader(body, order: .big)
        guard let level = reader.number(2) else { throw .malformed("its transparent grey is missing") }
        self.level = level
    }

    /// The header chunk of a picture with a palette in the place of the grey one's, and that palette.
    func chunks(for header: PNGHeader, _ chunk: ArraySlice<UInt8>) throws(MediaError) -> [UInt8] {
        try Self.check(chunk)
        var body = Array(chunk.dropFirst(8).dropLast(4))
        // Behind width, height and bits: the colour type.
        body[9] = 3
        let most = 1 << header.bits - 1
        let grays = (0...most).flatMap { Array(repeating: UInt8($0 * 255 / most), count: 3) }
        // Only the lowest bits count (section 11.3.1.1).
        let opacities = Array(repeating: UInt8(255), count: level & most) + [0]
        return Self.chunk("IHDR", body) + Self.chunk("PLTE", grays) + Self.chunk("tRNS", opacities)
    }

    private static func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
        let content = Array(name.utf8) + body
        return ByteReader.Order.big.bytes(body.count, 4) + content + checksum(content)
    }

    private static func checksum(_ content: [UInt8]) -> [UInt8] {
        ByteReader.Order.big.bytes(Int(unsafe crc32(0, content, UInt32(content.count))), 4)
    }

    /// What is written anew must have been whole, for its own checksum is lost.
    private static func check(_ chunk: ArraySlice<UInt8>) throws(MediaError) {
        guard checksum(Array(chunk.dropFirst(4).dropLast(4))) == Array(chunk.suffix(4)) else {
            throw .malformed("its PNG data cannot be decoded")
        }
    }
}
