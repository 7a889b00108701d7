/// A PNG's chunk of international text: a keyword, whether and how the text is compressed, its language, the keyword in
/// that language, and the text (W3C PNG, third edition, section 11.3.3.4).
struct PNGText {
    private let keyword: ArraySlice<UInt8>
    private let isCompressed: Bool
    private let text: ArraySlice<UInt8>

    /// Nil when it is cut.
    init?(_ body: ArraySlice<UInt8>) {
        var parts = body.prefix(80).split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        keyword = parts[0]
        let rest = body.dropFirst(keyword.count + 1)
        guard let flag = rest.first else { return nil }
        isCompressed = flag != 0
        parts = rest.dropFirst(2).split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        text = parts[2]
    }

    /// What an XMP packet under its own keyword says of a trained model.
    var modelMark: DigitalSource? {
        guard keyword.elementsEqual("XML:com.adobe.xmp".utf8) else { return nil }
        return XMPPacket.modelMark(in: isCompressed ? Inflater.beginning(of: text, limit: XMPPacket.limit)[...] : text)
    }
}
