/// Text spelled as JSON spells it, and made safe to show to people.
package enum JSONText {
    /// The longest text from outside that an error message repeats, in Unicode scalars.
    private static let longestShown = 60

    /// A string as a JSON literal in quotes, with everything invisible as `\u` escapes.
    package static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default: append(scalar, to: &result)
            }
        }
        return result + "\""
    }

    /// A string without quotes for an error message: invisible characters escaped, cut when long.
    package static func visible(_ text: String) -> String {
        var result = ""
        for scalar in clipped(text).unicodeScalars { append(scalar, to: &result) }
        return result
    }

    /// A string in quotes for an error message, cut when long.
    package static func shown(_ text: String) -> String { quoted(clipped(text)) }

    static func clipped(_ text: String) -> String {
        // Scalars, not characters: one character may consist of thousands of combining marks.
        let scalars = text.unicodeScalars
        guard scalars.count > longestShown else { return text }
        return String(String.UnicodeScalarView(scalars.prefix(longestShown))) + "…"
    }

    private static func append(_ scalar: Unicode.Scalar, to result: inout String) {
        switch scalar.properties.generalCategory {
        // Format characters hold the direction marks of UAX #9, which can make a line read as something else.
        case .control, .format, .lineSeparator, .paragraphSeparator:
            for unit in String(scalar).utf16 {
                let digits = String(unit, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        default: result.unicodeScalars.append(scalar)
        }
    }
}
