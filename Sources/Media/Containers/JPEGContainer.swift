import Pixels

/// Walks the segments of a JPEG (ITU-T T.81, annex B): keeps what decoding needs, drops comments and application data but
/// for orientation and profile, and cuts what follows the end marker.
enum JPEGContainer {
    static func read(_ bytes: [UInt8]) throws(MediaError) -> EncodedPicture {
        var reader = ByteReader(bytes[...], order: .big)
        _ = reader.take(2)
        var packet: [UInt8] = [0xFF, 0xD8]
        var header: JPEGFrameHeader?
        var orientation = Orientation.upright
        var parts: [(number: UInt8, bytes: ArraySlice<UInt8>)] = []
        var adobe = false

        while true {
            guard let marker = nextMarker(&reader) else { throw .truncated("its end marker is missing") }
            if marker == 0xD9 { break }
            guard let length = reader.number(2), length >= 2, let body = reader.take(length - 2) else {
                throw .truncated("it ends inside a segment")
            }
            switch marker {
            case 0xE1 where body.starts(with: Array("Exif\0\0".utf8)):
                orientation = ExifOrientation.read(body.dropFirst(6))
            case 0xE2 where body.starts(with: profileName):
                // Behind the name come the part's number, from 1, and how many there are (ICC.1:2022, B.4).
                let part = body.dropFirst(profileName.count)
                parts.append((part.first ?? 0, part.dropFirst(2)))
            case 0xE0...0xED, 0xEF, 0xFE:
                break
            case 0xC0...0xCF where ![0xC4, 0xC8, 0xCC].contains(marker):
                guard header == nil else { throw .malformed("it has two frame headers") }
                header = try JPEGFrameHeader(body, process: marker)
                append(marker, body, to: &packet)
            case 0xEE:
                adobe = adobe || body.starts(with: Array("Adobe".utf8))
                append(marker, body, to: &packet)
            case 0xDA:
                append(marker, body, to: &packet)
                packet += entropyCoded(&reader)
            default:
                append(marker, body, to: &packet)
            }
        }
        guard let header else { throw .malformed("it has no frame header") }
        var picture = EncodedPicture(
            codec: .jpeg, width: header.width, height: header.height, bytesPerPixel: header.bytesPerPixel,
            packet: packet + [0xFF, 0xD9])
        picture.orientation = orientation
        var profile = ProfileBytes()
        for part in parts.sorted(by: { $0.number < $1.number }) { profile.append(part.bytes) }
        picture.state(profile)
        picture.inksAreInverted = adobe
        return picture
    }

    private static let profileName = Array("ICC_PROFILE\0".utf8)

    private static func nextMarker(_ reader: inout ByteReader) -> UInt8? {
        guard reader.number(1) == 0xFF else { return nil }
        while let code = reader.number(1) {
            if code != 0xFF { return UInt8(code) }
        }
        return nil
    }

    /// The scan's data up to the next marker that is neither a stuffed zero nor a restart.
    private static func entropyCoded(_ reader: inout ByteReader) -> ArraySlice<UInt8> {
        let data = reader.bytes[reader.position...]
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

    private static func append(_ marker: UInt8, _ body: ArraySlice<UInt8>, to packet: inout [UInt8]) {
        let length = body.count + 2
        packet += [0xFF, marker, UInt8(length >> 8), UInt8(length & 0xFF)]
        packet += body
    }
}
