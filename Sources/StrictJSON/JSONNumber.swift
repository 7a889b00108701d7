/// A number as it was written: nothing is rounded until somebody asks for a machine type.
package struct JSONNumber: Sendable {
    /// The source text, valid under RFC 8259's grammar.
    package let text: String

    /// The number as an integer when it is one exactly (`30`, `30.0`, `3e1`) and fits; else nil.
    package var exactInteger: Int? {
        if let integer = Int(text) { return integer }
        let halves = text.split(whereSeparator: { $0 == "e" || $0 == "E" })
        guard let mantissa = halves.first else { return nil }
        let isNegative = mantissa.hasPrefix("-")
        let parts = mantissa.drop(while: { $0 == "-" }).split(separator: ".")
        let fraction = parts.count > 1 ? parts[1].count : 0
        var digits = String(parts.joined().drop(while: { $0 == "0" }))
        guard !digits.isEmpty else { return 0 }
        guard let written = halves.count > 1 ? Int(halves[1]) : 0 else { return nil }
        var (exponent, overflow) = written.subtractingReportingOverflow(fraction)
        while !overflow, exponent < 0, digits.last == "0" {
            digits.removeLast()
            exponent += 1
        }
        // Int.max has 19 digits; the bound also keeps a huge exponent from growing a huge text.
        guard !overflow, exponent >= 0, exponent < 19 else { return nil }
        return Int((isNegative ? "-" : "") + digits + String(repeating: "0", count: exponent))
    }

    /// The nearest double, or nil when the number lies outside its finite range.
    package var finiteDouble: Double? {
        guard let value = Double(text), value.isFinite else { return nil }
        return value
    }
}
