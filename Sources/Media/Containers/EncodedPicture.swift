package import Pixels

/// A picture file taken apart: what its codec needs and nothing else. Metadata stays behind, but for the orientation, the
/// colour profile and the mark of a trained model.
package struct EncodedPicture: Equatable, Sendable {
    package enum Codec: String, CaseIterable, Sendable {
        case jpeg = "JPEG"
        case png = "PNG"
        case webp = "WebP"
        case gif = "GIF"
        case bmp = "BMP"
        case jpegXL = "JPEG XL"
        case tiff = "TIFF"
        case heic = "HEIC"
        case avif = "AVIF"
    }

    package let codec: Codec
    /// Stored width and height in pixels as the header states them, at least 1 each.
    package let width: Int
    package let height: Int
    package var orientation = Orientation.upright
    /// What its decoder will need for each pixel, our picture included, by the header's account.
    package let bytesPerPixel: Double
    /// One packet for the decoder.
    package let packet: [UInt8]
    /// An ICC profile as the file states it, unchecked, at most `ProfileBytes.limit` bytes.
    package var profile: [UInt8]?
    /// What its numbers mean where there is no profile; nil for sRGB, or when only what is coded says so.
    var light: Light?
    /// What the file says of a trained model that made it, if anything.
    package var modelMark: DigitalSource?
    /// What was ignored in the file, as whole sentences.
    package var remarks: [String] = []
    /// Where the pixels lie when they cover but a part of the picture, the rest of which is transparent.
    package var placement: Placement?
    /// How the packet is to be read when it holds more than one coded picture.
    package var tiling: TiledPicture?
    /// Its components are cyan, magenta, yellow and black.
    package var hasInks = false
    /// Inks are stored as the paper that they leave, as Adobe's programs do.
    package var inksAreInverted = false

    /// The left and top pixel of a smaller picture, and its size.
    package struct Placement: Equatable, Sendable {
        package let x: Int
        package let y: Int
        package let width: Int
        package let height: Int
    }

    /// Whether its colours may have to be converted to sRGB. Of tiles and of a JPEG XL, only what is in them says so at
    /// last.
    package var mayNeedConversion: Bool {
        profile != nil || light != nil || tiling != nil || codec == .jpegXL
    }

    package init(codec: Codec, width: Int, height: Int, bytesPerPixel: Double, packet: [UInt8]) {
        self.codec = codec
        self.width = width
        self.height = height
        self.bytesPerPixel = bytesPerPixel
        self.packet = packet
    }

    /// Takes a file apart. Its content decides what it is, never its name.
    package init(file bytes: [UInt8]) throws(MediaError) {
        switch ContentKind(of: bytes) {
        case .picture(let codec): self = try codec.container(bytes)
        case .otherPicture(let name, let advice): throw .unsupported("it is \(name)", advice: advice)
        case .noPicture(let name, let advice): throw .notAPicture("it is \(name)", advice: advice)
        case .empty: throw .notAPicture("it is empty")
        case .unknown: throw .notAPicture("its content is that of no known picture format")
        }
    }

    /// Throws `tooManyPixels` when the header states more pixels than `limit`.
    package func checkSize(limit: Int) throws(MediaError) {
        let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
        guard !overflow, pixels <= limit else { throw .tooManyPixels(width: width, height: height, limit: limit) }
    }
}

extension EncodedPicture.Codec {
    /// What takes files of this kind apart.
    fileprivate func container(_ bytes: [UInt8]) throws(MediaError) -> EncodedPicture {
        switch self {
        case .jpeg: try JPEGContainer.read(bytes)
        case .png: try PNGContainer.read(bytes)
        case .webp: try WebPContainer.read(bytes)
        case .gif: try GIFContainer.read(bytes)
        case .bmp: try BMPContainer.read(bytes)
        case .jpegXL: try JPEGXLContainer.read(bytes)
        case .tiff: try TIFFContainer.read(bytes)
        case .heic, .avif: try HEIFContainer.read(bytes)
        }
    }
}
