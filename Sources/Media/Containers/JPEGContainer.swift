import Pixels

/// Walks the segments of a JPEG (ITU-T T.81, annex B): keeps what decoding needs, drops comments and application data,
/// and cuts what follows the end marker.
enum JPEGContainer {
    static func read(_ bytes: [UInt8]) throws(MediaError) -> EncodedPicture {
        var reader = ByteReader(bytes[...], order: .big)
        _ = reader.take(2)
        var packet: [UInt8] = [0xFF, 0xD8]
        var header: FrameHeader?
        var orientation = Orientation.upright

        while true {
            guard let marker = nextMarker(&reader) else { throw .truncated("its end marker is missing") }
            if marker == 0xD9 { break }
            guard let length = reader.number(2), length >= 2, let body = reader.take(length - 2) else {
                throw .truncated("it ends inside a segment")
            }
            switch marker {
            case 0xE1 where body.starts(with: Array("Exif\0\0".utf8)):
                orientation = ExifOrientation.read(body.dropFirst(6))
            case 0xE0...0xED, 0xEF, 0xFE:
                break
            case 0xC0...0xCF where ![0xC4, 0xC8, 0xCC].contains(marker):
                guard header == nil else { throw .malformed("it has two frame headers") }
                header = try FrameHeader(body, isProgressive: marker & 0x03 == 0x02)
                append(marker, body, to: &packet)
            case 0xDA:
                append(marker, body, to: &packet)
                packet += entropyCoded(&reader)
            default:
                append(marker, body, to: &packet)
            }
        }
        guard let header else { throw .malformed("it has no frame header") }
        return EncodedPicture(
            codec: .jpeg, width: header.width, height: header.height, orientation: orientation,
            decodedBytesPerPixel: header.bytesPerPixel, packet: packet + [0xFF, 0xD9])
    }

    /// Precision, lines, samples a line, and how densely each component is sampled (T.81, B.2.2).
    private struct FrameHeader {
        let width: Int
        let height: Int
        let bytesPerPixel: Double

        init(_ body: ArraySlice<UInt8>, isProgressive: Bool) throws(MediaError) {
            var reader = ByteReader(body, order: .big)
            guard let precision = reader.number(1), let height = reader.number(2), let width = reader.number(2),
                let components = reader.number(1)
            else { throw .truncated("it ends inside its frame header") }
            guard precision == 8 else { throw .unsupported("it is a JPEG of \(precision) bits a sample") }
            guard components == 1 || components == 3 else {
                throw .unsupported("it is a JPEG of \(components) colour components")
            }
            guard width > 0, height > 0 else { throw .malformed("its header states no size") }
            var sampling: [(across: Int, down: Int)] = []
            for _ in 0..<components {
                guard reader.take(1) != nil, let density = reader.number(1), reader.take(1) != nil else {
                    throw .truncated("it ends inside its frame header")
                }
                sampling.append((max(1, density >> 4), max(1, density & 15)))
            }
            let most = (sampling.map(\.across).max() ?? 1) * (sampling.map(\.down).max() ?? 1)
            let samples = sampling.reduce(0.0) { $0 + Double($1.across * $1.down) / Double(most) }
            self.width = width
            self.height = height
            // The decoder keeps the coefficients of a progressive picture, 16 bits each, until its last scan.
            bytesPerPixel = samples * (isProgressive ? 3 : 1)
        }
    }

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
