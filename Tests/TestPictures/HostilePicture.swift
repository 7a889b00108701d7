/// Writes pictures that are made to hurt who reads them.
package enum HostilePicture {
    /// A PNG of zeros: no pixel of it is there, only a header that states them.
    package static func png(width: Int, height: Int) -> [UInt8] {
        let header = PNGFile.bigEndian(width) + PNGFile.bigEndian(height) + [8, 2, 0, 0, 0]
        return [0x89] + Array("PNG\r\n\u{1A}\n".utf8) + PNGFile.chunk("IHDR", header)
            + PNGFile.chunk("IDAT", PNGFile.stored([0])) + PNGFile.chunk("IEND", [])
    }

    package static func jpeg(width: Int, height: Int) -> [UInt8] {
        var file = BlockJPEG.gray(levels: [100], across: 1)
        // Lines and samples a line, behind the marker, the length and the precision.
        guard let header = file.indices.first(where: { file[$0] == 0xFF && file[$0 + 1] == 0xC0 }) else { return file }
        file.replaceSubrange(
            header + 5..<header + 9,
            with: [UInt8(height >> 8), UInt8(height & 255), UInt8(width >> 8), UInt8(width & 255)])
        return file
    }

    /// A VP8L header and nothing behind it.
    package static func webP(width: Int, height: Int) -> [UInt8] {
        let bits = (width - 1) | (height - 1) << 14
        let body: [UInt8] = [0x2F] + (0..<4).map { UInt8(bits >> (8 * $0) & 255) } + [0]
        return Array("RIFF".utf8) + [18, 0, 0, 0] + Array("WEBPVP8L".utf8) + [6, 0, 0, 0] + body
    }

    package static func gif(width: Int, height: Int) -> [UInt8] {
        let size = [width, height].flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        return Array("GIF89a".utf8) + size + [0x80, 0, 0] + [0, 0, 0, 255, 255, 255]
            + [0x2C, 0, 0, 0, 0] + size + [0, 2, 2, 0x4C, 0x01, 0, 0x3B]
    }

    /// Run-length coded, so that its length says nothing about its size.
    package static func bmp(width: Int, height: Int) -> [UInt8] {
        func number(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(value >> (8 * $0) & 255) } }
        let info =
            number(40, 4) + number(width, 4) + number(height, 4) + number(1, 2) + number(8, 2) + number(1, 4)
            + number(2, 4) + number(0, 8) + number(1, 4) + number(0, 4)
        return Array("BM".utf8) + number(60, 4) + number(0, 4) + number(58, 4) + info + [0, 0, 0, 0] + [0, 1]
    }

    /// A sound PNG with a chunk of about a megabyte that inflates to a gigabyte.
    package static func bomb(_ chunk: String) -> [UInt8] {
        let stream = DeflatedZeros.stream(count: 1 << 30)
        let head: [UInt8] =
            switch chunk {
            case "iTXt": Array("Comment".utf8) + [0, 1, 0, 0, 0]
            default: Array("Comment".utf8) + [0, 0]
            }
        return PNGFile.bytes(
            .quarters(width: 64, height: 48), .rgb, chunks: [PNGFile.chunk(chunk, head + stream)])
    }

    /// A grey progressive JPEG of some hundred scans, each of which says of every block that nothing changes: it is valid,
    /// and each scan has its decoder walk over the whole picture.
    package static func slowJPEG(width: Int, height: Int) -> [UInt8] {
        let blocks = ((width + 7) / 8) * ((height + 7) / 8)
        var file: [UInt8] = [0xFF, 0xD8]
        func segment(_ marker: UInt8, _ body: [UInt8]) {
            file += [0xFF, marker, UInt8((body.count + 2) >> 8), UInt8((body.count + 2) & 255)] + body
        }
        segment(0xDB, [0] + Array(repeating: 1, count: 64))
        segment(
            0xC2, [8, UInt8(height >> 8), UInt8(height & 255), UInt8(width >> 8), UInt8(width & 255), 1, 1, 0x11, 0])
        // One code of one bit each: a difference of nothing, and a run of 2^14 and more blocks that end (symbol 0xE0).
        segment(0xC4, [0x00, 1] + Array(repeating: 0, count: 15) + [0])
        segment(0xC4, [0x10, 1] + Array(repeating: 0, count: 15) + [0xE0])
        segment(0xDA, [1, 1, 0x00, 0, 0, 0])
        file += Array(repeating: 0, count: (blocks + 7) / 8)
        let runs = (blocks + 32766) / 32767
        // A zero for the symbol, then fourteen ones: 2^14 and as many again less one.
        var bits: [UInt8] = (0..<runs).flatMap { _ in [0] + Array(repeating: 1, count: 14) }
        while bits.count % 8 != 0 { bits.append(1) }
        let scan = stride(from: 0, to: bits.count, by: 8).flatMap { start -> [UInt8] in
            let byte = bits[start..<start + 8].reduce(0) { $0 << 1 | $1 }
            return byte == 0xFF ? [byte, 0] : [byte]
        }
        for coefficient in UInt8(1)...63 {
            for low in (UInt8(0)...9).reversed() {
                let high: UInt8 = low == 9 ? 0 : low + 1
                segment(0xDA, [1, 1, 0x00, coefficient, coefficient, high << 4 | low])
                file += scan
            }
        }
        return file + [0xFF, 0xD9]
    }
}
