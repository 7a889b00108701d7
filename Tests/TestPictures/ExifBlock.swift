/// A block as cameras write it (CIPA DC-008, from its TIFF header on), with a word in each place that takes any bytes.
struct ExifBlock {
    /// A tag, the number of its type (2 text, 3 and 4 whole numbers, 5 fractions, 7 anything), how many of those, bytes.
    private typealias Entry = (tag: Int, type: Int, count: Int, bytes: [UInt8])

    /// A small JPEG, which has metadata of its own.
    let thumbnail: [UInt8]

    var bytes: [UInt8] {
        // What the first directory points to has its place behind it, whatever the pointers are.
        let exif = 8 + Self.directory(main(0, 0), at: 0).count
        let gps = exif + Self.directory(camera, at: 0).count
        let small = gps + Self.directory(position, at: 0).count
        let picture = small + Self.directory(preview(0), at: 0).count
        return Array("MM\0*".utf8) + Big.number(8, 4) + Self.directory(main(exif, gps), at: 8, next: small)
            + Self.directory(camera, at: exif) + Self.directory(position, at: gps)
            + Self.directory(preview(picture), at: small) + thumbnail
    }

    private func main(_ exif: Int, _ gps: Int) -> [Entry] {
        [
            Self.text(0x010E, .description), (0x8769, 4, 1, Big.number(exif, 4)),
            (0x8825, 4, 1, Big.number(gps, 4)),
        ]
    }

    private var camera: [Entry] {
        let comment =
            Array("UNICODE\0".utf8) + PlantedPicture.Place.userComment.word.utf16.flatMap { Big.number(Int($0), 2) }
        let note = Array("Maker\0\0\0\(PlantedPicture.Place.makerNote.word)".utf8)
        return [
            (0x927C, 7, note.count, note), (0x9286, 7, comment.count, comment), Self.text(0xA431, .serialNumber),
        ]
    }

    private var position: [Entry] {
        let method = Array("ASCII\0\0\0\(PlantedPicture.Place.gps.word)".utf8)
        let latitude =
            Big.number(48, 4) + Big.number(1, 4) + Big.number(51, 4) + Big.number(1, 4)
            + PlantedPicture.seconds.flatMap { Big.number($0, 4) }
        return [(0, 1, 4, [2, 3, 0, 0]), (1, 2, 2, [78, 0]), (2, 5, 3, latitude), (0x1B, 7, method.count, method)]
    }

    private func preview(_ place: Int) -> [Entry] {
        [
            (0x0103, 3, 1, [0, 6]), (0x0201, 4, 1, Big.number(place, 4)),
            (0x0202, 4, 1, Big.number(thumbnail.count, 4)),
        ]
    }

    private static func text(_ tag: Int, _ place: PlantedPicture.Place) -> Entry {
        (tag, 2, place.word.utf8.count + 1, Array(place.word.utf8) + [0])
    }

    private static func directory(_ entries: [Entry], at start: Int, next: Int = 0) -> [UInt8] {
        let behind = start + 2 + entries.count * 12 + 4
        var (table, values): ([UInt8], [UInt8]) = ([], [])
        for entry in entries {
            let fits = entry.bytes.count <= 4
            table += Big.number(entry.tag, 2) + Big.number(entry.type, 2) + Big.number(entry.count, 4)
            table += fits ? entry.bytes : Big.number(behind + values.count, 4)
            table += Array(repeating: 0, count: fits ? 4 - entry.bytes.count : 0)
            if !fits { values += entry.bytes + Array(repeating: 0, count: entry.bytes.count % 2) }
        }
        return Big.number(entries.count, 2) + table + Big.number(next, 4) + values
    }
}
