/// Writes baseline JPEGs (ITU-T T.81) of one, three or four components, of which ffmpeg writes but those of three: each block
/// of 8 × 8 pixels has one level a component.
package enum BlockJPEG {
    /// A grey picture.
    ///
    /// - Parameter levels: One for each block, row by row, `across` a row.
    package static func gray(levels: [UInt8], across: Int) -> [UInt8] {
        bytes(blocks: levels.map { [$0] }, across: across)
    }

    /// - Parameters:
    ///   - blocks: A level of each component for each block, row by row, `across` a row.
    ///   - adobe: Adobe's marker with that colour transform: 0 none, 1 YCbCr, 2 YCCK (Adobe technical note 5116); nil for
    ///     no marker.
    ///   - isHalved: The first component alone is sampled densely: a level is that of 16 × 16 pixels.
    ///   - segments: Others, behind the picture's start.
    ///   - bits: What the frame header states a sample has.
    ///   - process: The frame header's marker.
    package static func bytes(
        blocks: [[UInt8]], across: Int, adobe: UInt8? = nil, isHalved: Bool = false,
        segments: [(marker: UInt8, body: [UInt8])] = [], bits: UInt8 = 8, process: UInt8 = 0xC0
    ) -> [UInt8] {
        let components = UInt8(blocks[0].count)
        let side = isHalved ? 16 : 8
        let (width, height) = (across * side, blocks.count / across * side)
        let size = [height, width].flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
        var file: [UInt8] = [0xFF, 0xD8]
        file += segments.flatMap { segment($0.marker, $0.body) }
        if let adobe { file += segment(0xEE, Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0, adobe]) }
        file += segment(0xDB, [0] + Array(repeating: 1, count: 64))
        file += segment(
            process,
            [bits] + size + [components] + (1...components).flatMap { [$0, isHalved && $0 == 1 ? 0x22 : 0x11, 0] })
        // Table K.3 for differences of levels; for the rest one code of one bit, "end of block".
        file += segment(0xC4, [0x00, 0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0] + (0...11))
        file += segment(0xC4, [0x10, 1] + Array(repeating: 0, count: 15) + [0])
        file += segment(0xDA, [components] + (1...components).flatMap { [$0, 0x00] } + [0, 63, 0])
        // Of a component that is sampled twice as densely in both directions four blocks come first.
        return file + scan(blocks, repeats: isHalved ? 4 : 1) + [0xFF, 0xD9]
    }

    private static func segment(_ marker: UInt8, _ body: [UInt8]) -> [UInt8] {
        [0xFF, marker, UInt8((body.count + 2) >> 8), UInt8((body.count + 2) & 255)] + body
    }

    private static func scan(_ blocks: [[UInt8]], repeats: Int) -> [UInt8] {
        var bits: [UInt8] = []
        var last = blocks[0].map { _ in 0 }
        func put(_ value: Int, _ count: Int) {
            for place in (0..<count).reversed() { bits.append(UInt8(value >> place & 1)) }
        }
        for block in blocks {
            for (component, level) in block.enumerated().flatMap({
                Array(repeating: $0, count: $0.offset == 0 ? repeats : 1)
            }) {
                let coefficient = 8 * (Int(level) - 128)
                let difference = coefficient - last[component]
                last[component] = coefficient
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
        }
        while bits.count % 8 != 0 { bits.append(1) }
        return stride(from: 0, to: bits.count, by: 8).flatMap { start -> [UInt8] in
            let byte = bits[start..<start + 8].reduce(0) { $0 << 1 | $1 }
            return byte == 0xFF ? [byte, 0] : [byte]
        }
    }
}
