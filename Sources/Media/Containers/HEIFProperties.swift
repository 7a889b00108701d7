/// Properties of items, and which item has which (ISO/IEC 23008-12, section 9.3).
struct HEIFProperties {
    /// How many properties an item may have; real ones have ten.
    private static let limit = 255

    private var boxes: [BoxReader.Box] = []
    private var associations: [Int: [Association]] = [:]

    /// A property by its number from 1 on. One that is essential must be understood by who shows the item.
    private struct Association {
        let number: Int
        let isEssential: Bool
    }

    /// Those that are heeded, or say nothing about how to show an item; of layers, the last is shown.
    private static let known: Set<String> = [
        "hvcC", "av1C", "ispe", "pixi", "colr", "irot", "imir", "clap", "pasp", "auxC", "clli", "mdcv", "cclv", "lsel",
        "a1lx", "rloc",
    ]

    init() {}

    init(_ box: BoxReader.Box) throws(MediaError) {
        var reader = ByteReader(box.body, order: .big)
        var entries = 0
        while let part = try BoxReader.next(&reader) {
            switch part.type {
            case "ipco":
                var container = ByteReader(part.body, order: .big)
                while let property = try BoxReader.next(&container) {
                    guard boxes.count < 1 << 15 else { throw HEIFItems.tooMany }
                    boxes.append(property)
                }
            case "ipma": try associate(part, &entries)
            default: break
            }
        }
    }

    /// The properties of an item, in the order in which they apply.
    func of(_ item: Int) throws(MediaError) -> [BoxReader.Box] {
        var found: [BoxReader.Box] = []
        for association in associations[item] ?? [] where association.number > 0 {
            guard association.number <= boxes.count else { throw .malformed("a property of its picture is missing") }
            let property = boxes[association.number - 1]
            guard !association.isEssential || Self.known.contains(property.type) else {
                throw .unsupported("it has a property without which it cannot be shown, and which is not known")
            }
            found.append(property)
        }
        return found
    }

    private mutating func associate(_ box: BoxReader.Box, _ entries: inout Int) throws(MediaError) {
        var (version, flags, reader) = try box.versioned()
        guard let count = reader.number(4) else { throw BoxReader.short }
        entries += count
        guard entries <= HEIFItems.limit else { throw HEIFItems.tooMany }
        let width = flags & 1 == 1 ? 2 : 1
        let essential = 1 << (8 * width - 1)
        for _ in 0..<count {
            guard let item = reader.number(version == 0 ? 2 : 4), let properties = reader.number(1) else {
                throw BoxReader.short
            }
            entries += properties
            guard entries <= HEIFItems.limit else { throw HEIFItems.tooMany }
            guard associations[item, default: []].count + properties <= Self.limit else {
                throw .malformed("an item of it has more than \(Self.limit) properties")
            }
            for _ in 0..<properties {
                guard let value = reader.number(width) else { throw BoxReader.short }
                associations[item, default: []].append(
                    Association(number: value & (essential - 1), isEssential: value & essential != 0))
            }
        }
    }
}
