extension TimeSpan {
    /// The seconds of each unit of the sidecar and the configuration, the largest first.
    private static let units: [(letter: Character, seconds: Int64)] = [("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)]

    /// A span as sidecar and configuration write it: `45s`, `10m`, `24h`, `7d` (a whole number of at most six digits,
    /// not beginning with 0) or `0`, which may have a unit too. Nil for anything else.
    package init?(_ text: String) {
        var digits = Substring(text)
        var factor: Int64 = 1
        if let unit = Self.units.first(where: { $0.letter == text.last }) {
            digits.removeLast()
            factor = unit.seconds
        } else if text != "0" {
            return nil
        }
        guard let count = Self.count(digits) else { return nil }
        self.init(milliseconds: count * factor * 1000)
    }

    private static func count(_ digits: Substring) -> Int64? {
        guard (1...6).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            digits.utf8.count == 1 || digits.utf8.first != 0x30
        else { return nil }
        return Int64(digits)
    }

    /// The span in the largest unit that divides it, as `init(_:)` reads it; one day is `24h`, as people say it. Parts of a
    /// second are rounded up.
    package var text: String {
        let seconds = milliseconds / 1000 + (milliseconds % 1000 > 0 ? 1 : 0)
        guard seconds != 86_400 else { return "24h" }
        guard seconds > 0, let unit = Self.units.first(where: { seconds % $0.seconds == 0 }) else { return "0" }
        return "\(seconds / unit.seconds)\(unit.letter)"
    }
}
