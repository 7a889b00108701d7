/// Pictures of every format, with a word in each place of them that holds no pixels: planted by ExifTool where it can
/// write, and by the tests' own writers elsewhere.
package enum PlantedPicture: String, CaseIterable, Sendable {
    case jpeg = "jpg"
    case png
    case webP = "webp"
    case gif
    case tiff = "tif"
    case bmp
    case jpegXL = "jxl"
    case avif, heic

    /// What every word begins with.
    package static let stem = "Kanarienvogel"
    /// The seconds of the latitude, as a fraction.
    package static let seconds = [29_988_123, 1_000_000]

    package enum Place: String, CaseIterable, Sendable {
        case description, makerNote, userComment, serialNumber, gps, thumbnail, xmp, iptc, comment, profile, trailer

        package var word: String { "\(PlantedPicture.stem)-\(rawValue)" }
    }

    /// Where this format can hold a word, in bytes that nothing compresses.
    package var places: Set<Place> {
        let exif: Set<Place> = [.description, .makerNote, .userComment, .serialNumber, .gps]
        return switch self {
        case .jpeg: Set(Place.allCases)
        // Its IPTC is compressed.
        case .png: Set(Place.allCases).subtracting([.iptc])
        case .webP, .avif, .heic: exif.union([.thumbnail, .xmp, .profile, .trailer])
        case .gif: [.xmp, .comment, .profile, .trailer]
        case .tiff: exif.union([.xmp, .iptc, .profile, .trailer])
        case .bmp: [.profile, .comment, .trailer]
        // Its profile is compressed.
        case .jpegXL: exif.union([.thumbnail, .xmp, .trailer])
        }
    }

    /// Whether it holds `seconds` as they are. ExifTool calculates those that it cannot copy as a block.
    package var hasSeconds: Bool { self != .tiff && places.contains(.gps) }

    package func file() throws -> [UInt8] { try Self.files.get()[self] ?? [] }

    /// All of them, made once.
    private static let files = Result {
        let folder = try ScratchFolder()
        for format in allCases { try folder.write(try format.unplanted(), format.name) }
        let small = try FFmpegProgram.jpeg(.quarters(width: 16, height: 16))
        let thumbnail = Metadata.insert([(0xFE, Array(Place.thumbnail.word.utf8))], intoJPEG: small)
        try folder.write(ExifBlock(thumbnail: thumbnail).bytes, "block")
        let writable = allCases.filter { $0 != .tiff && $0 != .bmp }
        try Program.run(
            "exiftool",
            [
                "-q", "-m", "-overwrite_original", "-EXIF<=\(folder.path("block"))",
                "-XMP-dc:Title=\(Place.xmp.word)", "-IPTC:Caption-Abstract=\(Place.iptc.word)",
                "-Comment=\(Place.comment.word)",
            ] + writable.map { folder.path($0.name) })
        // A TIFF is itself such a block, which takes what a JPEG has.
        try Program.run(
            "exiftool",
            [
                "-q", "-m", "-overwrite_original", "-tagsFromFile", folder.path(PlantedPicture.jpeg.name), "-all:all",
                "-unsafe", "-MakerNotes", folder.path(PlantedPicture.tiff.name),
            ])
        return Dictionary(
            uniqueKeysWithValues: try allCases.map { ($0, try folder.read($0.name) + $0.trailer) })
    }

    private var name: String { "picture.\(rawValue)" }

    /// With a profile, and with what ExifTool does not write.
    private func unplanted() throws -> [UInt8] {
        let drawing = Drawing.quarters(width: 96, height: 64)
        let profile = ICCProfile.rgb(.sRGB, .sRGB, version: 4, description: Place.profile.word)
        let png = PNGFile.bytes(drawing, .rgb, chunks: [PNGFile.profile(profile)])
        switch self {
        case .jpeg: return Metadata.insert(profile: profile, intoJPEG: try FFmpegProgram.jpeg(drawing))
        case .png: return png
        case .webP:
            let file = try FFmpegProgram.webP(drawing, lossless: true)
            return Metadata.extend(webP: file, width: 96, height: 64, profile: profile, chunks: [])
        case .gif:
            var file = GIFFile(screen: [96, 64])
            file.blocks = Self.gifBlock("ICCRGBG1012", profile)
            return file.bytes(drawing)
        case .tiff:
            var file = TIFFFile(drawing)
            file.tags[34675] = .bytes(profile)
            return file.bytes()
        case .bmp:
            var file = VersionedBMP(length: 124, masks: [0xFF0000, 0xFF00, 0xFF, 0xFF00_0000])
            (file.profile, file.space, file.gap) = (profile, "DEBM", Array(Place.comment.word.utf8))
            return file.bytes(drawing)
        case .jpegXL: return try JPEGXLProgram.encode(png, suffix: "png")
        case .avif: return try HEIFProgram.file(png: png, ["-A"])
        case .heic: return try HEIFProgram.file(png: png, [])
        }
    }

    /// Behind the end of the picture; where files are made of boxes, one more that nobody reads.
    private var trailer: [UInt8] {
        let word = Array(Place.trailer.word.utf8)
        return switch self {
        case .jpegXL, .avif, .heic: Big.box("free", word)
        case .jpeg, .png, .webP, .gif, .tiff, .bmp: word
        }
    }

    /// An application extension.
    private static func gifBlock(_ name: String, _ content: [UInt8]) -> [UInt8] {
        let parts = stride(from: 0, to: content.count, by: 255).flatMap { start -> [UInt8] in
            let part = content[start..<min(start + 255, content.count)]
            return [UInt8(part.count)] + part
        }
        return [0x21, 0xFF, 11] + Array(name.utf8) + parts + [0]
    }
}
