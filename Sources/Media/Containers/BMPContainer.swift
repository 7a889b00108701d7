/// Reads the headers of a BMP (Microsoft, *Bitmap Storage*); pixels and colours follow them without metadata between.
enum BMPContainer {
    static func read(_ bytes: [UInt8]) throws(MediaError) -> EncodedPicture {
        var reader = ByteReader(bytes[...], order: .little)
        guard reader.take(10) != nil, let pixels = reader.number(4), let header = reader.number(4) else {
            throw .truncated("it ends inside its header")
        }
        // OS/2's header of 12 bytes has sizes of two bytes; in every later one the height may be negative: top row first.
        let bytesEach = header == 12 ? 2 : 4
        guard let width = reader.number(bytesEach), let height = reader.number(bytesEach), reader.take(2) != nil,
            let bits = reader.number(2)
        else { throw .truncated("it ends inside its header") }
        let compression = header == 12 ? 0 : reader.number(4) ?? 0
        let rows = bytesEach == 4 ? abs(Int(Int32(truncatingIfNeeded: height))) : height
        guard header >= 12, width > 0, width <= 0x7FFF_FFFF, rows > 0, rows <= 0x7FFF_FFFF else {
            throw .malformed("its header states no size")
        }
        guard [0, 1, 2, 3, 6].contains(compression) else {
            throw .unsupported("it is a BMP that holds another format's data")
        }
        guard [1, 2, 4, 8, 16, 24, 32].contains(bits) else { throw .unsupported("it is a BMP of \(bits) bits a pixel") }
        var end = bytes.count
        // Run-length coding (1, 2) may end early; without it the size is known, and FFmpeg takes what is there.
        if compression != 1, compression != 2 {
            let (row, rowOverflow) = width.multipliedReportingOverflow(by: bits)
            let (size, overflow) = ((row + 31) / 32 * 4).multipliedReportingOverflow(by: rows)
            guard !rowOverflow, !overflow, size <= bytes.count - pixels else {
                throw .truncated("it ends before its last row")
            }
            end = pixels + size
        }
        return EncodedPicture(
            codec: .bmp, width: width, height: rows,
            // The decoder's frame, in the widest form, and our picture.
            bytesPerPixel: 8, packet: Array(bytes[..<end]))
    }
}
