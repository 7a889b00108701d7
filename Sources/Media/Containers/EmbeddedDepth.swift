/// The map of depth that a camera stored with its picture, taken out of the file but not decoded.
package struct EmbeddedDepth: Equatable, Sendable {
    /// Shades of grey, usually fewer than the picture has pixels.
    package let picture: EncodedPicture
    /// Whether what is far is white in it, and what is near black; else the other way about.
    package let farIsWhite: Bool

    /// Takes the map out of a picture file; nil for formats that hold none, and for files without.
    ///
    /// - Throws: When the file has a map that cannot be read.
    package static func find(in file: [UInt8]) throws(MediaError) -> EmbeddedDepth? {
        switch ContentKind(of: file) {
        case .picture(.heic), .picture(.avif): try HEIFContainer.depth(in: file)
        default: nil
        }
    }
}

/// What a sample of a map of depth means: `depth_representation_type` of the SEI message that states it (ITU-T H.265,
/// section I.14.2.2.1). A HEIF holds that message in the property that names the map's purpose.
enum DepthRepresentation: Equatable {
    /// Greater where nearer: disparity, or what distance is divided into.
    case nearness
    /// Greater where farther.
    case distance

    private static let supplementalUnits = 39...40
    private static let information = 177

    /// - Parameter message: The length of all NAL units, and each of them with its length before it. Nearness where that says
    ///   nothing of it.
    init(_ message: ArraySlice<UInt8>) {
        var reader = ByteReader(message, order: .big)
        // The unit's header is two bytes; after the payload's size come four flags and the type, coded by Exp-Golomb.
        guard reader.take(8) != nil, let header = reader.number(2), Self.supplementalUnits.contains(header >> 9 & 63),
            reader.number(1) == Self.information, reader.number(1) != nil, let bits = reader.number(1),
            bits & 0b1110 == 0b0110
        else {
            self = .nearness
            return
        }
        self = .distance
    }
}
