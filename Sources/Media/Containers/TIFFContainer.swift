import Pixels

/// Takes the first picture out of a TIFF (TIFF 6.0): the file again, in which the directory names only what decoding needs,
/// and every byte is zero that none of this leads to. Metadata, previews and later pages are such bytes.
enum TIFFContainer {
    static func read(_ bytes: [UInt8]) throws(MediaError) -> EncodedPicture {
        let directory = try TIFFDirectory(bytes)
        guard !(try isRaw(directory)) else {
            throw .unsupported("it is a camera's raw file", advice: Advice.develop)
        }
        let layout = try TIFFLayout(directory)
        let grid = try TIFFGrid(directory, layout)
        let places = try grid.places(directory, layout, size: bytes.count)
        var profile = ProfileBytes()
        if let content = try directory.content(.profile) { profile.append(content) }
        var picture = EncodedPicture(
            codec: .tiff, width: layout.width, height: layout.height,
            bytesPerPixel: memory(layout, grid, longest: places.map(\.count).max() ?? 0),
            packet: try packet(bytes, directory, layout, grid, places))
        picture.orientation =
            try directory.number(.orientation).flatMap { UInt8(exactly: $0) }
            .flatMap { Orientation(rawValue: $0) } ?? .upright
        picture.state(profile)
        // Metadata that is damaged is no reason to refuse a picture.
        picture.modelMark = (try? directory.content(.xmp)).flatMap { $0 }.flatMap { XMPPacket.modelMark(in: $0) }
        if layout.colors == .inks, layout.opacity != nil {
            picture.remarks.append("Its transparency was ignored, for it is a picture of inks.")
        }
        return picture
    }

    /// Cameras' raw files are TIFFs whose samples are those of a sensor, or that begin with a preview and keep the picture
    /// in another directory.
    private static func isRaw(_ directory: TIFFDirectory) throws(MediaError) -> Bool {
        if directory.contains(.dngVersion) { return true }
        // A colour filter array; the sensor's own colours without one.
        if let photometric = try directory.number(.photometric), [32803, 34892].contains(photometric) { return true }
        let isReduced = try directory.number(.subfileType).map { $0 & 1 == 1 } ?? false
        return isReduced && directory.contains(.subdirectories)
    }

    private static func packet(
        _ bytes: [UInt8], _ directory: TIFFDirectory, _ layout: TIFFLayout, _ grid: TIFFGrid, _ places: [Range<Int>]
    ) throws(MediaError) -> [UInt8] {
        // How dense chroma is in a JPEG, libtiff asks the JPEG where the directory, which may be wrong, does not say it.
        let entries = directory.entries.filter { entry in
            entry.tag.isForPixels(tiled: grid.isTiled) && !(layout.holdsJPEG && entry.tag == .chromaSubsampling)
        }
        var kept = [0..<8] + places
        for entry in entries where !entry.record.contains(entry.values.lowerBound) {
            kept.append(try directory.content(entry).indices)
        }
        let records = directory.order.bytes(entries.count, 2) + entries.flatMap { bytes[$0.record] } + [0, 0, 0, 0]
        let end = max(directory.offset + records.count, kept.map(\.upperBound).max() ?? 0)
        var packet = [UInt8](repeating: 0, count: end)
        for range in kept { packet.replaceSubrange(range, with: bytes[range]) }
        if layout.holdsJPEG {
            let tables = try directory.content(.jpegTables)?.indices
            for range in (places + [tables ?? 0..<0]).flatMap({ JPEGContainer.metadata(in: bytes[$0]) }) {
                packet.replaceSubrange(range, with: repeatElement(0, count: range.count))
            }
        }
        packet.replaceSubrange(directory.offset..<directory.offset + records.count, with: records)
        return packet
    }

    /// Bytes that decoding takes for each pixel of the picture.
    ///
    /// - Parameter longest: Bytes of the longest strip or tile, of which libtiff holds one.
    private static func memory(_ layout: TIFFLayout, _ grid: TIFFGrid, longest: Int) -> Double {
        let bytes = Double(layout.bits) / 8
        let pixels = Double(layout.width) * Double(layout.height)
        let share = Double(grid.width) * Double(grid.height) / pixels
        let stored = Double(layout.isSeparate ? 1 : layout.samples)
        let picture =
            switch layout.colors {
            case .gray, .rgb: Double(layout.colors.count + (layout.hasOpacity ? 1 : 0)) * bytes
            // Inks become red, green and blue.
            case .inks: (4 + 3) * bytes
            // libtiff's own picture has four bytes a pixel.
            case .converted: Double(4 + layout.colors.count)
            }
        // Strips are read row by row, but for libtiff's own picture.
        let decoded = grid.isTiled || layout.colors.isConverted ? share * stored * bytes : 0
        // The coefficients of a progressive JPEG, 16 bits each.
        let coefficients = layout.holdsJPEG ? share * stored * 2 : 0
        return picture + decoded + coefficients + Double(longest) / pixels
    }
}
