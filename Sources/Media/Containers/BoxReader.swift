/// The boxes of the ISO base media file format (ISO/IEC 14496-12, section 4.2), on which HEIF, AVIF and JPEG XL are built.
enum BoxReader {
    struct Box: Equatable {
        let type: String
        let body: ArraySlice<UInt8>

        /// The version, the flags and a reader of what follows, of a box that begins with them.
        func versioned() throws(MediaError) -> (version: Int, flags: Int, reader: ByteReader) {
            var reader = ByteReader(body, order: .big)
            guard let version = reader.number(1), let flags = reader.number(3) else { throw BoxReader.short }
            return (version, flags, reader)
        }
    }

    /// The boxes that lie side by side in those bytes.
    ///
    /// - Throws: `truncated` when one reaches beyond the end.
    static func boxes(in bytes: ArraySlice<UInt8>) throws(MediaError) -> [Box] {
        var reader = ByteReader(bytes, order: .big)
        var found: [Box] = []
        while let box = try next(&reader) { found.append(box) }
        return found
    }

    /// The next box; nil at the end.
    ///
    /// - Throws: `truncated` when it reaches beyond the end.
    static func next(_ reader: inout ByteReader) throws(MediaError) -> Box? {
        guard reader.remaining > 0 else { return nil }
        guard let stated = reader.number(4), let type = reader.take(4) else { throw cut }
        let length: Int
        switch stated {
        // To the end of the file.
        case 0: length = reader.remaining
        // The size follows as eight bytes; nothing of ours has more than the lower four say.
        case 1:
            guard reader.number(4) == 0, let large = reader.number(4) else { throw cut }
            length = large - 16
        default: length = stated - 8
        }
        guard let body = reader.take(length) else { throw cut }
        return Box(type: String(decoding: type, as: UTF8.self), body: body)
    }

    /// What a box says less of than it must.
    static let short = MediaError.malformed("a box of it is too short")

    private static let cut = MediaError.truncated("it ends inside a box")
}
