/// Writes HEIF files (ISO/IEC 23008-12) box by box, also such as no encoder would write.
package struct HEIFFile: Sendable {
    package struct Item: Sendable {
        package var type: String
        package var content: [UInt8]
        package var properties: [Property] = []
        /// Its bytes lie among the boxes instead of behind them.
        package var isInMeta = false

        package init(type: String, content: [UInt8], properties: [Property] = [], isInMeta: Bool = false) {
            self.type = type
            self.content = content
            self.properties = properties
            self.isInMeta = isInMeta
        }

        package init(_ picture: CodedPicture, _ properties: [Property] = []) {
            let own = [Property.size(picture.width, picture.height), Property(box: picture.configuration)]
            self.init(type: picture.coding.rawValue, content: picture.content, properties: own + properties)
        }
    }

    package struct Reference: Sendable {
        package let type: String
        package let from: Int
        package let to: [Int]

        package init(_ type: String, from: Int, to: [Int]) {
            self.type = type
            self.from = from
            self.to = to
        }
    }

    /// Numbered from 1 on.
    package var items: [Item]
    package var references: [Reference] = []
    package var primary = 1
    package var brands = ["heic", "mif1"]
    /// Which of the versions of boxes to write, and how wide numbers are: 0 to 2.
    package var version = 1
    /// Boxes before the one that describes items.
    package var before: [UInt8] = []

    package init(_ items: [Item]) { self.items = items }

    /// A picture of tiles, row by row.
    package init(
        grid tiles: [CodedPicture], columns: Int, width: Int, height: Int, _ properties: [Property] = []
    ) {
        let rows = tiles.count / columns
        let grid = [0, 0, UInt8(rows - 1), UInt8(columns - 1)] + Big.number(width, 2) + Big.number(height, 2)
        items =
            [Item(type: "grid", content: grid, properties: [.size(width, height)] + properties, isInMeta: true)]
            + tiles.map { Item($0) }
        references = [Reference("dimg", from: 1, to: Array(2...tiles.count + 1))]
    }

    /// Adds an item that goes with the first one.
    package mutating func add(_ item: Item, as type: String) {
        items.append(item)
        references.append(Reference(type, from: items.count, to: [1]))
    }

    /// Adds Exif and XMP that hold the canary.
    package mutating func addMetadata(orientation: UInt8 = 1) {
        let exif = Big.number(0, 4) + Metadata.exif(orientation: orientation)
        add(Item(type: "Exif", content: exif), as: "cdsc")
        add(Item(type: "mime", content: Metadata.xmp), as: "cdsc")
        add(Item(type: "uri ", content: Metadata.xmp, isInMeta: true), as: "cdsc")
        before += Big.box("uuid", Array(Metadata.canary.utf8))
    }

    package var bytes: [UInt8] {
        let start = head(contentAt: 0).count + 8
        return head(contentAt: start) + Big.box("mdat", stored(inMeta: false).flatMap(\.content))
    }

    private func head(contentAt start: Int) -> [UInt8] {
        let brands = Big.box("ftyp", Array(brands[0].utf8) + Big.number(0, 4) + brands.flatMap { Array($0.utf8) })
        let wide = version == 2 ? 4 : 2
        let handler = Big.number(0, 4) + Array("pict".utf8) + Big.number(0, 13)
        let entries = items.enumerated().flatMap { index, item in
            Big.box(
                "infe", version: version == 2 ? 3 : 2,
                Big.number(index + 1, wide) + [0, 0] + Array(item.type.utf8)
                    + (item.type == "mime" ? [0] + Array("application/rdf+xml".utf8) + [0] : [0]))
        }
        let references = references.flatMap { reference in
            Big.box(
                reference.type,
                Big.number(reference.from, wide) + Big.number(reference.to.count, 2)
                    + reference.to.flatMap { Big.number($0, wide) })
        }
        let parts = [
            Big.box("hdlr", version: 0, handler),
            Big.box("pitm", version: version == 2 ? 1 : 0, Big.number(primary, wide)), locations(start),
            Big.box("iinf", version: version == 2 ? 1 : 0, Big.number(items.count, wide) + entries),
            properties, Big.box("iref", version: version == 2 ? 1 : 0, references),
            Big.box("idat", stored(inMeta: true).flatMap(\.content)),
        ]
        return brands + before + Big.box("meta", version: 0, parts.flatMap(\.self))
    }

    private func stored(inMeta: Bool) -> [Item] { items.filter { isInMeta($0) == inMeta } }

    /// The first version of locations knows nothing of that.
    private func isInMeta(_ item: Item) -> Bool { item.isInMeta && version > 0 }

    private func locations(_ start: Int) -> [UInt8] {
        let width = version == 2 ? 8 : 4
        // Sizes of offsets, lengths, bases and indices.
        let sizes = [width << 4 | width, version == 0 ? 0 : width << 4 | (version == 2 ? 4 : 0)].map { UInt8($0) }
        var ends = (file: start, meta: 0)
        let entries = items.enumerated().map { index, item -> [UInt8] in
            let inMeta = isInMeta(item)
            let offset = inMeta ? ends.meta : ends.file
            if inMeta { ends.meta += item.content.count } else { ends.file += item.content.count }
            var entry = Big.number(index + 1, version == 2 ? 4 : 2)
            if version > 0 { entry += Big.number(inMeta ? 1 : 0, 2) }
            entry += [0, 0]
            guard version > 0 else {
                return entry + Big.number(1, 2) + Big.number(offset, width) + Big.number(item.content.count, width)
            }
            // Two extents, counted from the base on.
            let half = item.content.count / 2
            let extents = [(0, half), (half, item.content.count - half)].filter { $0.1 > 0 }
            entry += Big.number(offset, width) + Big.number(extents.count, 2)
            return entry
                + extents.flatMap { part in
                    Big.number(0, version == 2 ? 4 : 0) + Big.number(part.0, width) + Big.number(part.1, width)
                }
        }
        return Big.box(
            "iloc", version: version, sizes + Big.number(items.count, version == 2 ? 4 : 2) + entries.flatMap(\.self))
    }

    private var properties: [UInt8] {
        var boxes: [[UInt8]] = []
        let wide = version == 2
        let entries = items.enumerated().filter { !$0.element.properties.isEmpty }.map { index, item -> [UInt8] in
            let numbers = item.properties.flatMap { property -> [UInt8] in
                if !boxes.contains(property.box) { boxes.append(property.box) }
                let number = (boxes.firstIndex(of: property.box) ?? 0) + 1
                return Big.number(number | (property.isEssential ? 1 << (wide ? 15 : 7) : 0), wide ? 2 : 1)
            }
            return Big.number(index + 1, wide ? 4 : 2) + [UInt8(item.properties.count)] + numbers
        }
        let table = Big.number(entries.count, 4) + entries.flatMap(\.self)
        return Big.box(
            "iprp",
            Big.box("ipco", boxes.flatMap(\.self))
                + Big.box("ipma", version: wide ? 1 : 0, flags: wide ? 1 : 0, table))
    }
}
