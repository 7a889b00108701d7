import StrictJSON

extension KeyTable {
    /// The JSON Schema (2020-12) keywords of an object with these keys.
    func schema(defaults: Root) -> JSONObject {
        let properties = keys.map { key -> (String, JSONValue) in
            var schema: JSONObject = ["description": .string(key.summary + ".")]
            for member in key.schema(defaults).members { schema.append(member.key, member.value) }
            // Keys with keys below them have no examples, and their default follows from those below.
            if !key.examples.isEmpty {
                if let value = key.write(defaults) { schema.append("default", value) }
                schema.append("examples", .array(key.examples))
            }
            return (key.name, .object(schema))
        }
        var schema: JSONObject = ["type": "object", "additionalProperties": false]
        schema.append("properties", .object(JSONObject(properties)))
        if !together.isEmpty {
            let needs = together.flatMap { pair in [(pair[0], pair[1]), (pair[1], pair[0])] }
            schema.append("dependentRequired", .object(JSONObject(needs.map { ($0, [.string($1)]) })))
        }
        if !exclusive.isEmpty {
            let rules = exclusive.map { pair -> JSONValue in
                ["not": ["required": .array(pair.map { .string($0) })]]
            }
            schema.append("allOf", .array(rules))
        }
        return schema
    }
}

extension [KeyRow] {
    /// A Markdown table with a line a key: name, what it does, what may be written, and its value in the root from which
    /// the rows were made.
    package var markdownTable: String {
        var lines = ["| key | what it does | values | default |", "|---|---|---|---|"]
        for row in self {
            let value = row.value == nil ? row.valueText : "`\(row.valueText)`"
            lines.append("| `\(row.name)` | \(row.summary) | \(Self.marked(row.allowed)) | \(value) |")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Quoted words as code, and the table's own mark escaped.
    private static func marked(_ text: String) -> String {
        let pieces = text.replacing("|", with: "\\|").split(separator: "\"", omittingEmptySubsequences: false)
        guard pieces.count % 2 == 1, !text.contains("{") else { return "`\(text.replacing("|", with: "\\|"))`" }
        return pieces.enumerated().map { index, piece in index % 2 == 0 ? String(piece) : "`\"\(piece)\"`" }.joined()
    }
}
