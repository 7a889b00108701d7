import StrictJSON

extension ValueType where Value == AspectRatio {
    /// The ratios that are listed by name; any other of whole numbers is taken too.
    private static let common = [
        "16:9", "9:16", "1:1", "4:5", "5:4", "4:3", "3:4", "3:2", "2:3", "21:9", "9:21",
    ]

    /// `source`, or a width and a height as whole numbers 1…9999, neither more than ten times the other.
    static var aspectRatio: Self {
        .text(
            pattern: "^(source|[1-9][0-9]{0,3}:[1-9][0-9]{0,3})$",
            allowed: alternatives(common + ["source"]) + " or another width:height from \"1:10\" to \"10:1\"",
            parse: { AspectRatio($0) }, write: { $0.text })
    }
}

extension AspectRatio {
    /// `source` or `W:H` as the sidecar has it; nil for anything else.
    package init?(_ text: String) {
        guard !text.isExactly("source") else {
            self = .source
            return
        }
        let sides = text.split(separator: ":", omittingEmptySubsequences: false).map(Self.side)
        guard sides.count == 2, let width = sides[0], let height = sides[1] else { return nil }
        guard width <= 10 * height, height <= 10 * width else { return nil }
        self = .ratio(width: width, height: height)
    }

    private static func side(_ digits: Substring) -> Int? {
        guard (1...4).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            digits.utf8.first != 0x30
        else { return nil }
        return Int(digits)
    }

    /// The ratio as the sidecar writes it.
    package var text: String {
        switch self {
        case .source: "source"
        case .ratio(let width, let height): "\(width):\(height)"
        }
    }
}

extension ValueType where Value == Int {
    /// The short side in pixels by the name that video services give it.
    static var shortSide: Self {
        .words([("360p", 360), ("540p", 540), ("720p", 720), ("1080p", 1080), ("1440p", 1440), ("4k", 2160)])
    }
}

extension ValueType where Value == FrameRate {
    /// The decimal names stand for exact fractions: 23.976 for 24000/1001 and so on (SMPTE ST 2036-1's rates).
    static var frameRate: Self {
        .numbers([
            (12, FrameRate(12)), (15, FrameRate(15)), (23.976, FrameRate(24000, 1001)), (24, FrameRate(24)),
            (25, FrameRate(25)), (29.97, FrameRate(30000, 1001)), (30, FrameRate(30)), (48, FrameRate(48)),
            (50, FrameRate(50)), (59.94, FrameRate(60000, 1001)), (60, FrameRate(60)),
        ])
    }
}
