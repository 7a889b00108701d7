/// Items that go with a picture and tell more of it (ISO/IEC 23008-12, section 6.4.4).
extension HEIFItems {
    private static let opacity: Set<String> = [
        "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha", "urn:mpeg:hevc:2015:auxid:1", "urn:mpeg:avc:2015:auxid:1",
    ]
    private static let depth: Set<String> = [
        "urn:mpeg:mpegB:cicp:systems:auxiliary:depth", "urn:mpeg:hevc:2015:auxid:2", "urn:mpeg:avc:2015:auxid:2",
    ]

    /// Real pictures have a map of depth and a handful of masks.
    private static let auxiliaryLimit = 256

    func opacity(of main: HEIFItem) throws(MediaError) -> HEIFItem? {
        guard let item = try auxiliary(of: main, for: Self.opacity) else { return nil }
        guard !targets(of: main.number, "prem").contains(item.number) else {
            throw .unsupported("its colours were multiplied by its opacity")
        }
        guard (item.width, item.height) == (main.width, main.height) else {
            throw .unsupported("its opacity has another size than its colours")
        }
        return item
    }

    func depth(of main: HEIFItem) throws(MediaError) -> HEIFItem? { try auxiliary(of: main, for: Self.depth) }

    private func auxiliary(of main: HEIFItem, for purposes: Set<String>) throws(MediaError) -> HEIFItem? {
        var tried: Set<Int> = []
        for reference in references where reference.type == "auxl" && reference.to.contains(main.number) {
            guard tried.insert(reference.from).inserted else { continue }
            guard tried.count <= Self.auxiliaryLimit else {
                throw .malformed("more than \(Self.auxiliaryLimit) items go with its picture")
            }
            // Of those that serve other purposes nothing need be in order.
            if let item = try? HEIFItem(reference.from, of: self), purposes.contains(item.purpose) { return item }
        }
        return nil
    }
}
