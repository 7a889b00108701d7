/// Takes the codestream out of a JPEG XL (ISO/IEC 18181-2): bare, or in boxes, of which those with metadata are dropped.
enum JPEGXLContainer {
    static func read(_ bytes: [UInt8]) throws(MediaError) -> EncodedPicture {
        var modelMark: DigitalSource?
        let codestream = bytes.starts(with: [0xFF, 0x0A]) ? bytes : try unboxed(bytes, &modelMark)
        let header = try JPEGXLHeader(codestream)
        var picture = EncodedPicture(
            codec: .jpegXL, width: header.width, height: header.height,
            // libjxl holds three or four channels as floating-point numbers, then the decoder's frame and our picture.
            bytesPerPixel: 16 + 8 + 8, packet: codestream)
        picture.modelMark = modelMark
        return picture
    }

    /// `jxlc` holds the whole codestream, `jxlp` parts of it, each behind its number. What follows the last is not read.
    private static func unboxed(_ bytes: [UInt8], _ modelMark: inout DigitalSource?) throws(MediaError) -> [UInt8] {
        var codestream: [UInt8] = []
        var reader = ByteReader(bytes[...], order: .big)
        while let box = try BoxReader.next(&reader) {
            switch box.type {
            case "jxlc":
                return codestream + box.body
            case "jxlp":
                guard let number = box.body.prefix(4).first else { throw .malformed("a part of it has no number") }
                codestream += box.body.dropFirst(4)
                // The last part's number has its highest bit set.
                if number & 0x80 != 0 { return codestream }
            case "xml ": modelMark = modelMark ?? XMPPacket.modelMark(in: box.body)
            default: break
            }
        }
        throw .truncated("its last part is missing")
    }
}
