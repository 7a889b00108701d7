import TestPictures

/// The three kinds of picture file, each drawn anew with the same content.
enum Kind: String, CaseIterable, Sendable {
    case jpeg, png, webP

    func file(_ drawing: Drawing = .quarters(width: 96, height: 64)) throws -> [UInt8] {
        switch self {
        case .jpeg: try FFmpegProgram.jpeg(drawing)
        case .png: PNGFile.bytes(drawing, .rgb)
        case .webP: try FFmpegProgram.webP(drawing, lossless: true)
        }
    }

    /// The file with every kind of metadata its format has, all holding the canary, and bytes after its end.
    func fileWithMetadata(orientation: UInt8 = 1, bigEndian: Bool = true) throws -> [UInt8] {
        let exif = Metadata.exif(orientation: orientation, bigEndian: bigEndian)
        let canary = Array(Metadata.canary.utf8)
        let trailing = canary
        switch self {
        case .jpeg:
            let xmp = Array("http://ns.adobe.com/xap/1.0/\0".utf8) + Metadata.xmp
            return Metadata.insert(
                [
                    (0xE1, Array("Exif\0\0".utf8) + exif), (0xE1, xmp), (0xFE, canary),
                    (0xED, Array("Photoshop 3.0\0".utf8) + canary),
                    (0xE2, Array("ICC_PROFILE\0\u{1}\u{1}".utf8) + canary),
                ], intoJPEG: try file()) + trailing
        case .png:
            return PNGFile.bytes(
                .quarters(width: 96, height: 64), .rgb,
                chunks: [
                    PNGFile.chunk("eXIf", exif), PNGFile.chunk("tEXt", Array("Comment\0".utf8) + canary),
                    PNGFile.chunk("iTXt", Array("XML:com.adobe.xmp\0\0\0\0\0".utf8) + Metadata.xmp),
                    PNGFile.chunk("caNy", canary),
                ]) + trailing
        case .webP:
            return Metadata.extend(
                webP: try file(), width: 96, height: 64,
                chunks: [("EXIF", exif), ("XMP ", Metadata.xmp), ("CANY", canary)])
                + trailing
        }
    }
}

extension [UInt8] {
    func contains(_ text: String) -> Bool {
        let word = Array(text.utf8)
        return indices.contains { self[$0...].starts(with: word) }
    }
}
