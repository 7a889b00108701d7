/// The metadata format XMP (ISO 16684-1), of which one property is read and written: `Iptc4xmpExt:DigitalSourceType`.
enum XMPPacket {
    /// Bytes of a packet that are looked at; a packet of all that a camera and an editor write has some tens of thousands.
    static let limit = 1 << 18

    /// Behind the scheme, which is written with and without an `s`.
    private static let vocabulary = Array(DigitalSource.vocabulary.drop { $0 != ":" }.utf8)

    /// What a packet says of a trained model; nil when it says nothing of one. The vocabulary's own address is looked for,
    /// which nothing but this property mentions, in whichever of XML's ways it is written.
    static func modelMark(in packet: some Sequence<UInt8>) -> DigitalSource? {
        var rest = Array(packet.prefix(limit))[...]
        while let place = rest.firstIndex(ofAll: vocabulary) {
            rest = rest[place...].dropFirst(vocabulary.count)
            let term = rest.prefix { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 & ~0x20 }
            if let mark = DigitalSource(rawValue: String(decoding: term, as: UTF8.self)), mark.isByModel { return mark }
        }
        return nil
    }

    /// A packet that says this and nothing else, for reading alone.
    static func bytes(_ source: DigitalSource) -> [UInt8] {
        Array(
            """
            <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\
            <rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">\
            <Iptc4xmpExt:DigitalSourceType>\(source.address)</Iptc4xmpExt:DigitalSourceType>\
            </rdf:Description></rdf:RDF></x:xmpmeta>
            <?xpacket end="r"?>
            """.utf8)
    }
}

extension ArraySlice<UInt8> {
    /// Where those bytes begin for the first time.
    fileprivate func firstIndex(ofAll wanted: [UInt8]) -> Int? {
        var rest = self
        while let place = rest.firstIndex(of: wanted[0]) {
            rest = rest[place...]
            if rest.starts(with: wanted) { return place }
            rest = rest.dropFirst()
        }
        return nil
    }
}
