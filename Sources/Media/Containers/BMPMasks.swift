/// Which bits of a BMP's pixel are red, green, blue and opacity.
struct BMPMasks: Equatable {
    let colors: [Int]
    /// 0 for none.
    let opacity: Int

    /// Those of 32 bits a pixel whose header states none: its fourth byte means nothing.
    static let plain = BMPMasks(colors: [0xFF0000, 0xFF00, 0xFF], opacity: 0)

    private init(colors: [Int], opacity: Int) {
        self.colors = colors
        self.opacity = opacity
    }

    /// As the header states them, or as the bytes behind one of 40.
    init(_ bytes: [UInt8], _ header: BMPHeader) throws(MediaError) {
        var reader = ByteReader(bytes.dropFirst(54), order: .little)
        guard let red = reader.number(4), let green = reader.number(4), let blue = reader.number(4) else {
            throw .truncated("it ends inside its header")
        }
        let isOpacityStated = header.length >= 56 || header.compression == 6
        let opacity = isOpacityStated ? reader.number(4) ?? 0 : 0
        // A single bit of opacity is not decoded.
        self.init(colors: [red, green, blue], opacity: header.bits == 16 ? 0 : opacity)
        guard Self.decoded[header.bits]?.contains(colors) == true,
            self.opacity == 0 || self.opacity == 0xFFFF_FFFF ^ (red | green | blue)
        else { throw .unsupported("it is a BMP whose colours take unusual bits of its pixels") }
    }

    private static let decoded = [
        16: [[0xF800, 0x7E0, 0x1F], [0x7C00, 0x3E0, 0x1F], [0xF00, 0xF0, 0xF]],
        32: [
            [0xFF0000, 0xFF00, 0xFF], [0xFF, 0xFF00, 0xFF0000], [0xFF00_0000, 0xFF0000, 0xFF00],
            [0xFF00, 0xFF0000, 0xFF00_0000],
        ],
    ]
}
