/// Puts the coded tiles of a HEIF together: how they lie, and their bytes, each but once.
struct HEIFLayers {
    private let file: [UInt8]
    private let items: HEIFItems
    /// Everything that decoders need, and nothing else.
    private(set) var packet: [UInt8] = []
    private var known: [[Range<Int>]: Range<Int>] = [:]

    init(_ file: [UInt8], _ items: HEIFItems) {
        self.file = file
        self.items = items
    }

    /// The tiles of a picture that is stored whole or as a grid.
    mutating func layer(of item: HEIFItem) throws(MediaError) -> TiledPicture.Layer {
        guard item.type == "grid" else {
            return TiledPicture.Layer(
                columns: 1, rows: 1, tileWidth: item.width, tileHeight: item.height, tiles: [try tile(item)])
        }
        let grid = try HEIFGrid(try bytes(of: item.number))
        guard (grid.width, grid.height) == (item.width, item.height) else {
            throw .malformed("its header and its grid state different sizes")
        }
        guard grid.columns * grid.rows <= HEIFGrid.limit else {
            throw .unsupported("its grid has more than \(HEIFGrid.limit) tiles")
        }
        let parts = items.targets(of: item.number, "dimg")
        guard parts.count == grid.columns * grid.rows else { throw .malformed("its grid lacks tiles") }
        let first = try HEIFItem(parts[0], of: items)
        guard grid.isCovered(byTilesOf: first.width, first.height) else {
            throw .malformed("the tiles of its grid do not fit its size")
        }
        var tiles: [Int: TiledPicture.Tile] = [:]
        for part in parts where tiles[part] == nil {
            let item = try HEIFItem(part, of: items)
            guard (item.width, item.height) == (first.width, first.height) else {
                throw .malformed("the tiles of its grid are of different sizes")
            }
            guard !item.isTransformed else { throw .unsupported("the tiles of its grid are turned or cropped") }
            tiles[part] = try tile(item)
        }
        let all = parts.compactMap { tiles[$0] }
        // Tiles that are used again and again are small.
        guard all.reduce(0, { $0 + $1.configuration.count + $1.data.count }) <= file.count + 1 << 26 else {
            throw .malformed("its grid repeats tiles beyond all measure")
        }
        return TiledPicture.Layer(
            columns: grid.columns, rows: grid.rows, tileWidth: first.width, tileHeight: first.height, tiles: all)
    }

    private mutating func tile(_ item: HEIFItem) throws(MediaError) -> TiledPicture.Tile {
        let codec: EncodedPicture.Codec
        switch item.type {
        case "hvc1": codec = .heic
        case "av01": codec = .avif
        default: throw Self.unsupported(item.type)
        }
        // An AV1 picture holds its own.
        var configuration = 0..<0
        if codec == .heic {
            guard let box = item.configuration, box.type == "hvcC" else {
                throw .malformed("it lacks what its decoder must know")
            }
            configuration = try append([box.body.indices])
        }
        guard let location = items.locations[item.number] else {
            throw .malformed("a part of its picture is nowhere")
        }
        let data = try append(try location.places(in: file, items.data))
        guard !data.isEmpty else { throw .malformed("a part of its picture is empty") }
        return TiledPicture.Tile(codec: codec, configuration: configuration, data: data)
    }

    /// Takes bytes of the file over; those that were taken before are found again. Items that share but some of their bytes
    /// could make much of little.
    private mutating func append(_ places: [Range<Int>]) throws(MediaError) -> Range<Int> {
        if let range = known[places] { return range }
        let start = packet.count
        for place in places {
            guard place.count <= file.count - packet.count else { throw .malformed("parts of its picture overlap") }
            packet += file[place]
        }
        known[places] = start..<packet.count
        return start..<packet.count
    }

    /// The few bytes of an item that describes others.
    private func bytes(of item: Int) throws(MediaError) -> [UInt8] {
        guard let places = try items.locations[item]?.places(in: file, items.data) else {
            throw .malformed("a part of its picture is nowhere")
        }
        var bytes: [UInt8] = []
        for place in places where bytes.count < HEIFGrid.length { bytes += file[place].prefix(HEIFGrid.length) }
        return bytes
    }

    private static func unsupported(_ type: String) -> MediaError {
        switch type {
        case "iovl": .unsupported("it is made of pictures that overlap")
        case "iden": .unsupported("it is another picture of the same file, changed")
        case "jpeg", "avc1", "vvc1", "j2k1", "unci": .unsupported("it is a HEIF of a rare coding (\(type))")
        default: .unsupported("it is a HEIF of a coding that is not known")
        }
    }
}

/// How tiles make up a picture (ISO/IEC 23008-12, section 6.6.2.3).
struct HEIFGrid {
    /// Bytes that its description takes at most.
    static let length = 12
    /// Tiles that a grid may have; those of the largest cameras have about 1000.
    static let limit = 4096

    let columns: Int
    let rows: Int
    let width: Int
    let height: Int

    init(_ bytes: [UInt8]) throws(MediaError) {
        var reader = ByteReader(bytes[...], order: .big)
        guard reader.number(1) == 0, let flags = reader.number(1), let rows = reader.number(1),
            let columns = reader.number(1), let width = reader.number(flags & 1 == 0 ? 2 : 4),
            let height = reader.number(flags & 1 == 0 ? 2 : 4)
        else { throw .malformed("its grid cannot be read") }
        (self.columns, self.rows) = (columns + 1, rows + 1)
        (self.width, self.height) = (width, height)
    }

    /// Whether tiles of that size cover the picture, and none lies outside of it.
    func isCovered(byTilesOf width: Int, _ height: Int) -> Bool {
        (width * (columns - 1) + 1...width * columns).contains(self.width)
            && (height * (rows - 1) + 1...height * rows).contains(self.height)
    }
}
