import Pixels

/// One item that is a picture or a part of one, as its properties describe it.
struct HEIFItem {
    let number: Int
    let type: String
    /// Pixels before it is cropped and turned, at least 1.
    let width: Int
    let height: Int
    /// What the decoder must know beforehand.
    private(set) var configuration: BoxReader.Box?
    private(set) var profile: ArraySlice<UInt8>?
    private(set) var codePoints: CodePoints?
    /// What an item that goes with another is for, as a name.
    private(set) var purpose = ""
    /// What is said of it behind that name.
    private(set) var purposeDetail: ArraySlice<UInt8> = []
    private(set) var crop: HEIFCrop?
    private(set) var orientation = Orientation.upright

    init(_ number: Int, of items: HEIFItems) throws(MediaError) {
        guard let type = items.types[number] else { throw .malformed("a part of its picture is missing") }
        var size: (width: Int, height: Int)?
        self.number = number
        self.type = type
        let properties = try items.properties.of(number)
        for property in properties where property.type == "ispe" {
            var (_, _, reader) = try property.versioned()
            guard let width = reader.number(4), let height = reader.number(4) else { throw BoxReader.short }
            size = (width, height)
        }
        guard let size, size.width > 0, size.height > 0 else { throw .malformed("its header states no size") }
        (width, height) = size
        for property in properties { try apply(property) }
    }

    /// Whether it is to be shown otherwise than it is stored.
    var isTransformed: Bool { crop != nil || orientation != .upright }

    private mutating func apply(_ property: BoxReader.Box) throws(MediaError) {
        var reader = ByteReader(property.body, order: .big)
        switch property.type {
        case "hvcC", "av1C": configuration = property
        case "colr":
            switch reader.take(4).map({ String(decoding: $0, as: UTF8.self) }) {
            case "nclx": codePoints = CodePoints(&reader)
            case "prof", "rICC": profile = reader.rest
            default: break
            }
        case "auxC":
            let text = try property.versioned().reader.rest
            let name = text.prefix(64).prefix { $0 != 0 }
            purpose = String(decoding: name, as: UTF8.self)
            purposeDetail = text[name.endIndex...].dropFirst()
        case "clap":
            guard !isTransformed else { throw .unsupported("it is cropped after it was turned") }
            crop = try HEIFCrop(&reader, width: width, height: height)
        case "irot":
            guard let quarters = reader.number(1) else { throw BoxReader.short }
            for _ in 0..<quarters & 3 { orientation = orientation.thenTurnedCounterclockwise }
        case "imir":
            guard let mode = reader.number(1) else { throw BoxReader.short }
            // 0 exchanges top and bottom, 1 left and right.
            orientation = mode & 1 == 0 ? orientation.thenMirrored.thenTurnedHalf : orientation.thenMirrored
        default: break
        }
    }
}

/// The part of an item that is to be shown (ISO/IEC 14496-12, section 12.1.4: width, height and the middle's offset from the
/// item's, as fractions).
struct HEIFCrop {
    let x: Int
    let y: Int
    let width: Int
    let height: Int

    init(_ reader: inout ByteReader, width: Int, height: Int) throws(MediaError) {
        var numbers: [Double] = []
        for _ in 0..<4 {
            guard let above = reader.number(4), let below = reader.number(4), below > 0 else {
                throw .malformed("its crop cannot be computed")
            }
            // Offsets have a sign, sizes never reach it.
            numbers.append(Double(Int32(truncatingIfNeeded: above)) / Double(below))
        }
        let across = try Self.span(size: numbers[0], offset: numbers[2], length: width)
        let down = try Self.span(size: numbers[1], offset: numbers[3], length: height)
        (x, self.width) = (across.lowerBound, across.count)
        (y, self.height) = (down.lowerBound, down.count)
    }

    private static func span(size: Double, offset: Double, length: Int) throws(MediaError) -> Range<Int> {
        let start = (Double(length) - size) / 2 + offset
        let (first, end) = (Int(start.rounded()), Int((start + size).rounded()))
        guard first >= 0, end <= length, first < end else { throw .malformed("its crop lies outside of it") }
        // Chroma may be stored for every other pixel: a crop that begins between two begins at the first of them.
        return first & ~1..<end
    }
}
