/// The sample as files: a Windows bitmap of its colours and a TIFF of its depth, both as plain as these formats allow.
extension SampleScene {
    /// 24 bits a pixel, rows from the bottom up (BITMAPINFOHEADER).
    var bitmap: [UInt8] {
        let row = (Self.width * 3 + 3) / 4 * 4
        var bytes = Array("BM".utf8) + Self.little(UInt32(54 + row * Self.height)) + Self.little(UInt32(0))
        bytes += Self.little(UInt32(54)) + Self.little(UInt32(40))
        bytes += Self.little(UInt32(Self.width)) + Self.little(UInt32(Self.height))
        bytes += Self.little(UInt16(1)) + Self.little(UInt16(24))
        bytes += [UInt32(0), UInt32(row * Self.height), 2835, 2835, 0, 0].flatMap(Self.little)
        for y in (0..<Self.height).reversed() {
            for color in colors[y * Self.width..<(y + 1) * Self.width] {
                bytes += [Self.byte(color.z), Self.byte(color.y), Self.byte(color.x)]
            }
            bytes += Array(repeating: 0, count: row - Self.width * 3)
        }
        return bytes
    }

    /// Eight bits of grey in one strip (TIFF 6.0, baseline).
    var depthMap: [UInt8] {
        let entries: [(tag: UInt16, type: UInt16, value: UInt32)] = [
            (256, 4, UInt32(Self.width)), (257, 4, UInt32(Self.height)), (258, 3, 8), (259, 3, 1), (262, 3, 1),
            (273, 4, 8), (277, 3, 1), (278, 4, UInt32(Self.height)), (279, 4, UInt32(nearness.count)),
        ]
        var bytes = Array("II".utf8) + Self.little(UInt16(42)) + Self.little(UInt32(8 + nearness.count))
        bytes += nearness.map(Self.byte)
        bytes += Self.little(UInt16(entries.count))
        for entry in entries {
            // A short value stands in the lower half of its place, which little end first makes the same bytes.
            bytes +=
                Self.little(entry.tag) + Self.little(entry.type) + Self.little(UInt32(1)) + Self.little(entry.value)
        }
        return bytes + Self.little(UInt32(0))
    }

    private static func byte(_ level: Float) -> UInt8 { UInt8(max(0, min(255, level * 255 + 0.5))) }

    private static func little(_ number: some FixedWidthInteger) -> [UInt8] {
        (0..<number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
}
