import Pixels

/// Finds the tag `Orientation` in an Exif block and reads nothing else of it (CIPA DC-008; TIFF 6.0 for the structure).
enum ExifOrientation {
    /// `block` begins with the TIFF header. Anything malformed means upright, as in other viewers.
    static func read(_ block: ArraySlice<UInt8>) -> Orientation {
        guard let order = byteOrder(block), var header = ByteReader(block, order: order).at(4),
            let directory = header.number(4), var entries = ByteReader(block, order: order).at(directory),
            let count = entries.number(2)
        else { return .upright }
        for _ in 0..<count {
            guard let tag = entries.number(2), let type = entries.number(2), let values = entries.number(4),
                let field = entries.take(4)
            else { break }
            // A number of two bytes, or of four, as some writers have it.
            if tag == 0x0112, type == 3 || type == 4, values == 1 {
                var number = ByteReader(field, order: order)
                return Orientation(rawValue: UInt8(clamping: number.number(type == 3 ? 2 : 4) ?? 0)) ?? .upright
            }
        }
        return .upright
    }

    private static func byteOrder(_ block: ArraySlice<UInt8>) -> ByteReader.Order? {
        if block.starts(with: Array("II*\0".utf8)) { return .little }
        if block.starts(with: Array("MM\0*".utf8)) { return .big }
        return nil
    }
}
