/// What a file is, judged by its content.
enum ContentKind: Equatable {
    case picture(EncodedPicture.Codec)
    /// A picture of a kind that is not rendered; named with its article, with what to do about it.
    case otherPicture(String, advice: String)
    /// Recognised, and no picture.
    case noPicture(String, advice: String)
    case empty
    case unknown

    init(of bytes: [UInt8]) {
        guard !bytes.isEmpty else {
            self = .empty
            return
        }
        self =
            HEIFBrands.kind(of: bytes) ?? Signature.all.first { $0.matches(bytes) }?.kind ?? Self.text(bytes)
            ?? .unknown
    }

    /// What is written in words, whatever stands before the first of them.
    private static func text(_ bytes: [UInt8]) -> ContentKind? {
        let start = String(decoding: bytes.prefix(4096), as: UTF8.self).lowercased()
        if start.contains("<svg") { return .noPicture("an SVG drawing", advice: Advice.export) }
        if start.contains("<!doctype html") || start.contains("<html") {
            return .noPicture("a web page", advice: "Download the picture itself, not the page that shows it.")
        }
        return nil
    }
}

/// What to do about a file of the wrong kind, as whole sentences.
enum Advice {
    static let general =
        "Send a JPEG, HEIC, PNG, WebP, AVIF, GIF, BMP, TIFF or JPEG XL file; its name does not matter, its content does."
    static let convert = "Convert it to an ordinary JPEG or PNG and send that."
    static let develop = "Develop it in a raw converter and send the JPEG or TIFF that comes of it."
    static let export = "Export the page or drawing as a PNG and send that."
    static let flatten = "Export it as an ordinary JPEG, without high dynamic range, and send that."
    static let frame = "Save a single frame as a JPEG or PNG and send that."
    static let unpack = "Unpack it and send the pictures one by one."
}
