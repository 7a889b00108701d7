/// What a file is, judged by its first bytes.
enum ContentKind: Equatable {
    case picture(EncodedPicture.Codec)
    /// Recognised, but not rendered; named with its article.
    case known(String)
    case empty
    case unknown

    /// Signatures from the formats' own standards, as file(1)'s magic collects them.
    private static let signatures: [(offset: Int, bytes: [UInt8], kind: ContentKind)] = [
        (0, [0xFF, 0xD8, 0xFF], .picture(.jpeg)),
        (0, [0x89] + Array("PNG\r\n\u{1A}\n".utf8), .picture(.png)),
        (8, Array("WEBPVP8".utf8), .picture(.webp)),
        (0, Array("GIF8".utf8), .known("a GIF")),
        (0, Array("II*\0".utf8), .known("a TIFF")),
        (0, Array("MM\0*".utf8), .known("a TIFF")),
        (0, [0xFF, 0x0A], .known("a JPEG XL")),
        (4, Array("JXL \r\n".utf8), .known("a JPEG XL")),
        (4, Array("ftypavif".utf8), .known("an AVIF")),
        (4, Array("ftyphei".utf8), .known("a HEIC")),
        (4, Array("ftypmif1".utf8), .known("a HEIF")),
        (4, Array("ftyp".utf8), .known("a video")),
        (0, [0x1A, 0x45, 0xDF, 0xA3], .known("a video")),
        (0, Array("%PDF".utf8), .known("a PDF")),
        (0, Array("PK\u{3}\u{4}".utf8), .known("a ZIP archive")),
        (0, Array("BM".utf8), .known("a BMP")),
    ]

    init(of bytes: [UInt8]) {
        guard !bytes.isEmpty else {
            self = .empty
            return
        }
        self = Self.signatures.first { bytes.dropFirst($0.offset).starts(with: $0.bytes) }?.kind ?? .unknown
    }
}
