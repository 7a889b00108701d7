import Pixels

/// How the colours of one picture are to be understood: by its profile where it has one that is whole and fits, else by
/// what its coding says, else as sRGB. Notes what it ignores.
struct PictureColors {
    /// An ICC profile as the file states it.
    var profile: [UInt8]?
    /// Whole sentences.
    private(set) var remarks: [String] = []

    init(_ encoded: EncodedPicture) { profile = encoded.profile }

    /// What makes sRGB of the picture's grey, or red, green and blue; nil when they are sRGB already.
    ///
    /// - Parameters:
    ///   - depth: 8 to 16 bits a sample of the picture.
    ///   - light: What its numbers mean where it has no profile that can be used; nil for sRGB.
    mutating func conversion(
        of space: ColorProfile.Space, depth: Int, otherwise light: Light? = nil
    ) -> (any ColorConversion)? {
        // More than eight bits are brought to sixteen where profiles are applied.
        let depth = depth > 8 ? 16 : 8
        if let profile = opened(for: space) {
            if let conversion = ProfileConversion(profile, depth: depth) {
                return conversion.changesNothing ? nil : conversion
            }
            ignore("could not be used")
        }
        guard let light, let stated = ColorProfile(light, isGray: space == .gray),
            let conversion = ProfileConversion(stated, depth: depth)
        else { return nil }
        return conversion.changesNothing ? nil : conversion
    }

    /// Red, green and blue in sRGB for inks in packed pixels: cyan, magenta, yellow, black.
    ///
    /// - Parameters:
    ///   - depth: 8 or 16 bits, of inks and colours.
    ///   - inverted: The numbers say how much paper shows instead of how much ink covers it.
    mutating func sRGB(inks: borrowing PixelBuffer, width: Int, depth: Int, inverted: Bool) -> PixelBuffer {
        if let profile = opened(for: .inks) {
            if let conversion = InkConversion(profile, depth: depth, inverted: inverted) {
                return conversion.convert(inks, width: width)
            }
            ignore("could not be used")
        }
        return PlainInks.convert(inks, width: width, depth: depth, inverted: inverted)
    }

    private mutating func opened(for space: ColorProfile.Space) -> ColorProfile? {
        guard let profile else { return nil }
        guard let opened = ColorProfile(profile) else {
            ignore("is damaged")
            return nil
        }
        guard opened.space == space else {
            ignore("is for pictures of another kind")
            return nil
        }
        return opened
    }

    private mutating func ignore(_ reason: String) { remarks.append("Its colour profile \(reason) and was ignored.") }
}
