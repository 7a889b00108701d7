/// Where the bytes of an item lie (ISO/IEC 14496-12, section 8.11.3).
struct HEIFLocation {
    private enum Source { case file, itemData, elsewhere }

    private let source: Source
    /// From the start of the source on, in order.
    private let extents: [(offset: Int, length: Int)]

    static func read(_ box: BoxReader.Box) throws(MediaError) -> [Int: HEIFLocation] {
        var (version, _, reader) = try box.versioned()
        guard version <= 2 else { throw .unsupported("its parts are located in a way that is not known") }
        guard let sizes = reader.number(2), let count = reader.number(version == 2 ? 4 : 2) else {
            throw BoxReader.short
        }
        guard count <= HEIFItems.limit else { throw HEIFItems.tooMany }
        let widths = Widths(
            item: version == 2 ? 4 : 2, offset: sizes >> 12, length: sizes >> 8 & 15, base: sizes >> 4 & 15,
            index: version == 0 ? 0 : sizes & 15, method: version == 0 ? 0 : 2)
        guard widths.areKnown else { throw .malformed("its parts are located by numbers of no known size") }
        var found: [Int: HEIFLocation] = [:]
        for _ in 0..<count {
            guard let (item, location) = entry(&reader, widths) else { throw BoxReader.short }
            found[item] = location
        }
        return found
    }

    /// Bytes that each number takes.
    private struct Widths {
        let item, offset, length, base, index, method: Int

        var areKnown: Bool { [offset, length, base, index].allSatisfy { [0, 4, 8].contains($0) } }
        var extent: Int { index + offset + length }
    }

    private static func entry(_ reader: inout ByteReader, _ widths: Widths) -> (Int, HEIFLocation)? {
        guard let item = reader.number(widths.item), let method = reader.number(widths.method),
            let file = reader.number(2), let base = reader.longNumber(widths.base), let count = reader.number(2),
            // Extents without any number would cost nothing to state.
            count <= 1 || widths.extent > 0, reader.remaining >= count * widths.extent
        else { return nil }
        let extents = (0..<count).compactMap { _ -> (Int, Int)? in
            guard reader.take(widths.index) != nil, let offset = reader.longNumber(widths.offset),
                let length = reader.longNumber(widths.length)
            else { return nil }
            return (base + offset, length)
        }
        let source: Source =
            switch (method & 15, file) {
            case (0, 0): .file
            case (1, _): .itemData
            default: .elsewhere
            }
        return (item, HEIFLocation(source: source, extents: extents))
    }

    /// The item's bytes as places in the file.
    ///
    /// - Parameter data: What items of the box `meta` itself are made of.
    func places(in file: [UInt8], _ data: ArraySlice<UInt8>) throws(MediaError) -> [Range<Int>] {
        let whole: Range<Int>
        switch source {
        case .file: whole = file.indices
        case .itemData: whole = data.indices
        case .elsewhere: throw .unsupported("parts of it are in another file or item")
        }
        var places: [Range<Int>] = []
        for (offset, length) in extents {
            guard offset <= whole.count, length <= whole.count - offset else {
                throw .truncated("a part of its picture lies beyond its end")
            }
            let start = whole.lowerBound + offset
            // No length means all that there is.
            places.append(start..<(length == 0 ? whole.upperBound : start + length))
        }
        return places
    }
}
