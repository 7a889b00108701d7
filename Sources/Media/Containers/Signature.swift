/// The bytes by which a kind of file is known.
struct Signature {
    let offset: Int
    let bytes: [UInt8]
    /// Bytes in a second place, which must be right too.
    private var further: (offset: Int, bytes: [UInt8])?
    let kind: ContentKind

    private init(_ text: String, at offset: Int = 0, _ kind: ContentKind) {
        self.init(Array(text.utf8), at: offset, kind)
    }

    private init(_ bytes: [UInt8], at offset: Int = 0, _ kind: ContentKind) {
        self.offset = offset
        self.bytes = bytes
        self.kind = kind
    }

    func matches(_ file: [UInt8]) -> Bool {
        file.dropFirst(offset).starts(with: bytes)
            && further.map { file.dropFirst($0.offset).starts(with: $0.bytes) } != false
    }

    /// From the formats' own standards, as file(1)'s magic collects them; the first that matches counts.
    static let all: [Signature] = rendered + bmps + rawFiles + tiffs + otherPictures + noPictures

    private static let rendered: [Signature] = [
        Signature([0xFF, 0xD8, 0xFF], .picture(.jpeg)),
        Signature([0x89] + Array("PNG\r\n\u{1A}\n".utf8), .picture(.png)),
        Signature("WEBPVP8", at: 8, .picture(.webp)),
        Signature("GIF87a", .picture(.gif)),
        Signature("GIF89a", .picture(.gif)),
        Signature([0xFF, 0x0A], .picture(.jpegXL)),
        Signature([0, 0, 0, 12] + Array("JXL \r\n".utf8) + [0x87, 0x0A], .picture(.jpegXL)),
    ]

    /// Two letters that begin many a text too; so the length of the second header counts.
    private static let bmps: [Signature] = BMPHeader.lengths.map { length in
        var signature = Signature("BM", .picture(.bmp))
        signature.further = (14, [length, 0, 0, 0])
        return signature
    }

    private static let raw = ContentKind.otherPicture("a camera's raw file", advice: Advice.develop)

    private static let rawFiles: [Signature] = [
        Signature("II*\0\u{10}\0\0\0CR\u{2}", raw), Signature("ftypcrx ", at: 4, raw),
        Signature("FUJIFILMCCD-RAW", raw),
        Signature("IIRO", raw), Signature("IIRS", raw), Signature("MMOR", raw), Signature("IIU\0", raw),
        Signature("FOVb", raw), Signature("\0MRM", raw),
    ]

    /// Behind the raw files, some of which are TIFFs with a mark of their own.
    private static let tiffs: [Signature] = [Signature("II*\0", .picture(.tiff)), Signature("MM\0*", .picture(.tiff))]

    private static let otherPictures: [Signature] = [
        Signature("II+\0", .otherPicture("a BigTIFF", advice: Advice.convert)),
        Signature("MM\0+", .otherPicture("a BigTIFF", advice: Advice.convert)),
        Signature("8BPS", .otherPicture("a Photoshop document", advice: Advice.convert)),
        Signature("gimp xcf", .otherPicture("a GIMP document", advice: Advice.convert)),
        Signature([0, 0, 0, 12] + Array("jP  ".utf8), .otherPicture("a JPEG 2000", advice: Advice.convert)),
        Signature([0xFF, 0x4F, 0xFF, 0x51], .otherPicture("a JPEG 2000", advice: Advice.convert)),
        Signature([0x76, 0x2F, 0x31, 0x01], .otherPicture("an OpenEXR picture", advice: Advice.convert)),
        Signature("#?RADIANCE", .otherPicture("a Radiance picture", advice: Advice.convert)),
        Signature([0, 0, 1, 0], .otherPicture("an icon", advice: Advice.convert)),
        Signature("qoif", .otherPicture("a QOI picture", advice: Advice.convert)),
    ]

    private static let video = ContentKind.noPicture("a video", advice: Advice.frame)
    private static let archive = ContentKind.noPicture("an archive", advice: Advice.unpack)

    private static let noPictures: [Signature] = [
        Signature("ftyp", at: 4, video), Signature([0x1A, 0x45, 0xDF, 0xA3], video), Signature("AVI ", at: 8, video),
        Signature("FLV\u{1}", video), Signature([0, 0, 1, 0xBA], video), Signature("OggS", video),
        Signature([0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11], video), Signature("moov", at: 4, video),
        Signature("%PDF", .noPicture("a PDF", advice: Advice.export)),
        Signature("%!PS", .noPicture("a PostScript document", advice: Advice.export)),
        Signature("PK\u{3}\u{4}", archive), Signature("Rar!", archive), Signature([0x1F, 0x8B], archive),
        Signature([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], archive), Signature([0xFD] + Array("7zXZ".utf8), archive),
        Signature("BZh", archive),
        Signature([0x28, 0xB5, 0x2F, 0xFD], archive), Signature("ustar", at: 257, archive),
        Signature("#EXTM3U", .noPicture("a playlist", advice: Advice.frame)),
        Signature("ffconcat", .noPicture("a playlist", advice: Advice.frame)),
        Signature("push graphic-context", .noPicture("an MVG drawing", advice: Advice.export)),
        Signature("ID3", .noPicture("a sound", advice: Advice.general)),
    ]
}
