/// The boxes of the ISO base media file format (ISO/IEC 14496-12, section 4.2), on which HEIF, AVIF and JPEG XL are built.
enum BoxReader {
    struct Box: Equatable {
        let type: String
        let body: ArraySlice<UInt8>
    }

    /// The boxes that lie side by side in those bytes.
    ///
    /// - Throws: `truncated` when one reaches beyond the end.
    static func boxes(in bytes: ArraySlice<UInt8>) throws(MediaError) -> [Box] {
        var reader = ByteReader(bytes, order: .big)
        var found: [Box] = []
        while reader.remaining > 0 {
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
            found.append(Box(type: String(decoding: type, as: UTF8.self), body: body))
        }
        return found
    }

    private static let cut = MediaError.truncated("it ends inside a box")
}
