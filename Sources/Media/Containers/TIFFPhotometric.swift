/// What a TIFF says that its samples mean (TIFF 6.0, tag 262 `PhotometricInterpretation`).
///
/// libtiff would convert CIE L*a*b* too, but without adapting its white, which comes out yellow.
struct TIFFPhotometric {
    private let number: Int

    /// Where nothing is said, one sample is grey, or a fax, and three are colours, as libtiff takes them.
    init(_ directory: TIFFDirectory, samples: Int) throws(MediaError) {
        if let number = try directory.number(.photometric) {
            self.number = number
            return
        }
        let isFax = try (2...4).contains(directory.number(.compression) ?? 1)
        switch samples - (try directory.numbers(.extraSamples)?.count ?? 0) {
        case 1: number = isFax ? 0 : 1
        case 3: number = 2
        default: throw .unsupported("it is a TIFF that does not say what its samples mean")
        }
    }

    func colors(bits: Int, samples: Int) throws(MediaError) -> TIFFLayout.Colors {
        let isWhole = bits >= 8
        let (colors, needed, isKnown): (TIFFLayout.Colors, Int, Bool) =
            switch number {
            case 0, 1: (isWhole ? .gray(inverted: number == 0) : .converted(toGray: true), 1, true)
            case 2: (.rgb, 3, isWhole)
            case 3: (.converted(toGray: false), 1, bits <= 8)
            case 5: (.inks, 4, isWhole)
            case 6: (.converted(toGray: false), 3, bits == 8)
            default: (.rgb, 3, false)
            }
        guard isKnown else { throw .unsupported("it is a TIFF of \(name) with \(bits) bits a sample") }
        guard samples >= needed else { throw .malformed("it has fewer samples a pixel than its colours need") }
        guard samples == needed || !colors.isConverted else {
            throw .unsupported("it is a TIFF of \(name) with \(samples) samples a pixel")
        }
        return colors
    }

    private var name: String {
        let names = [
            0: "grey", 1: "grey", 2: "red, green and blue", 3: "a palette", 4: "a transparency mask", 5: "inks",
            6: "luma and chroma", 8: "CIE L*a*b*", 9: "ICC L*a*b*", 10: "ITU L*a*b*",
            32844: "logarithmic luminance", 32845: "logarithmic colours",
        ]
        return names[number] ?? "unknown colours (\(number))"
    }
}
