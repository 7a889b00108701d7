/// Writes TIFF files (TIFF 6.0) without compression: every byte of them is the test's own.
package struct TIFFFile: Sendable {
    package enum Pieces: Sendable {
        case strips(rows: Int)
        case tiles(width: Int, height: Int)
    }

    package enum Values: Sendable {
        case bytes([UInt8])
        case text(String)
        case shorts([Int])
        case longs([Int])
    }

    package var width: Int
    package var height: Int
    /// Of each sample: 1, 2, 4, 8 or 16.
    package var bits = 8
    /// The number of what samples mean: 0 and 1 grey, 2 colours, 3 a palette, 5 inks.
    package var photometric: Int
    /// For each sample of a pixel its numbers, row by row.
    package var channels: [[UInt16]]
    package var pieces = Pieces.strips(rows: 7)
    /// Strips or tiles as they are stored, instead of those that the channels make.
    package var content: [[UInt8]]?
    package var isSeparate = false
    package var isBigEndian = false
    /// Beside those that the above makes; these win.
    package var tags: [Int: Values] = [:]

    package init(width: Int, height: Int, photometric: Int, channels: [[UInt16]]) {
        self.width = width
        self.height = height
        self.photometric = photometric
        self.channels = channels
    }

    /// Red, green and blue of a drawing, and alpha if wanted as the kind of extra sample with that number.
    package init(_ drawing: Drawing, bits: Int = 8, alpha: Int? = nil) {
        let channels = [drawing.pixels.map(\.red), drawing.pixels.map(\.green), drawing.pixels.map(\.blue)]
        self.init(
            width: drawing.width, height: drawing.height, photometric: 2,
            channels: (channels + (alpha == nil ? [] : [drawing.pixels.map(\.alpha)])).map { channel in
                channel.map { bits == 16 ? $0 : $0 >> 8 }
            })
        self.bits = bits
        if let alpha { tags[338] = .shorts([alpha]) }
    }

    /// The file: header, and for each page its directory, the values that have no room in it, and the pixels.
    package func bytes(pages: [TIFFFile] = [], trailing: [UInt8] = []) -> [UInt8] {
        var file = (isBigEndian ? Array("MM".utf8) : Array("II".utf8)) + number(42, 2) + number(8, 4)
        for (index, page) in ([self] + pages).enumerated() {
            var page = page
            page.isBigEndian = isBigEndian
            file += page.page(at: file.count, isLast: index == pages.count)
        }
        return file + trailing
    }

    private func page(at start: Int, isLast: Bool) -> [UInt8] {
        let data = content ?? cut()
        // Offsets take the same room whatever they are.
        var offsets = Array(repeating: 0, count: data.count)
        var block: [UInt8] = []
        for _ in 0..<2 {
            block = directory(at: start, offsets: offsets, lengths: data.map(\.count), next: 0)
            var place = start + block.count
            offsets = data.map { piece in
                defer { place += piece.count }
                return place
            }
        }
        let end = start + block.count + data.reduce(0) { $0 + $1.count }
        let next = isLast ? 0 : end + end % 2
        block = directory(at: start, offsets: offsets, lengths: data.map(\.count), next: next)
        return block + data.flatMap(\.self) + (isLast || end % 2 == 0 ? [] : [0])
    }

    private func directory(at start: Int, offsets: [Int], lengths: [Int], next: Int) -> [UInt8] {
        var all: [Int: Values] = [
            256: .longs([width]), 257: .longs([height]), 258: .shorts(channels.map { _ in bits }),
            262: .shorts([photometric]), 277: .shorts([channels.count]), 284: .shorts([isSeparate ? 2 : 1]),
        ]
        switch pieces {
        case .strips(let rows):
            all.merge([273: .longs(offsets), 278: .longs([rows]), 279: .longs(lengths)]) { $1 }
        case .tiles(let width, let height):
            all.merge([322: .longs([width]), 323: .longs([height]), 324: .longs(offsets), 325: .longs(lengths)]) { $1 }
        }
        all.merge(tags) { $1 }
        var (entries, values): ([UInt8], [UInt8]) = ([], [])
        let first = start + 2 + all.count * 12 + 4
        for (tag, value) in all.sorted(by: { $0.key < $1.key }) {
            let (type, count, bytes) = encoded(value)
            entries += number(tag, 2) + number(type, 2) + number(count, 4)
            if bytes.count <= 4 {
                entries += bytes + Array(repeating: 0, count: 4 - bytes.count)
            } else {
                entries += number(first + values.count, 4)
                values += bytes + (bytes.count % 2 == 0 ? [] : [0])
            }
        }
        return number(all.count, 2) + entries + number(next, 4) + values
    }

    private func encoded(_ values: Values) -> (type: Int, count: Int, bytes: [UInt8]) {
        switch values {
        case .bytes(let bytes): (7, bytes.count, bytes)
        case .text(let text): (2, text.utf8.count + 1, Array(text.utf8) + [0])
        case .shorts(let numbers): (3, numbers.count, numbers.flatMap { number($0, 2) })
        case .longs(let numbers): (4, numbers.count, numbers.flatMap { number($0, 4) })
        }
    }

    private func number(_ value: Int, _ count: Int) -> [UInt8] {
        let bytes = (0..<count).map { UInt8(value >> (8 * $0) & 255) }
        return isBigEndian ? bytes.reversed() : bytes
    }

    /// Strips or tiles in the file's order.
    private func cut() -> [[UInt8]] {
        let (pieceWidth, pieceHeight) =
            switch pieces {
            case .strips(let rows): (width, rows)
            case .tiles(let width, let height): (width, height)
            }
        let together = isSeparate ? channels.map { [$0] } : [channels]
        return together.flatMap { channels in
            stride(from: 0, to: height, by: pieceHeight).flatMap { top in
                stride(from: 0, to: width, by: pieceWidth).map { left in
                    piece(channels, left: left, top: top, width: pieceWidth, height: pieceHeight)
                }
            }
        }
    }

    /// The last strip is shorter; tiles are all of one size.
    private func piece(_ channels: [[UInt16]], left: Int, top: Int, width: Int, height: Int) -> [UInt8] {
        var rows = top..<top + height
        if case .strips = pieces { rows = top..<min(top + height, self.height) }
        return rows.flatMap { y in
            packed(
                (left..<left + width).flatMap { x in
                    channels.map { x < self.width && y < self.height ? $0[y * self.width + x] : 1 }
                })
        }
    }

    private func packed(_ row: [UInt16]) -> [UInt8] {
        if bits == 16 { return row.flatMap { number(Int($0), 2) } }
        let each = 8 / bits
        return stride(from: 0, to: row.count, by: each).map { start in
            (0..<each).reduce(UInt8(0)) { byte, index in
                byte << UInt8(bits % 8) | UInt8(start + index < row.count ? row[start + index] : 0)
            }
        }
    }
}

/// The program `tiffcp`, which compresses and rearranges TIFFs independently of the project.
package enum TIFFProgram {
    package static func copy(_ file: [UInt8], _ options: [String]) throws -> [UInt8] {
        let folder = try ScratchFolder()
        try folder.write(file, "in.tif")
        try Program.run("tiffcp", options + [folder.path("in.tif"), folder.path("out.tif")])
        return try folder.read("out.tif")
    }
}
