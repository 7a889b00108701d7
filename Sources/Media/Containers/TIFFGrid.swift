/// The strips or tiles into which a TIFF's pixels are cut.
struct TIFFGrid {
    let isTiled: Bool
    /// Pixels of each, the last of a row or column padded. A strip is as wide as the picture.
    let width: Int
    let height: Int
    /// Of all, those of separate samples included.
    let count: Int

    init(_ directory: TIFFDirectory, _ layout: TIFFLayout) throws(MediaError) {
        isTiled = directory.contains(.tileWidth) || directory.contains(.tileHeight)
        width = isTiled ? try directory.number(.tileWidth) ?? 0 : layout.width
        height =
            isTiled
            ? try directory.number(.tileHeight) ?? 0
            : min(try directory.number(.rowsPerStrip) ?? layout.height, layout.height)
        guard width > 0, height > 0 else { throw .malformed("its \(isTiled ? "tiles" : "strips") have no size") }
        // Sides are smaller than 2³², and samples no more than 16.
        let (area, tooLarge) = width.multipliedReportingOverflow(by: height)
        let (whole, _) = (layout.width + 15).multipliedReportingOverflow(by: layout.height + 15)
        guard !tooLarge, !isTiled || area <= max(Self.usualTile, whole) else {
            throw .malformed("its tiles are larger than the picture")
        }
        let (across, down) = ((layout.width + width - 1) / width, (layout.height + height - 1) / height)
        let (count, tooMany) = (across * down).multipliedReportingOverflow(by: layout.isSeparate ? layout.samples : 1)
        guard !tooMany else { throw .malformed("it has fewer \(isTiled ? "tiles" : "strips") than its size needs") }
        guard !isTiled || Double(across) * Double(down) * Double(area) <= Self.mostTiled(layout) else {
            throw .malformed("its tiles are larger than the picture")
        }
        self.count = count
    }

    /// Pixels of a tile that also a small picture may have.
    private static let usualTile = 2048 * 2048

    /// Pixels that all tiles together may have, which reach beyond the picture at two sides.
    private static func mostTiled(_ layout: TIFFLayout) -> Double {
        max(Double(16 * usualTile), 4 * Double(layout.width) * Double(layout.height))
    }

    /// Where each lies in a file of `size` bytes. Together they take no more than that, so that none is read for another.
    func places(_ directory: TIFFDirectory, _ layout: TIFFLayout, size: Int) throws(MediaError) -> [Range<Int>] {
        let name = isTiled ? "tiles" : "strips"
        guard let offsets = try directory.numbers(isTiled ? .tileOffsets : .stripOffsets),
            let lengths = try lengths(directory, layout)
        else { throw .malformed("it does not say where its \(name) lie") }
        guard min(offsets.count, lengths.count) >= count else {
            throw .malformed("it has fewer \(name) than its size needs")
        }
        guard lengths.prefix(count).allSatisfy({ $0 > 0 }) else { throw .malformed("one of its \(name) is empty") }
        let places = zip(offsets, lengths).prefix(count).map { offset, length in offset..<offset + length }
        guard places.allSatisfy({ $0.upperBound <= size }) else { throw .truncated("it ends before its last \(name)") }
        guard places.reduce(0, { $0 + $1.count }) <= size else { throw .malformed("its \(name) lie over each other") }
        return places
    }

    /// The bytes of each; nil when nothing is said of them. Those of a single strip without compression follow from its size.
    private func lengths(_ directory: TIFFDirectory, _ layout: TIFFLayout) throws(MediaError) -> [Int]? {
        let stated = try directory.numbers(isTiled ? .tileByteCounts : .stripByteCounts)
        let isSimple = layout.compression == 1 && (!layout.colors.isConverted || layout.samples == 1)
        guard !isTiled, count == 1, isSimple, stated?.first ?? 0 == 0 else { return stated }
        let (length, overflow) = ((width * layout.samples * layout.bits + 7) / 8).multipliedReportingOverflow(
            by: height)
        return overflow ? stated : [length]
    }
}
