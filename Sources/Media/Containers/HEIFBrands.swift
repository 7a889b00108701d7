/// The brands in the first box of a file (ISO/IEC 14496-12, section 4.3) that promise a HEIF picture: the first is the one it
/// was written for, the others those that it is compatible with.
enum HEIFBrands {
    private static let av1: Set<String> = ["avif", "avis"]
    /// Still pictures of HEVC and of any coding, then sequences, which mostly hold a still picture too.
    private static let others: Set<String> = [
        "heic", "heix", "heim", "heis", "mif1", "mif2", "miaf", "hevc", "hevx", "hevm", "hevs", "msf1",
    ]

    /// Nil for what is no HEIF.
    static func kind(of file: [UInt8]) -> ContentKind? {
        let brands = read(file)
        // The still picture in a camera's raw file is its preview.
        if brands.first == "crx " || brands.first == "qt  " { return nil }
        if brands.contains(where: av1.contains) { return .picture(.avif) }
        if brands.contains(where: others.contains) { return .picture(.heic) }
        return nil
    }

    /// At most so many as a sensible file has.
    private static func read(_ file: [UInt8]) -> [String] {
        var reader = ByteReader(file[...], order: .big)
        guard let length = reader.number(4), length >= 16, let type = reader.take(4), type.elementsEqual("ftyp".utf8)
        else { return [] }
        let count = min(length / 4 - 2, 64)
        let words = (0..<count).compactMap { _ in reader.take(4) }.map { String(decoding: $0, as: UTF8.self) }
        // Between the first and the others stands the version.
        return words.enumerated().filter { $0.offset != 1 }.map(\.element)
    }
}
