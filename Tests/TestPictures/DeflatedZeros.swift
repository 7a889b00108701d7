/// A zlib stream that unpacks to nothing but zeros, a thousand times as many as it has bytes (RFC 1951, fixed codes).
enum DeflatedZeros {
    static func stream(count: Int) -> [UInt8] {
        var bits = Bits()
        // The last block, with fixed codes; a literal zero, then copies of 258 bytes from one byte before.
        bits.put(1, 1)
        bits.put(1, 2)
        bits.put(code: 0x30, 8)
        for _ in 0..<16 {
            bits.put(code: 0b1100_0101, 8)
            bits.put(code: 0, 5)
        }
        // Eight copies of thirteen bits are thirteen bytes, which repeat.
        bits.repeatLast(13, times: count / 258 / 8 - 2)
        bits.put(code: 0, 7)
        // A checksum that nobody reaches who stops in time.
        return [0x78, 0x9C] + bits.finished + [0, 0, 0, 0]
    }

    private struct Bits {
        private var bytes: [UInt8] = []
        private var pending: UInt64 = 0
        private var count: UInt64 = 0

        mutating func put(_ value: UInt64, _ length: UInt64) {
            pending |= value << count
            count += length
            while count >= 8 {
                bytes.append(UInt8(pending & 255))
                pending >>= 8
                count -= 8
            }
        }

        /// Codes stand with their highest bit first.
        mutating func put(code: UInt64, _ length: UInt64) {
            put((0..<length).reduce(0) { $0 | (code >> $1 & 1) << (length - 1 - $1) }, length)
        }

        mutating func repeatLast(_ length: Int, times: Int) {
            bytes += Array(repeating: bytes.suffix(length), count: times).flatMap(\.self)
        }

        var finished: [UInt8] { count > 0 ? bytes + [UInt8(pending & 255)] : bytes }
    }
}
