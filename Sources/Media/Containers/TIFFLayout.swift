/// What the pixels of a TIFF are, by its first directory: size, samples, colours and opacity. Refuses by name what is not
/// rendered.
struct TIFFLayout {
    enum Colors: Equatable {
        case gray(inverted: Bool)
        case rgb
        /// Cyan, magenta, yellow and black, as much as is printed.
        case inks
        /// Stored in a way of which libtiff itself makes red, green and blue of eight bits each, all equal if `toGray`.
        case converted(toGray: Bool)
    }

    struct Opacity: Equatable {
        /// Its place among the samples of a pixel.
        let sample: Int
        /// Colours were multiplied by it.
        let isAssociated: Bool
    }

    let width: Int
    let height: Int
    /// Of each sample: 8 or 16, or fewer for `converted`.
    let bits: Int
    /// Samples a pixel, at most 16.
    let samples: Int
    /// Each sample has strips or tiles of its own.
    let isSeparate: Bool
    /// The number of the method; 1 is none.
    let compression: Int
    let colors: Colors
    let opacity: Opacity?

    init(_ directory: TIFFDirectory) throws(MediaError) {
        guard let width = try directory.number(.width), let height = try directory.number(.height),
            (1...0x7FFF_FFFF).contains(width), (1...0x7FFF_FFFF).contains(height)
        else { throw .malformed("its directory states no size") }
        self.width = width
        self.height = height
        samples = try directory.number(.samplesPerPixel) ?? 1
        guard (1...16).contains(samples) else { throw .unsupported("it is a TIFF of \(samples) samples a pixel") }
        bits = try Self.bits(directory)
        isSeparate = try directory.number(.planarConfiguration) == 2 && samples > 1
        compression = try directory.number(.compression) ?? 1
        try Self.check(compression: compression, bits: bits, samples: samples)
        colors = try TIFFPhotometric(directory, samples: samples).colors(bits: bits, samples: samples)
        let inkSet = try directory.number(.inkSet) ?? 1
        guard colors != .inks || inkSet == 1 else {
            throw .unsupported("it is a TIFF of other inks than cyan, magenta, yellow and black")
        }
        opacity = colors.isConverted ? nil : try Self.opacity(directory, colors: colors.count, samples: samples)
    }

    private static func bits(_ directory: TIFFDirectory) throws(MediaError) -> Int {
        let kinds = [2: "signed", 3: "floating-point", 5: "complex", 6: "complex"]
        for format in try directory.numbers(.sampleFormat) ?? [] {
            if let kind = kinds[format] { throw .unsupported("it is a TIFF of \(kind) numbers") }
        }
        let bits = try directory.numbers(.bitsPerSample) ?? [1]
        guard bits.allSatisfy({ $0 == bits[0] }) else {
            throw .unsupported("it is a TIFF whose samples differ in their number of bits")
        }
        guard [1, 2, 4, 8, 16].contains(bits[0]) else {
            throw .unsupported("it is a TIFF of \(bits[0]) bits a sample")
        }
        return bits[0]
    }

    private static func check(compression: Int, bits: Int, samples: Int) throws(MediaError) {
        let others = [
            6: "old-style JPEG", 32766: "NeXT's run lengths", 32809: "ThunderScan", 32909: "PixarLog", 34661: "JBIG",
            34676: "SGI LogLuv", 34677: "SGI LogLuv", 34712: "JPEG 2000", 34887: "LERC", 34925: "LZMA",
            50000: "Zstandard", 50001: "WebP", 50002: "JPEG XL",
        ]
        switch compression {
        // None, LZW, Deflate by both of its numbers, PackBits.
        case 1, 5, 8, 32946, 32773: break
        // The fax machines' codes.
        case 2, 3, 4:
            guard bits == 1, samples == 1 else { throw .malformed("its compression is for black and white alone") }
        case 7:
            guard bits == 8 else { throw .unsupported("it is a TIFF that holds a JPEG of \(bits) bits a sample") }
        default:
            let name = others[compression] ?? "an unknown method (\(compression))"
            throw .unsupported("it is a TIFF compressed with \(name)")
        }
    }

    /// Of the samples beyond the colours, the first that is said to be opacity. One that is there without a word is none.
    private static func opacity(
        _ directory: TIFFDirectory, colors: Int, samples: Int
    ) throws(MediaError) -> Opacity? {
        let extra = (try directory.numbers(.extraSamples) ?? []).prefix(samples - colors)
        guard let index = extra.firstIndex(where: { $0 == 1 || $0 == 2 }) else { return nil }
        return Opacity(sample: colors + index, isAssociated: extra[index] == 1)
    }
}

extension TIFFLayout {
    var holdsJPEG: Bool { compression == 7 }

    /// Whether the picture keeps its opacity: that of inks is left out.
    var hasOpacity: Bool { opacity != nil && colors != .inks }
}

extension TIFFLayout.Colors {
    /// Samples that colours take.
    var count: Int {
        switch self {
        case .gray, .converted(toGray: true): 1
        case .rgb, .converted(toGray: false): 3
        case .inks: 4
        }
    }

    var isConverted: Bool {
        if case .converted = self { true } else { false }
    }
}
