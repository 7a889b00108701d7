/// What a JPEG's frame header states (ITU-T T.81, B.2.2): precision, lines, samples a line, and how densely each component
/// is sampled.
struct JPEGFrameHeader {
    let width: Int
    let height: Int
    /// 1 for grey, 3 for colours, 4 for inks.
    let components: Int
    /// Of all components together, for each pixel.
    private let samples: Double
    private let isProgressive: Bool

    /// - Parameter process: The header's marker, 0xC0…0xCF, which names the coding process.
    init(_ body: ArraySlice<UInt8>, process: UInt8) throws(MediaError) {
        guard (0xC0...0xC2).contains(process) else { throw .unsupported("it is a JPEG that is \(Self.name(process))") }
        var reader = ByteReader(body, order: .big)
        guard let precision = reader.number(1), let height = reader.number(2), let width = reader.number(2),
            let components = reader.number(1)
        else { throw .truncated("it ends inside its frame header") }
        guard precision == 8 else { throw .unsupported("it is a JPEG of \(precision) bits a sample") }
        guard [1, 3, 4].contains(components) else {
            throw .unsupported("it is a JPEG of \(components) colour components")
        }
        guard width > 0, height > 0 else { throw .malformed("its header states no size") }
        var sampling: [(across: Int, down: Int)] = []
        for _ in 0..<components {
            guard reader.take(1) != nil, let density = reader.number(1), reader.take(1) != nil else {
                throw .truncated("it ends inside its frame header")
            }
            sampling.append((max(1, density >> 4), max(1, density & 15)))
        }
        let most = (sampling.map(\.across).max() ?? 1) * (sampling.map(\.down).max() ?? 1)
        samples = sampling.reduce(0.0) { $0 + Double($1.across * $1.down) / Double(most) }
        self.width = width
        self.height = height
        self.components = components
        isProgressive = process == 0xC2
    }

    /// Of decoder and picture together.
    func bytesPerPixel(scans: Int) -> Double {
        // Inks are decoded to four samples and then become red, green and blue. The coefficients of a picture of several
        // scans, 16 bits each, are kept until the last.
        (components == 4 ? 7 : samples) + (isProgressive || scans > 1 ? samples * 2 : 0)
    }

    private static func name(_ process: UInt8) -> String {
        switch process {
        case 0xC3: "lossless"
        case 0xC5...0xC7, 0xCD...0xCF: "hierarchical"
        default: "arithmetically coded"
        }
    }
}
