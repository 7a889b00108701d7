/// A frame of an animated WebP (RFC 9649, section 2.7.1.1): its place on the canvas, then a picture's chunks.
struct WebPFrame {
    private let x: Int
    private let y: Int
    let still: WebPStill

    init(_ body: ArraySlice<UInt8>) throws(MediaError) {
        var reader = ByteReader(body, order: .little)
        // Half the place; then width and height less one, the duration and flags, which the picture's own header settles.
        guard let x = reader.number(3), let y = reader.number(3), reader.take(10) != nil else {
            throw .truncated("it ends inside its first frame")
        }
        self.x = x * 2
        self.y = y * 2
        var still = WebPStill()
        try WebPContainer.chunks(of: reader.rest) { (name, body) throws(MediaError) in try still.add(name, body) }
        self.still = still
    }

    func placement(on canvas: WebPHeader.Size) throws(MediaError) -> EncodedPicture.Placement {
        guard let size = still.size, x + size.width <= canvas.width, y + size.height <= canvas.height else {
            throw .malformed("its first frame reaches beyond its canvas")
        }
        return EncodedPicture.Placement(x: x, y: y, width: size.width, height: size.height)
    }
}
