/// The segments of a JPEG one after the other (ITU-T T.81, B.1.1): a marker, a length, and that many bytes.
struct JPEGSegments {
    struct Segment {
        /// The second byte of its marker.
        let marker: UInt8
        let body: ArraySlice<UInt8>
    }

    private var reader: ByteReader

    /// Begins behind the marker that starts the picture.
    init(_ bytes: ArraySlice<UInt8>) {
        reader = ByteReader(bytes, order: .big)
        _ = reader.take(2)
    }

    /// What was not read yet.
    var rest: ArraySlice<UInt8> { reader.rest }

    /// Nil at the marker that ends the picture.
    mutating func next() throws(MediaError) -> Segment? {
        guard let marker = nextMarker() else { throw .truncated("its end marker is missing") }
        if marker == 0xD9 { return nil }
        guard let length = reader.number(2), length >= 2, let body = reader.take(length - 2) else {
            throw .truncated("it ends inside a segment")
        }
        return Segment(marker: marker, body: body)
    }

    /// Passes over bytes that belong to nothing, as decoders do, and over markers that are alone: restarts, and one that
    /// means nothing.
    private mutating func nextMarker() -> UInt8? {
        var isMark = false
        while let byte = reader.number(1) {
            if isMark, ![0x00, 0x01, 0xFF].contains(byte), !(0xD0...0xD8).contains(byte) { return UInt8(byte) }
            isMark = byte == 0xFF
        }
        return nil
    }

    /// A scan's data up to the next marker that is neither a stuffed zero nor a restart.
    mutating func entropyCoded() -> ArraySlice<UInt8> {
        let data = reader.rest
        var end = data.startIndex
        while let mark = data[end...].firstIndex(of: 0xFF) {
            guard mark + 1 < data.endIndex else { break }
            switch data[mark + 1] {
            case 0x00, 0xD0...0xD7: end = mark + 2
            case 0xFF: end = mark + 1
            default: return reader.take(mark - data.startIndex) ?? []
            }
        }
        return reader.take(data.count) ?? []
    }
}
