package import StrictJSON

/// One key of a settings file, declared once for reader, writer, schema and documentation.
package struct Key<Root: Sendable>: Sendable {
    package let name: String
    /// What the key does, for people: a phrase without a full stop.
    package let summary: String
    /// Values that can be written there.
    package let examples: [JSONValue]
    /// Reads the value into the root.
    let read: @Sendable (JSONNode, inout Root) throws(SettingsError) -> Void
    /// The root's value as JSON; nil when it has none.
    let write: @Sendable (Root) -> JSONValue?
    /// The key's schema without summary, default and examples, given the root that holds the defaults.
    let schema: @Sendable (Root) -> JSONObject
    /// Every leaf at or below this key, with its value in the root.
    let rows: @Sendable (Root) -> [KeyRow]
}

/// A key without keys below it, as tables, listings and the environment see it.
package struct KeyRow: Sendable {
    /// From the top of the file down.
    package internal(set) var path: [String]
    /// What may be written: a phrase that completes "Write …".
    package let allowed: String
    package let summary: String
    /// Nil when nothing is set.
    package let value: JSONValue?
    package let examples: [JSONValue]
    let kinds: Set<JSONKind>

    /// The path with dots between, as people write it.
    package var name: String { path.joined(separator: ".") }
    /// The value as JSON on one line, or a dash.
    package var valueText: String { value.map(JSONWriter.line) ?? "–" }
}

/// All keys of one object, and the rules between them.
package struct KeyTable<Root: Sendable>: Sendable {
    package let keys: [Key<Root>]
    /// Pairs of which neither stands without the other.
    var together: [[String]] = []
    /// Pairs that may not stand in one object.
    var exclusive: [[String]] = []

    /// Reads an object's keys into a root, which keeps its values for keys that are not there.
    func read(_ node: JSONNode, into root: inout Root) throws(SettingsError) {
        guard case .object(let members) = node.content else { throw .notAllowed(node, allowed: "an object of keys") }
        for member in members {
            if let key = keys.first(where: { $0.name.isExactly(member.key) }) {
                try key.read(member.value, &root)
            } else {
                throw .unknownKey(member, among: keys.map(\.name))
            }
        }
        try checkRules(members)
    }

    private func checkRules(_ members: [JSONMember]) throws(SettingsError) {
        for pair in together {
            let present = members.filter { pair.contains($0.key) }
            guard present.count == 1, let only = present.first, let missing = pair.first(where: { $0 != only.key })
            else { continue }
            throw .conflict(
                only, "\"\(only.key)\" stands without \"\(missing)\"", advice: "Write both of them or neither.")
        }
        for pair in exclusive {
            let present = members.filter { pair.contains($0.key) }
            guard present.count == 2 else { continue }
            throw .conflict(
                present[1], "\"\(present[1].key)\" cannot stand beside \"\(present[0].key)\"",
                advice: "Keep one of them.")
        }
    }

    /// The root's values as an object that `read` takes; keys without a value are left out.
    func write(_ root: Root) -> JSONObject {
        JSONObject(keys.compactMap { key in key.write(root).map { (key.name, $0) } })
    }

    /// Every key of this object and the objects below, with its value in the root.
    package func rows(_ root: Root) -> [KeyRow] { keys.flatMap { $0.rows(root) } }
}

extension SettingsError {
    static func conflict(_ member: JSONMember, _ problem: String, advice: String) -> SettingsError {
        SettingsError(
            reason: .conflict, pointer: member.value.pointer, position: member.keyPosition, problem: problem,
            advice: advice)
    }
}
