/// What the two headers of a BMP say (Microsoft, *Bitmap Storage*); the second tells its version by its length.
struct BMPHeader {
    /// Bytes of every version's second header, which begins at byte 14: OS/2's first, Microsoft's, OS/2's second.
    static let lengths: [UInt8] = [12, 40, 52, 56, 64, 108, 124]

    let length: Int
    /// Where the pixels begin.
    let pixels: Int
    let width: Int
    let height: Int
    /// The first row comes first.
    let isTopDown: Bool
    let bits: Int
    /// 0 for none, 1 and 2 for runs of eight or four bits; or, without compression, 3 and 6 for masks of the colours.
    let compression: Int
    /// Bytes of run-length coded pixels; 0 where nobody said.
    let codedSize: Int
    /// Of the palette; 0 for as many as there can be.
    let colors: Int

    init(_ bytes: [UInt8]) throws(MediaError) {
        var reader = ByteReader(bytes[...], order: .little)
        guard reader.take(10) != nil, let pixels = reader.number(4), let length = reader.number(4) else {
            throw Self.cut
        }
        // OS/2's header of 12 bytes has sizes of two bytes; in every later one the height may be negative: top row first.
        let bytesEach = length == 12 ? 2 : 4
        guard let width = reader.number(bytesEach), let height = reader.number(bytesEach), reader.take(2) != nil,
            let bits = reader.number(2)
        else { throw Self.cut }
        (compression, codedSize) = length == 12 ? (0, 0) : (reader.number(4) ?? 0, reader.number(4) ?? 0)
        colors = length == 12 || reader.take(8) == nil ? 0 : reader.number(4) ?? 0
        let signed = bytesEach == 4 ? Int(Int32(truncatingIfNeeded: height)) : height
        (isTopDown, self.height) = (signed < 0, abs(signed))
        (self.length, self.pixels, self.width, self.bits) = (length, pixels, width, bits)
        guard width > 0, width <= 0x7FFF_FFFF, signed != 0, abs(signed) <= 0x7FFF_FFFF else {
            throw .malformed("its header states no size")
        }
        guard [0, 1, 2].contains(compression) || length != 64 && hasMasks else {
            throw .unsupported("it is a BMP that holds another format's data")
        }
        guard [1, 2, 4, 8, 16, 24, 32].contains(bits) else { throw .unsupported("it is a BMP of \(bits) bits a pixel") }
    }

    var isRunLengthCoded: Bool { compression == 1 || compression == 2 }
    var hasMasks: Bool { compression == 3 || compression == 6 }

    private static let cut = MediaError.truncated("it ends inside its header")
}
