/// Blocks of metadata that cameras and editors leave in pictures.
package enum Metadata {
    /// Words that must not come through.
    package static let canary = "CANARY-48.8583N-2.2945E"

    /// An Exif block (CIPA DC-008) from its TIFF header on: the orientation, after a description that holds the canary.
    package static func exif(orientation: UInt8, bigEndian: Bool = true) -> [UInt8] {
        func number(_ value: Int, _ count: Int) -> [UInt8] {
            let bytes = (0..<count).map { UInt8(value >> (8 * $0) & 255) }
            return bigEndian ? bytes.reversed() : bytes
        }
        let text = Array(canary.utf8) + [0]
        let entries = [
            number(0x010E, 2) + number(2, 2) + number(text.count, 4) + number(8 + 2 + 24 + 4, 4),
            number(0x0112, 2) + number(3, 2) + number(1, 4) + number(Int(orientation), 2) + [0, 0],
        ]
        return Array((bigEndian ? "MM\0*" : "II*\0").utf8) + number(8, 4) + number(entries.count, 2)
            + entries.flatMap(\.self) + number(0, 4) + text
    }

    /// An XMP packet with the canary.
    package static let xmp = Array("<x:xmpmeta><dc:title>\(canary)</dc:title></x:xmpmeta>".utf8)

    /// A JPEG with segments of that marker put behind its start.
    package static func insert(_ segments: [(marker: UInt8, body: [UInt8])], intoJPEG file: [UInt8]) -> [UInt8] {
        let made = segments.flatMap { segment in
            let length = segment.body.count + 2
            return [0xFF, segment.marker, UInt8(length >> 8), UInt8(length & 255)] + segment.body
        }
        return file.prefix(2) + made + file.dropFirst(2)
    }

    /// A JPEG with an ICC profile, in parts of 1,000 bytes, the last part first.
    package static func insert(profile: [UInt8], intoJPEG file: [UInt8]) -> [UInt8] {
        let parts = stride(from: 0, to: profile.count, by: 1000).map { profile[$0..<min($0 + 1000, profile.count)] }
        let segments = parts.enumerated().map { index, part in
            (marker: UInt8(0xE2), body: Array("ICC_PROFILE\0".utf8) + [UInt8(index + 1), UInt8(parts.count)] + part)
        }
        return insert(segments.reversed(), intoJPEG: file)
    }

    /// A JPEG with that orientation in its Exif segment.
    package static func orient(jpeg file: [UInt8], _ orientation: UInt8) -> [UInt8] {
        insert([(0xE1, Array("Exif\0\0".utf8) + exif(orientation: orientation))], intoJPEG: file)
    }

    /// A WebP of the simple form (RFC 9649) in the extended form, with chunks of metadata behind the picture.
    package static func extend(
        webP file: [UInt8], width: Int, height: Int, profile: [UInt8]? = nil, chunks: [(name: String, body: [UInt8])]
    ) -> [UInt8] {
        func little(_ number: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(number >> (8 * $0) & 255) } }
        func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
            Array(name.utf8) + little(body.count, 4) + body + (body.count % 2 == 1 ? [0] : [])
        }
        // Flags: profile 0x20, opacity 0x10, Exif 0x08 and XMP 0x04.
        let header = chunk("VP8X", [0x3C, 0, 0, 0] + little(width - 1, 3) + little(height - 1, 3))
        let content =
            Array("WEBP".utf8) + header + (profile.map { chunk("ICCP", $0) } ?? [])
            + file.dropFirst(12) + chunks.flatMap { chunk($0.name, $0.body) }
        return Array("RIFF".utf8) + little(content.count, 4) + content
    }

    /// A WebP of the simple form as the first frame of an animation on a canvas.
    package static func animate(webP file: [UInt8], x: Int, y: Int, width: Int, height: Int) -> [UInt8] {
        func little(_ number: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(number >> (8 * $0) & 255) } }
        func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
            Array(name.utf8) + little(body.count, 4) + body + (body.count % 2 == 1 ? [0] : [])
        }
        // Half the place, the size less one (which the frame's own header states as well), 40 ms, no flags.
        let frame = little(x / 2, 3) + little(y / 2, 3) + little(15, 3) + little(15, 3) + little(40, 3) + [0]
        let content =
            Array("WEBP".utf8) + chunk("VP8X", [0x12, 0, 0, 0] + little(width - 1, 3) + little(height - 1, 3))
            + chunk("ANIM", Array(repeating: 0, count: 6)) + chunk("ANMF", frame + file.dropFirst(12))
        return Array("RIFF".utf8) + little(content.count, 4) + content
    }
}
