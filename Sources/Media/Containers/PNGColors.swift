/// What the chunks of a PNG say of its colours, from the most telling to the least: `cICP`, `iCCP`, `sRGB`, then `gAMA`
/// and `cHRM` together (W3C PNG, third edition, section 4.3).
struct PNGColors {
    private var codePoints: ArraySlice<UInt8>?
    private var profile: ProfileBytes?
    private var isStandard = false
    private var gamma: Int?
    private var chromaticities: Chromaticities?

    static let chunks: Set<String> = ["cICP", "iCCP", "sRGB", "gAMA", "cHRM"]

    /// Takes in a chunk; the first of each kind counts.
    mutating func take(_ name: String, _ body: ArraySlice<UInt8>) {
        switch name {
        case "cICP": codePoints = codePoints ?? body
        case "iCCP": profile = profile ?? Self.compressedProfile(body)
        case "sRGB": isStandard = true
        case "gAMA": gamma = gamma ?? Self.numbers(body, 1)?[0]
        case "cHRM":
            chromaticities = chromaticities ?? Self.numbers(body, 8).flatMap { Chromaticities(hundredThousandths: $0) }
        default: break
        }
    }

    /// Throws when the picture's range of brightness or its primaries are none that can be shown.
    func state(in picture: inout EncodedPicture) throws(MediaError) {
        if let codePoints {
            // Primaries, transfer, a matrix that is that of red, green and blue, and whether the range is full (11.3.2.6).
            guard codePoints.count == 4, codePoints[codePoints.startIndex + 2] == 0 else {
                throw .unsupported("its chunk cICP states colours that a PNG cannot have")
            }
            guard codePoints.last == 1 else { throw .unsupported("its colours are in the narrow range of video") }
            let numbers = codePoints.map { Int($0) }
            picture.light = try CodePoints(primaries: numbers[0], transfer: numbers[1], matrix: 0, isFullRange: true)
                .light
        } else if let profile {
            picture.state(profile)
        } else if !isStandard {
            picture.light = light
        }
    }

    private var light: Light? {
        let colors = chromaticities.flatMap { $0.isAlmost(.sRGB) ? nil : $0 }
        let curve = gamma.flatMap { LightCurve(encodedWith: $0) } ?? .sRGB
        return colors == nil && curve == .sRGB ? nil : Light(colors: colors ?? .sRGB, curve: curve)
    }

    private static func numbers(_ body: ArraySlice<UInt8>, _ count: Int) -> [Int]? {
        var reader = ByteReader(body, order: .big)
        let numbers = (0..<count).compactMap { _ in reader.number(4) }
        return numbers.count == count ? numbers : nil
    }

    /// A name, a zero, the method 0, and the profile in a zlib stream (section 11.3.2.3).
    private static func compressedProfile(_ body: ArraySlice<UInt8>) -> ProfileBytes {
        guard let end = body.prefix(80).firstIndex(of: 0), body.dropFirst(end - body.startIndex + 1).first == 0 else {
            return .damaged
        }
        return Inflater.profile(body[(end + 2)...])
    }
}

extension LightCurve {
    /// By the exponent with which a PNG was encoded, in 100,000ths. The usual one is written for sRGB, whose own curve is
    /// meant then; as near to it as libpng sees no difference (5 %) counts as it. Nil for what no picture has.
    fileprivate init?(encodedWith gamma: Int) {
        guard (10_000...1_000_000).contains(gamma) else { return nil }
        let exponent = 100_000 / Double(gamma)
        self = abs(exponent / 2.2 - 1) < 0.05 ? .sRGB : .power(exponent)
    }
}

extension Chromaticities {
    /// White, red, green and blue, x before y. Nil when no light lies there.
    fileprivate init?(hundredThousandths numbers: [Int]) {
        let places = stride(from: 0, to: 8, by: 2).map { (Double(numbers[$0]) / 1e5, Double(numbers[$0 + 1]) / 1e5) }
        guard places.allSatisfy({ $0 > 0 && $1 > 0 && $0 + $1 <= 1 }) else { return nil }
        self.init(red: places[1], green: places[2], blue: places[3], white: places[0])
    }

    /// Programs round sRGB's own in many ways.
    fileprivate func isAlmost(_ other: Chromaticities) -> Bool {
        let pairs = [(red, other.red), (green, other.green), (blue, other.blue), (white, other.white)]
        return pairs.allSatisfy { abs($0.x - $1.x) < 0.002 && abs($0.y - $1.y) < 0.002 }
    }
}
