/// Takes a BMP apart and writes it anew: headers in one version's form, the palette, the pixels, and nothing else.
enum BMPContainer {
    static func read(_ bytes: [UInt8]) throws(MediaError) -> EncodedPicture {
        let header = try BMPHeader(bytes)
        let pixels = try pixels(bytes, header)
        let masks: BMPMasks? =
            header.hasMasks ? try BMPMasks(bytes, header) : header.bits == 32 ? BMPMasks.plain : nil
        var picture = EncodedPicture(
            codec: .bmp, width: header.width, height: header.height,
            // The decoder's frame, the same in a plainer layout, and our picture, in the widest form.
            bytesPerPixel: 12, packet: packet(header, masks, palette: try palette(bytes, header), pixels: pixels))
        picture.state(profile(bytes, header))
        return picture
    }

    private static func pixels(_ bytes: [UInt8], _ header: BMPHeader) throws(MediaError) -> ArraySlice<UInt8> {
        let found = bytes.dropFirst(header.pixels)
        if header.isRunLengthCoded {
            // It may end early, and its size is often left out.
            return header.codedSize > 0 ? found.prefix(header.codedSize) : found
        }
        let (row, rowOverflow) = header.width.multipliedReportingOverflow(by: header.bits)
        let (size, overflow) = ((row + 31) / 32 * 4).multipliedReportingOverflow(by: header.height)
        guard !rowOverflow, !overflow, size <= found.count else { throw .truncated("it ends before its last row") }
        return found.prefix(size)
    }

    /// Blue, green, red and a zero of each colour, as many as the pixels can name; empty where there is no palette.
    private static func palette(_ bytes: [UInt8], _ header: BMPHeader) throws(MediaError) -> [UInt8] {
        let start = 14 + header.length
        guard header.pixels >= start else { throw .malformed("its pixels begin inside of its header") }
        guard header.bits <= 8, header.pixels > start else { return [] }
        let most = 1 << header.bits
        let stated = (1...most).contains(header.colors) ? header.colors : most
        let stored = bytes.prefix(header.pixels).dropFirst(start)
        // OS/2's first version has three bytes each, and some writers of later ones think so too.
        let bytesEach = header.length == 12 || stored.count < stated * 4 ? 3 : 4
        let colors = (0..<min(stated, stored.count / bytesEach)).flatMap { place -> [UInt8] in
            stored.dropFirst(place * bytesEach).prefix(3) + [0]
        }
        return colors + Array(repeating: 0, count: most * 4 - colors.count)
    }

    /// A file with the 56 bytes of the third version, which has masks.
    private static func packet(
        _ header: BMPHeader, _ masks: BMPMasks?, palette: [UInt8], pixels: ArraySlice<UInt8>
    ) -> [UInt8] {
        func number(_ value: Int, _ count: Int = 4) -> [UInt8] { ByteReader.Order.little.bytes(value, count) }
        let start = 14 + 56 + palette.count
        let file = Array("BM".utf8) + number(start + pixels.count) + number(0) + number(start)
        let size = number(header.width) + number(header.isTopDown ? -header.height : header.height)
        let form = number(1, 2) + number(header.bits, 2) + number(masks == nil ? header.compression : 3)
        let rest = number(0) + number(0) + number(0) + number(palette.count / 4) + number(0)
        let bits = (masks?.colors ?? [0, 0, 0]) + [masks?.opacity ?? 0]
        return file + number(56) + size + form + rest + bits.flatMap { number($0) } + palette + pixels
    }

    /// The fifth version's may name a profile in the same file, `MBED` backwards, by its place behind the first header.
    private static func profile(_ bytes: [UInt8], _ header: BMPHeader) -> ProfileBytes {
        var profile = ProfileBytes()
        guard header.length == 124, bytes.dropFirst(70).starts(with: Array("DEBM".utf8)) else { return profile }
        var reader = ByteReader(bytes.dropFirst(126), order: .little)
        guard let place = reader.number(4), let count = reader.number(4),
            var content = ByteReader(bytes[...], order: .little).at(14 + place), let found = content.take(count)
        else { return .damaged }
        profile.append(found)
        return profile
    }
}
