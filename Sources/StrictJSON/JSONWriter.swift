/// Spells values as JSON text. The same value always gives the same text.
package enum JSONWriter {
    /// Two spaces a level, one entry a line, no newline at the end; empty arrays and objects stay on one line.
    package static func pretty(_ value: JSONValue) -> String {
        var text = ""
        append(value, to: &text, indentation: 0)
        return text
    }

    /// One line: no space but one after each colon and comma.
    package static func line(_ value: JSONValue) -> String {
        var text = ""
        append(value, to: &text, indentation: nil)
        return text
    }

    private static func append(_ value: JSONValue, to text: inout String, indentation: Int?) {
        switch value {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .integer(let value): text += String(value)
        case .number(let value): text += spelled(value)
        case .string(let value): text += JSONText.quoted(value)
        case .array(let elements):
            list(elements, between: ("[", "]"), in: &text, indentation) { element, text, inner in
                append(element, to: &text, indentation: inner)
            }
        case .object(let object):
            list(object.members, between: ("{", "}"), in: &text, indentation) { member, text, inner in
                text += JSONText.quoted(member.key) + ": "
                append(member.value, to: &text, indentation: inner)
            }
        }
    }

    private static func list<Entry>(
        _ entries: [Entry], between marks: (String, String), in text: inout String, _ indentation: Int?,
        entry: (Entry, inout String, Int?) -> Void
    ) {
        text += marks.0
        let inner = indentation.map { $0 + 1 }
        for (index, element) in entries.enumerated() {
            if index > 0 { text += inner == nil ? ", " : "," }
            if let inner { text += newline(inner) }
            entry(element, &text, inner)
        }
        if let indentation, !entries.isEmpty { text += newline(indentation) }
        text += marks.1
    }

    private static func newline(_ level: Int) -> String { "\n" + String(repeating: "  ", count: level) }

    /// The shortest text that reads back as the same double; whole numbers without `.0`.
    private static func spelled(_ value: Double) -> String {
        guard value.isFinite else { return "null" }
        let text = value.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
