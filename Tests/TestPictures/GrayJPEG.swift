/// Writes baseline JPEGs of one component (ITU-T T.81), which ffmpeg does not: each block of 8 × 8 pixels has one level.
package enum GrayJPEG {
    /// - Parameter levels: One for each block, row by row, `across` a row.
    package static func bytes(levels: [UInt8], across: Int) -> [UInt8] {
        let (width, height) = (across * 8, levels.count / across * 8)
        let size = [height, width].flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
        var file: [UInt8] = [0xFF, 0xD8]
        file += segment(0xDB, [0] + Array(repeating: 1, count: 64))
        file += segment(0xC0, [8] + size + [1, 1, 0x11, 0])
        // Table K.3 for differences of levels; for the rest one code of one bit, "end of block".
        file += segment(0xC4, [0x00, 0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0] + (0...11))
        file += segment(0xC4, [0x10, 1] + Array(repeating: 0, count: 15) + [0])
        file += segment(0xDA, [1, 1, 0x00, 0, 63, 0])
        return file + scan(levels) + [0xFF, 0xD9]
    }

    private static func segment(_ marker: UInt8, _ body: [UInt8]) -> [UInt8] {
        [0xFF, marker, UInt8((body.count + 2) >> 8), UInt8((body.count + 2) & 255)] + body
    }

    private static func scan(_ levels: [UInt8]) -> [UInt8] {
        var bits: [UInt8] = []
        var last = 0
        func put(_ value: Int, _ count: Int) {
            for place in (0..<count).reversed() { bits.append(UInt8(value >> place & 1)) }
        }
        for level in levels {
            let coefficient = 8 * (Int(level) - 128)
            let difference = coefficient - last
            last = coefficient
            let category = Int.bitWidth - abs(difference).leadingZeroBitCount
            switch category {
            case 0: put(0b00, 2)
            case 1...5: put(0b010 + category - 1, 3)
            // 1110, 11110 and so on.
            default: put((1 << (category - 2)) - 2, category - 2)
            }
            put(difference < 0 ? difference + (1 << category) - 1 : difference, category)
            put(0, 1)
        }
        while bits.count % 8 != 0 { bits.append(1) }
        return stride(from: 0, to: bits.count, by: 8).flatMap { start -> [UInt8] in
            let byte = bits[start..<start + 8].reduce(0) { $0 << 1 | $1 }
            return byte == 0xFF ? [byte, 0] : [byte]
        }
    }
}
