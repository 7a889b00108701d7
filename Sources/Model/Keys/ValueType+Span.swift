import StrictJSON

extension ValueType where Value == TimeSpan {
    /// A length of time such as `24h`; the largest that can be written is 999999d.
    static var span: Self {
        .text(
            pattern: "^(0[smhd]?|[1-9][0-9]{0,5}[smhd])$",
            allowed: "a time such as \"45s\", \"10m\", \"24h\", \"7d\" or \"0\"",
            parse: { TimeSpan($0) }, write: { $0.text })
    }

    /// A length of time that is not zero.
    static var positiveSpan: Self {
        .text(
            pattern: "^[1-9][0-9]{0,5}[smhd]$", allowed: "a time such as \"45s\", \"10m\", \"24h\" or \"7d\"",
            parse: { text in TimeSpan(text).flatMap { $0 > .zero ? $0 : nil } }, write: { $0.text })
    }
}
