import StrictJSON

/// The configuration as environment variables: `SOFRAME_` and a key's path in capitals, joined by `_`.
package enum ConfigurationEnvironment {
    private static let prefix = "SOFRAME_"
    private static let rows = ConfigurationKeys.table.rows(Configuration())
        .filter { row in !ConfigurationKeys.fileOnly.contains(row.path[0]) }

    /// The name of every variable that is read.
    package static var names: [String] { rows.map { name($0.path) } }

    private static func name(_ path: [String]) -> String { prefix + path.joined(separator: "_").uppercased() }

    /// Lays the environment's values over a configuration. Variables that do not begin with `SOFRAME_` are not ours.
    static func overlay(
        _ environment: [String: String], on configuration: inout Configuration
    ) throws(SettingsError) {
        var leaves: [Leaf] = []
        for (variable, text) in environment.filter({ $0.key.hasPrefix(prefix) }).sorted(by: { $0.key < $1.key }) {
            guard let row = rows.first(where: { name($0.path).isExactly(variable) }) else { throw refusal(variable) }
            leaves.append(Leaf(path: row.path[...], variable: variable, node: node(text, row)))
        }
        guard !leaves.isEmpty else { return }
        do {
            try ConfigurationKeys.table.read(object(leaves, at: .root), into: &configuration)
        } catch {
            var error = error
            let tokens = error.pointer.tokens
            error.variable = leaves.first { tokens.starts(with: $0.path) }?.variable
            error.position = nil
            throw error
        }
    }

    private struct Leaf {
        var path: ArraySlice<String>
        let variable: String
        let node: JSONNode
    }

    /// Values from the environment stand in no text.
    private static let nowhere = JSONPosition(line: 1, column: 1)

    /// A variable's text as the JSON value that its key takes: itself as a string where that is allowed and the text is
    /// no other JSON value that is allowed too, so that `2h` needs no quotes and `null` can be said.
    private static func node(_ text: String, _ row: KeyRow) -> JSONNode {
        let pointer = row.path.reduce(JSONPointer.root) { .key($1, in: $0) }
        let string = JSONNode(.string(text), at: nowhere, pointer: pointer)
        guard let parsed = try? JSONReader.read(Array(text.utf8), root: pointer) else { return string }
        let isMeant = parsed.kind != .string && (row.kinds.contains(parsed.kind) || !row.kinds.contains(.string))
        return isMeant ? parsed : string
    }

    /// The object that the leaves make, as if they had been written in one file.
    private static func object(_ leaves: [Leaf], at pointer: JSONPointer) -> JSONNode {
        var members: [JSONMember] = []
        var rest = leaves[...]
        while let first = rest.first, let key = first.path.first {
            let (same, others) = (rest.filter { $0.path.first == key }, rest.filter { $0.path.first != key })
            let inner = JSONPointer.key(key, in: pointer)
            let deeper = same.map { Leaf(path: $0.path.dropFirst(), variable: $0.variable, node: $0.node) }
            let value = first.path.count == 1 ? first.node : object(deeper, at: inner)
            members.append(JSONMember(key: key, at: nowhere, value: value))
            rest = others[...]
        }
        return JSONNode(.object(members), at: nowhere, pointer: pointer)
    }

    /// Whether a variable is that of a key, or of one below it.
    private static func isAt(_ variable: String, _ name: String) -> Bool {
        variable.isExactly(name) || variable.hasPrefix(name + "_")
    }

    private static func refusal(_ variable: String) -> SettingsError {
        guard !ConfigurationKeys.fileOnly.contains(where: { isAt(variable, name([$0])) }) else {
            return SettingsError(
                reason: .misplaced, pointer: .root, variable: variable,
                problem: "a setting stands that only a configuration file may hold",
                advice: "Remove the variable and write the setting into soframe.json.")
        }
        // The prefix all names share would make every name look near.
        let nearest = NearestWord.find(
            String(variable.dropFirst(prefix.count)), among: names.map { String($0.dropFirst(prefix.count)) })
        return SettingsError(
            reason: .unknownKey, pointer: .root, variable: variable,
            problem: "there is no setting of that name", nearest: nearest.map { prefix + $0 },
            advice: "Correct the variable's name or remove it.")
    }
}
