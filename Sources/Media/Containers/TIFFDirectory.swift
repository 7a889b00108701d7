/// The first directory of a TIFF (TIFF 6.0, section 2): which tags it has, and where their values lie. Later directories,
/// which are other pages or thumbnails, are not looked at.
struct TIFFDirectory {
    /// Twelve bytes of the directory: tag, type, how many values, and the values or where they lie.
    struct Entry {
        let tag: TIFFTag
        let type: Int
        let count: Int
        /// In the file.
        let record: Range<Int>
        /// In the file, perhaps beyond its end; inside the record when they take no more than four bytes.
        let values: Range<Int>
    }

    let order: ByteReader.Order
    /// Of the directory from the file's start.
    let offset: Int
    /// The first of each known tag whose type is known, in the file's order.
    let entries: [Entry]
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) throws(MediaError) {
        self.bytes = bytes
        order = bytes.first == UInt8(ascii: "M") ? .big : .little
        let file = ByteReader(bytes[...], order: order)
        guard var header = file.at(4), let offset = header.number(4) else {
            throw .truncated("it ends inside its header")
        }
        self.offset = offset
        guard offset >= 8 else { throw .malformed("its directory lies inside its header") }
        guard var reader = file.at(offset), let count = reader.number(2) else {
            throw .truncated("it ends before its directory")
        }
        var found: [Entry] = []
        for _ in 0..<count {
            let start = reader.position
            guard let number = reader.number(2), let type = reader.number(2), let values = reader.number(4),
                let place = reader.number(4)
            else { throw Self.cut }
            guard let tag = TIFFTag(rawValue: number), let size = Self.sizes[type],
                !found.contains(where: { $0.tag == tag })
            else { continue }
            let length = values * size
            let first = length <= 4 ? start + 8 : place
            found.append(
                Entry(
                    tag: tag, type: type, count: values, record: start..<start + 12, values: first..<first + length))
        }
        // Where the next directory lies.
        guard reader.take(4) != nil else { throw Self.cut }
        entries = found
    }

    private static let cut = MediaError.truncated("it ends inside its directory")

    /// Bytes of a value of each type.
    private static let sizes = [
        1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8,
    ]

    func contains(_ tag: TIFFTag) -> Bool { entry(tag) != nil }

    private func entry(_ tag: TIFFTag) -> Entry? { entries.first { $0.tag == tag && $0.count > 0 } }

    /// The first number of a tag; nil when the directory does not have it.
    func number(_ tag: TIFFTag) throws(MediaError) -> Int? { try numbers(tag)?.first }

    /// All numbers of a tag, at least one; nil when the directory does not have it.
    func numbers(_ tag: TIFFTag) throws(MediaError) -> [Int]? {
        guard let entry = entry(tag) else { return nil }
        guard [1, 3, 4].contains(entry.type), let size = Self.sizes[entry.type] else {
            throw .malformed("its directory has something else where a number belongs")
        }
        var reader = ByteReader(try content(entry), order: order)
        var numbers: [Int] = []
        numbers.reserveCapacity(entry.count)
        while let number = reader.number(size) { numbers.append(number) }
        return numbers
    }

    /// The bytes that are a tag's values; nil when the directory does not have it.
    func content(_ tag: TIFFTag) throws(MediaError) -> ArraySlice<UInt8>? {
        guard let entry = entry(tag) else { return nil }
        return try content(entry)
    }

    func content(_ entry: Entry) throws(MediaError) -> ArraySlice<UInt8> {
        guard entry.values.upperBound <= bytes.count else { throw .truncated("it ends inside its directory's values") }
        return bytes[entry.values]
    }
}
