/// The first bits of a JPEG XL codestream (ISO/IEC 18181-1, annexes B and D): size and orientation, which the decoder
/// applies itself.
struct JPEGXLHeader {
    /// Upright.
    let width: Int
    let height: Int

    init(_ codestream: [UInt8]) throws(MediaError) {
        var bits = Bits(bytes: codestream.prefix(64).dropFirst(2))
        guard let size = Self.size(&bits), let allDefault = bits.take(1) else {
            throw .truncated("it ends inside its header")
        }
        var turned = false
        if allDefault == 0, bits.take(1) == 1, let orientation = bits.take(3) { turned = orientation >= 4 }
        (width, height) = turned ? (size.height, size.width) : size
    }

    /// Height, then the width or its ratio to the height. `div8` sizes are multiples of eight up to 256.
    private static func size(_ bits: inout Bits) -> (width: Int, height: Int)? {
        guard let div8 = bits.take(1) else { return nil }
        func side() -> Int? {
            if div8 == 1 { return bits.take(5).map { ($0 + 1) * 8 } }
            return bits.take(2).flatMap { bits.take([9, 13, 18, 30][$0]) }.map { $0 + 1 }
        }
        guard let height = side(), let ratio = bits.take(3) else { return nil }
        let ratios = [(1, 1), (12, 10), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1)]
        if ratio > 0 { return (height * ratios[ratio - 1].0 / ratios[ratio - 1].1, height) }
        return side().map { ($0, height) }
    }

    /// Bits from the lowest of each byte.
    private struct Bits {
        let bytes: ArraySlice<UInt8>
        var place = 0

        mutating func take(_ count: Int) -> Int? {
            guard place + count <= bytes.count * 8 else { return nil }
            defer { place += count }
            return (0..<count).reduce(0) { value, bit in
                let at = place + bit
                return value | Int(bytes[bytes.startIndex + at / 8] >> (at % 8) & 1) << bit
            }
        }
    }
}
