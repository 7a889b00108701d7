import Model

extension DepthFinding {
    /// A quarter of the least range that `DepthMap` spreads: what moves goes less than a quarter of its way.
    private static let leastRange = 2.0 / 255
    /// One code of a 16-bit file, which is more than rounding makes of numbers that are the same.
    private static let oneCode = 1.0 / 65535

    /// That near and far hardly differ, and what to do about it, as whole sentences; nil where they do.
    var flatness: String? {
        guard high - low < Self.leastRange, let (what, advice) = words else { return nil }
        let extent =
            maximum - minimum < Self.oneCode
            ? "the same depth everywhere, so that nothing moves against anything else"
            : "nearly the same depth almost everywhere, so that hardly anything moves against anything else"
        return "\(what) \(extent). \(advice)"
    }

    /// Whose fault it is, up to the verb, and what to do. A relief is never flat but where the picture is.
    private var words: (what: String, advice: String)? {
        switch source {
        case .file:
            (
                "The depth file has",
                "Save it anew with what is near lighter than what is far, or set depth.source to relief."
            )
        case .embedded:
            (
                "The map of depth in the picture has",
                "Put a depth file beside the picture, or set depth.source to relief."
            )
        case .model: ("The model tells", "Put a depth file beside the picture, or set depth.source to relief.")
        case .relief: nil
        }
    }
}
