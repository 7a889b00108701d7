package import Model

/// How pictures are prepared for each family, by its authors' own programs: `image2tensor` in Depth-Anything-V2's
/// dpt.py, `small_transform` in MiDaS's hubconf.py.
extension ModelKind {
    /// What both sides of the input are multiples of.
    package var multiple: Int {
        switch self {
        case .depthAnythingV2: 14
        case .midasSmall: 32
        }
    }

    /// What is taken from red, green and blue, 0…1, and what the rest is divided by.
    static let means: [Float] = [0.485, 0.456, 0.406]
    static let deviations: [Float] = [0.229, 0.224, 0.225]

    /// More pixels of a side than this need more memory than a picture is worth.
    private static let longest = 1036

    func takes(width side: Int?) -> Bool {
        side.map { $0 > 0 && $0 <= Self.longest && $0 % multiple == 0 } ?? true
    }

    func takes(height side: Int?) -> Bool { takes(width: side) }

    /// Pixels for a picture of that shape, where the network takes any: Depth Anything's short side is 518, MiDaS's long
    /// one 256.
    package func inputSize(width: Int, height: Int) -> (width: Int, height: Int) {
        let (short, long) = (Double(min(width, height)), Double(max(width, height)))
        let scale =
            switch self {
            case .depthAnythingV2: min(518 / short, Double(Self.longest) / long)
            case .midasSmall: 256 / long
            }
        func side(_ length: Int) -> Int {
            max(1, Int((Double(length) * scale / Double(multiple)).rounded())) * multiple
        }
        return (side(width), side(height))
    }
}
