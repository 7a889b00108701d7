package import Pixels

/// A picture file taken apart: what its codec needs and nothing else. Metadata stays behind, but for the orientation.
package struct EncodedPicture: Equatable, Sendable {
    package enum Codec: String, Sendable {
        case jpeg = "JPEG"
        case png = "PNG"
        case webp = "WebP"
    }

    package let codec: Codec
    /// Stored width and height in pixels as the header states them, at least 1 each.
    package let width: Int
    package let height: Int
    package let orientation: Orientation
    /// What its decoder will need for each pixel, by the header's account.
    package let decodedBytesPerPixel: Double
    /// One packet for the decoder.
    package let packet: [UInt8]

    package init(
        codec: Codec, width: Int, height: Int, orientation: Orientation, decodedBytesPerPixel: Double,
        packet: [UInt8]
    ) {
        self.codec = codec
        self.width = width
        self.height = height
        self.orientation = orientation
        self.decodedBytesPerPixel = decodedBytesPerPixel
        self.packet = packet
    }

    /// Takes a file apart. Its content decides what it is, never its name.
    package init(file bytes: [UInt8]) throws(MediaError) {
        switch ContentKind(of: bytes) {
        case .picture(.jpeg): self = try JPEGContainer.read(bytes)
        case .picture(.png): self = try PNGContainer.read(bytes)
        case .picture(.webp): self = try WebPContainer.read(bytes)
        case .known(let name): throw .unsupported("it is \(name)")
        case .empty: throw .notAPicture("it is empty")
        case .unknown: throw .notAPicture("its content is that of no known picture format")
        }
    }
}
