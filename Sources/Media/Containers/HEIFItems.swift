/// What the box `meta` of a HEIF says of the items in it: pictures, parts of pictures, and metadata (ISO/IEC 14496-12,
/// section 8.11; ISO/IEC 23008-12).
struct HEIFItems {
    /// How many items, associations or references a file may state; real ones have a few hundred.
    static let limit = 65536

    /// The number of the item that the file is there for.
    let primary: Int
    private(set) var types: [Int: String] = [:]
    private(set) var locations: [Int: HEIFLocation] = [:]
    private(set) var properties = HEIFProperties()
    private(set) var references: [HEIFReference] = []
    /// Small items lie here, within the box.
    private(set) var data: ArraySlice<UInt8> = []

    init(_ meta: BoxReader.Box) throws(MediaError) {
        var primary: Int?
        var (_, _, reader) = try meta.versioned()
        while let box = try BoxReader.next(&reader) {
            switch box.type {
            case "pitm": primary = try Self.primary(box)
            case "iinf": types = try Self.types(box)
            case "iloc": locations = try HEIFLocation.read(box)
            case "iprp": properties = try HEIFProperties(box)
            case "iref": references = try HEIFReference.read(box)
            case "idat": data = box.body
            default: break
            }
        }
        guard let primary else { throw .malformed("it names no main picture") }
        self.primary = primary
    }

    /// Where the references of that type that start at an item lead.
    func targets(of item: Int, _ type: String) -> [Int] {
        references.first { $0.type == type && $0.from == item }?.to ?? []
    }

    static let tooMany = MediaError.malformed("it states more than \(limit) items")

    private static func primary(_ box: BoxReader.Box) throws(MediaError) -> Int {
        var (version, _, reader) = try box.versioned()
        guard let item = reader.number(version == 0 ? 2 : 4) else { throw BoxReader.short }
        return item
    }

    /// Entries of the first two versions have no type: they are no pictures.
    private static func types(_ box: BoxReader.Box) throws(MediaError) -> [Int: String] {
        var (version, _, reader) = try box.versioned()
        guard let count = reader.number(version == 0 ? 2 : 4) else { throw BoxReader.short }
        guard count <= limit else { throw tooMany }
        var types: [Int: String] = [:]
        for _ in 0..<count {
            guard let entry = try BoxReader.next(&reader) else { throw BoxReader.short }
            var (version, _, fields) = try entry.versioned()
            guard entry.type == "infe", version >= 2 else { continue }
            guard let item = fields.number(version == 2 ? 2 : 4), fields.take(2) != nil, let type = fields.take(4)
            else {
                throw BoxReader.short
            }
            types[item] = String(decoding: type, as: UTF8.self)
        }
        return types
    }
}

/// A reference from one item to others, of a type of four letters.
struct HEIFReference {
    let type: String
    let from: Int
    let to: [Int]

    static func read(_ box: BoxReader.Box) throws(MediaError) -> [HEIFReference] {
        var (version, _, reader) = try box.versioned()
        let width = version == 0 ? 2 : 4
        var found: [HEIFReference] = []
        while let entry = try BoxReader.next(&reader) {
            guard found.count < HEIFItems.limit else { throw HEIFItems.tooMany }
            var fields = ByteReader(entry.body, order: .big)
            guard let from = fields.number(width), let count = fields.number(2), fields.remaining >= count * width
            else {
                throw BoxReader.short
            }
            let to = (0..<count).compactMap { _ in fields.number(width) }
            found.append(HEIFReference(type: entry.type, from: from, to: to))
        }
        return found
    }
}
