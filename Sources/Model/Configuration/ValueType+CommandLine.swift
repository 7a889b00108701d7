import StrictJSON

extension ValueType where Value == [String] {
    /// The words of a command line that no shell reads.
    static var commandLine: Self {
        let allowed =
            "a list of words such as [\"/usr/local/bin/tell\", \"ready\"] that begins with a program's absolute path"
        return Self(
            kinds: [.array],
            schema: [
                "type": "array", "minItems": 1, "items": ["type": "string", "pattern": "^[^\\u0000]*$"],
                "prefixItems": [["type": "string", "pattern": "^/"]],
            ],
            allowed: allowed,
            write: { .array($0.map { .string($0) }) },
            read: { (node: JSONNode) throws(SettingsError) in
                guard case .array(let elements) = node.content, !elements.isEmpty else {
                    throw .notAllowed(node, allowed: allowed)
                }
                var words: [String] = []
                for element in elements { words.append(try word(element, isProgram: words.isEmpty)) }
                return words
            })
    }

    private static func word(_ node: JSONNode, isProgram: Bool) throws(SettingsError) -> String {
        // A zero byte would end the word where the system reads it.
        guard case .string(let text) = node.content, !text.utf8.contains(0) else {
            throw .notAllowed(node, allowed: "a string without \\u0000")
        }
        guard !isProgram || (text.utf8.first == UInt8(ascii: "/") && text.utf8.count <= 4095) else {
            throw .notAllowed(node, allowed: "the absolute path of a program, such as \"/usr/local/bin/tell\"")
        }
        return text
    }
}
