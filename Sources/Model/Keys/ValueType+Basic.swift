import StrictJSON

extension ValueType where Value == Bool {
    static var flag: Self {
        Self(
            .bool, schema: ["type": "boolean"], allowed: "true or false", parse: { try? $0.bool() },
            write: { .bool($0) })
    }
}

extension ValueType where Value == Double {
    /// A number within a range; `unit` goes into the words for people ("of seconds").
    static func number(_ range: ClosedRange<Double>, unit: String = "") -> Self {
        let (low, high) = (JSONValue.number(range.lowerBound), JSONValue.number(range.upperBound))
        return Self(
            .number, schema: ["type": "number", "minimum": low, "maximum": high],
            allowed:
                "a number\(unit.isEmpty ? "" : " " + unit) from \(JSONWriter.line(low)) to \(JSONWriter.line(high))",
            parse: { node in (try? node.double()).flatMap { range.contains($0) ? $0 : nil } },
            write: { .number($0) })
    }
}

extension ValueType where Value == Int {
    static func whole(_ range: ClosedRange<Int>, even: Bool = false) -> Self {
        var schema: JSONObject = [
            "type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound),
        ]
        if even { schema.append("multipleOf", 2) }
        return Self(
            .number, schema: schema,
            allowed: "\(even ? "an even" : "a whole") number from \(range.lowerBound) to \(range.upperBound)",
            parse: { node in
                (try? node.integer()).flatMap { range.contains($0) && !(even && $0 % 2 != 0) ? $0 : nil }
            },
            write: { .integer($0) })
    }
}

extension ValueType {
    /// A text of some form. `pattern` is the form as an ECMA 262 regular expression, for the schema alone.
    static func text(
        pattern: String, allowed: String, parse: @escaping @Sendable (String) -> Value?,
        write: @escaping @Sendable (Value) -> String
    ) -> Self {
        Self(
            .string, schema: ["type": "string", "pattern": .string(pattern)], allowed: allowed,
            parse: { node in (try? node.string()).flatMap(parse) },
            write: { .string(write($0)) })
    }
}

extension ValueType where Value: Equatable {
    /// One of a few words, each with its value.
    static func words(_ words: [(String, Value)]) -> Self {
        let names = words.map(\.0)
        let allowed = alternatives(names)
        return Self(
            kinds: [.string], schema: ["type": "string", "enum": .array(names.map { .string($0) })], allowed: allowed,
            write: { value in words.first { $0.1 == value }.map { .string($0.0) } },
            read: { (node: JSONNode) throws(SettingsError) in
                guard case .string(let word) = node.content else { throw .notAllowed(node, allowed: allowed) }
                guard let known = words.first(where: { $0.0.isExactly(word) }) else {
                    throw .notAllowed(node, allowed: allowed, nearest: NearestWord.find(word, among: names))
                }
                return known.1
            })
    }

    /// One value that `null` stands for.
    static func null(meaning value: Value) -> Self {
        Self(
            .null, schema: ["type": "null"], allowed: "null", parse: { _ in value },
            write: { $0 == value ? .null : nil })
    }

    /// One of a few numbers, each with its value.
    static func numbers(_ numbers: [(Double, Value)]) -> Self {
        let values = numbers.map { JSONValue.number($0.0) }
        return Self(
            .number, schema: ["enum": .array(values)],
            allowed: "one of " + values.map(JSONWriter.line).joined(separator: ", "),
            parse: { node in
                guard let written = try? node.double() else { return nil }
                return numbers.first { $0.0 == written }?.1
            },
            write: { value in numbers.first { $0.1 == value }.map { .number($0.0) } })
    }
}

extension ValueType where Value: RawRepresentable & CaseIterable & Equatable, Value.RawValue == String {
    /// One of the words of an enumeration.
    static func words() -> Self { words(Value.allCases.map { ($0.rawValue, $0) }) }
}

/// `"a"`, or `one of "a", "b"`.
func alternatives(_ words: [String]) -> String {
    let quoted = words.map(JSONText.quoted).joined(separator: ", ")
    return words.count == 1 ? quoted : "one of " + quoted
}
