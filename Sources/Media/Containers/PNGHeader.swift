/// The header chunk of a PNG: size, bits a sample and colour type (W3C PNG, third edition, section 11.2.1).
struct PNGHeader {
    let width: Int
    let height: Int
    let bits: Int
    private let type: Int

    init(_ body: ArraySlice<UInt8>) throws(MediaError) {
        var reader = ByteReader(body, order: .big)
        guard let width = reader.number(4), let height = reader.number(4), width > 0, height > 0,
            let bits = reader.number(1), let type = reader.number(1)
        else { throw .malformed("its header states no size") }
        (self.width, self.height, self.bits, self.type) = (width, height, bits, type)
    }

    /// Transparency may add a fourth sample to any colour type; the decoder's frame and our copy.
    var bytesPerPixel: Double { (type == 3 ? 1 : 4) * (bits == 16 ? 2 : 1) * 2 }

    /// Grey of two, four or sixteen levels.
    var isCoarseGray: Bool { type == 0 && [1, 2, 4].contains(bits) }
}
