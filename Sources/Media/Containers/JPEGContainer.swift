import Pixels

/// Takes the picture out of a JPEG (ITU-T T.81, annex B): of its segments those that decoding needs, and of application data
/// which colours are meant, orientation, profile and a trained model's mark. Everything else is dropped, and what follows the end marker.
enum JPEGContainer {
    static func read(_ bytes: [UInt8]) throws(MediaError) -> EncodedPicture {
        var segments = JPEGSegments(bytes[...])
        var found = Contents()
        while let segment = try segments.next() { try found.take(segment, of: &segments) }
        guard let header = found.header else { throw .malformed("it has no frame header") }
        var picture = EncodedPicture(
            codec: .jpeg, width: header.width, height: header.height,
            bytesPerPixel: header.bytesPerPixel(scans: found.scans), packet: found.packet + [0xFF, 0xD9])
        picture.orientation = found.orientation
        picture.modelMark = found.modelMark
        var profile = ProfileBytes()
        for part in found.parts.sorted(by: { $0.number < $1.number }) { profile.append(part.bytes) }
        picture.state(profile)
        picture.hasInks = header.components == 4
        picture.inksAreInverted = found.isAdobes
        return picture
    }

    /// Where a JPEG within other bytes, whole or abbreviated, has what decoding does not need: the bodies of comments and
    /// of application data, and what follows its end.
    static func metadata(in bytes: ArraySlice<UInt8>) -> [Range<Int>] {
        var segments = JPEGSegments(bytes)
        var found: [Range<Int>] = []
        while let segment = try? segments.next() {
            switch segment.marker {
            case 0xE0...0xED, 0xEF, 0xFE: found.append(segment.body.indices)
            case 0xEE where !segment.body.starts(with: Array("Adobe".utf8)): found.append(segment.body.indices)
            case 0xDA: _ = segments.entropyCoded()
            default: break
            }
        }
        return found + [segments.rest.indices]
    }

    /// What was kept so far.
    private struct Contents {
        var packet: [UInt8] = [0xFF, 0xD8]
        var header: JPEGFrameHeader?
        var scans = 0
        var orientation = Orientation.upright
        var parts: [(number: UInt8, bytes: ArraySlice<UInt8>)] = []
        var isAdobes = false
        var modelMark: DigitalSource?

        private static let packetName = Array("http://ns.adobe.com/xap/1.0/\0".utf8)
        private static let profileName = Array("ICC_PROFILE\0".utf8)

        mutating func take(_ segment: JPEGSegments.Segment, of segments: inout JPEGSegments) throws(MediaError) {
            let body = segment.body
            switch segment.marker {
            case 0xE0 where body.starts(with: Array("JFIF\0".utf8)):
                // By it decoders know that colours are luma and chroma. Version 1.1, square pixels, no thumbnail.
                append(0xE0, (Array("JFIF\0".utf8) + [1, 1, 0, 0, 1, 0, 1, 0, 0])[...])
            case 0xE1 where body.starts(with: Array("Exif\0\0".utf8)):
                // Of several blocks the first that says something counts.
                if orientation == .upright { orientation = ExifOrientation.read(body.dropFirst(6)) }
            case 0xE1 where body.starts(with: Self.packetName):
                modelMark = modelMark ?? XMPPacket.modelMark(in: body.dropFirst(Self.packetName.count))
            case 0xE2 where body.starts(with: Self.profileName):
                // Behind the name come the part's number, from 1, and how many there are (ICC.1:2022, B.4).
                let part = body.dropFirst(Self.profileName.count)
                parts.append((part.first ?? 0, part.dropFirst(2)))
            case 0xEE where body.starts(with: Array("Adobe".utf8)) && body.count >= 12:
                // The name, a version, flags, and which colours are meant (Adobe technical note 5116, section 18).
                isAdobes = true
                append(0xEE, body.prefix(12))
            case 0xC0...0xCF where ![0xC4, 0xC8, 0xCC].contains(segment.marker):
                guard header == nil else { throw .malformed("it has two frame headers") }
                header = try JPEGFrameHeader(body, process: segment.marker)
                append(segment.marker, body)
            // Huffman tables, quantisation, how far apart restarts are.
            case 0xC4, 0xDB, 0xDD: append(segment.marker, body)
            case 0xDA:
                scans += 1
                append(0xDA, body)
                packet += segments.entropyCoded()
            default: break
            }
        }

        private mutating func append(_ marker: UInt8, _ body: ArraySlice<UInt8>) {
            let length = body.count + 2
            packet += [0xFF, marker, UInt8(length >> 8), UInt8(length & 0xFF)]
            packet += body
        }
    }
}
