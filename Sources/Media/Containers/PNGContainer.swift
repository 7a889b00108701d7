import Pixels

/// Walks the chunks of a PNG (W3C PNG, third edition): keeps those that carry pixels, drops every ancillary one but for
/// orientation and profile, and cuts what follows the end chunk. Of an animation the still picture is left.
enum PNGContainer {
    private static let kept: Set<String> = ["IHDR", "PLTE", "tRNS", "IDAT", "IEND"]

    static func read(_ bytes: [UInt8]) throws(MediaError) -> EncodedPicture {
        var reader = ByteReader(bytes[...], order: .big)
        var packet = Array(reader.take(8) ?? [])
        var size: Header?
        var orientation = Orientation.upright
        var profile = ProfileBytes()

        while true {
            let start = reader.position
            guard let length = reader.number(4), let type = reader.take(4), let body = reader.take(length),
                reader.take(4) != nil
            else { throw .truncated("it ends inside a chunk") }
            let name = String(decoding: type, as: UTF8.self)
            if name == "IHDR" { size = try Header(body) }
            if name == "eXIf" { orientation = ExifOrientation.read(body) }
            if name == "iCCP" { profile = compressedProfile(body) }
            if kept.contains(name) { packet += bytes[start..<reader.position] }
            if name == "IEND" { break }
        }
        guard let size else { throw .malformed("it has no header chunk") }
        var picture = EncodedPicture(
            codec: .png, width: size.width, height: size.height, bytesPerPixel: size.bytesPerPixel, packet: packet)
        picture.orientation = orientation
        picture.state(profile)
        return picture
    }

    /// A name, a zero, the method 0, and the profile in a zlib stream (section 11.3.2.3).
    private static func compressedProfile(_ body: ArraySlice<UInt8>) -> ProfileBytes {
        guard let end = body.prefix(80).firstIndex(of: 0), body.dropFirst(end - body.startIndex + 1).first == 0 else {
            return .damaged
        }
        return Inflater.profile(body[(end + 2)...])
    }

    /// Size, bits a sample and colour type (section 11.2.1).
    private struct Header {
        let width: Int
        let height: Int
        let bytesPerPixel: Double

        init(_ body: ArraySlice<UInt8>) throws(MediaError) {
            var reader = ByteReader(body, order: .big)
            guard let width = reader.number(4), let height = reader.number(4), width > 0, height > 0,
                let bits = reader.number(1), let type = reader.number(1)
            else { throw .malformed("its header states no size") }
            self.width = width
            self.height = height
            // Transparency may add a fourth sample to any colour type; the decoder's frame and our copy.
            bytesPerPixel = (type == 3 ? 1 : 4) * (bits == 16 ? 2 : 1) * 2
        }
    }
}
