/// Sizes as the several headers of a WebP state them.
enum WebPHeader {
    struct Size: Equatable {
        let width: Int
        let height: Int
    }

    /// The extended format (RFC 9649, section 2.7): a byte of flags, three reserved, and the canvas size less one.
    static func canvas(_ body: ArraySlice<UInt8>) throws(MediaError) -> Size {
        var reader = ByteReader(body, order: .little)
        guard reader.take(4) != nil, let width = reader.number(3), let height = reader.number(3) else {
            throw .truncated("it ends inside its header")
        }
        return Size(width: width + 1, height: height + 1)
    }

    /// A VP8 key frame (RFC 6386, section 9.1).
    static func lossy(_ body: ArraySlice<UInt8>) throws(MediaError) -> Size {
        var reader = ByteReader(body, order: .little)
        guard reader.take(3) != nil, reader.take(3).map(Array.init) == [0x9D, 0x01, 0x2A], let width = reader.number(2),
            let height = reader.number(2), width & 0x3FFF > 0, height & 0x3FFF > 0
        else { throw .malformed("its picture has no valid header") }
        return Size(width: width & 0x3FFF, height: height & 0x3FFF)
    }

    /// A VP8L image (RFC 9649, section 3.4).
    static func lossless(_ body: ArraySlice<UInt8>) throws(MediaError) -> Size {
        var reader = ByteReader(body, order: .little)
        guard reader.number(1) == 0x2F, let bits = reader.number(4) else {
            throw .malformed("its picture has no valid header")
        }
        return Size(width: bits & 0x3FFF + 1, height: bits >> 14 & 0x3FFF + 1)
    }
}
