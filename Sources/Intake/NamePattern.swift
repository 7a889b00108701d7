/// A file name pattern as shells write it: `*` stands for any bytes, `?` for one byte, ASCII letters for either case.
struct NamePattern: Sendable {
    private let bytes: [UInt8]

    init(_ text: String) { bytes = text.utf8.map(Self.lowercased) }

    func matches(_ name: [UInt8]) -> Bool {
        var (place, position) = (0, 0)
        // Where to go on when what followed the last star did not fit.
        var retry: (place: Int, position: Int)?
        while position < name.count {
            if place < bytes.count, bytes[place] == UInt8(ascii: "*") {
                retry = (place + 1, position)
                place += 1
            } else if place < bytes.count, fits(bytes[place], name[position]) {
                place += 1
                position += 1
            } else if let last = retry {
                retry = (last.place, last.position + 1)
                (place, position) = (last.place, last.position + 1)
            } else {
                return false
            }
        }
        return bytes[place...].allSatisfy { $0 == UInt8(ascii: "*") }
    }

    private func fits(_ wanted: UInt8, _ byte: UInt8) -> Bool {
        wanted == UInt8(ascii: "?") || wanted == Self.lowercased(byte)
    }

    /// Of ASCII letters only: other bytes may be parts of anything.
    static func lowercased(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 0x20 : byte
    }
}
