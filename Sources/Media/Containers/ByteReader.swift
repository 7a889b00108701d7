/// Reads numbers from bytes of unknown origin; every access is checked, and sizes are added without overflow here alone.
struct ByteReader {
    enum Order {
        case big, little

        /// The lowest `count` bytes of a number, as they stand in a file.
        func bytes(_ number: Int, _ count: Int) -> [UInt8] {
            let upwards = (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
            return self == .big ? upwards.reversed() : upwards
        }
    }

    let bytes: ArraySlice<UInt8>
    let order: Order
    private(set) var position: Int

    init(_ bytes: ArraySlice<UInt8>, order: Order) {
        self.bytes = bytes
        self.order = order
        position = bytes.startIndex
    }

    var remaining: Int { bytes.endIndex - position }
    /// What was not read yet.
    var rest: ArraySlice<UInt8> { bytes[position...] }

    /// The next `count` bytes; nil when fewer are left.
    mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard count >= 0, count <= remaining else { return nil }
        defer { position += count }
        return bytes[position..<position + count]
    }

    /// The next unsigned number of `count` bytes, at most four.
    mutating func number(_ count: Int) -> Int? {
        guard let digits = take(count) else { return nil }
        return switch order {
        case .big: digits.reduce(0) { $0 << 8 | Int($1) }
        case .little: digits.reversed().reduce(0) { $0 << 8 | Int($1) }
        }
    }

    /// The next unsigned number of `count` bytes, at most eight. From 2⁶⁰ on all are 2⁶⁰, which lies outside of every file
    /// and can be added to.
    mutating func longNumber(_ count: Int) -> Int? {
        guard count > 4 else { return number(count) }
        guard let upper = number(count - 4), let lower = number(4) else { return nil }
        return upper < 1 << 28 ? upper << 32 | lower : 1 << 60
    }

    /// A reader of the same bytes from `offset` on; nil when that lies outside.
    func at(_ offset: Int) -> ByteReader? {
        guard offset >= 0, offset <= bytes.count else { return nil }
        return ByteReader(bytes.dropFirst(offset), order: order)
    }
}
