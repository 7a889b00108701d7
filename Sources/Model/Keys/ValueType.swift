import StrictJSON

/// What a key takes, declared once: how it is read, written, described to people and to JSON Schema.
package struct ValueType<Value: Sendable>: Sendable {
    /// The kinds of JSON value that can be right.
    let kinds: Set<JSONKind>
    /// The JSON Schema (2020-12) keywords that hold for the value; may be wider than `read`, never narrower.
    let schema: JSONObject
    /// A phrase that completes "Write …".
    let allowed: String
    let read: @Sendable (JSONNode) throws(SettingsError) -> Value
    /// The JSON that reads back as the value; nil for a value of another branch of a type made with `or`.
    let write: @Sendable (Value) -> JSONValue?

    /// A type of one kind whose values are taken by `parse`, nil meaning not allowed.
    init(
        _ kind: JSONKind, schema: JSONObject, allowed: String, parse: @escaping @Sendable (JSONNode) -> Value?,
        write: @escaping @Sendable (Value) -> JSONValue?
    ) {
        self.init(kinds: [kind], schema: schema, allowed: allowed, write: write) {
            (node: JSONNode) throws(SettingsError) in
            guard node.kind == kind, let value = parse(node) else { throw .notAllowed(node, allowed: allowed) }
            return value
        }
    }

    init(
        kinds: Set<JSONKind>, schema: JSONObject, allowed: String, write: @escaping @Sendable (Value) -> JSONValue?,
        read: @escaping @Sendable (JSONNode) throws(SettingsError) -> Value
    ) {
        self.kinds = kinds
        self.schema = schema
        self.allowed = allowed
        self.write = write
        self.read = read
    }

    /// The same JSON standing for values of another type; `from` is nil for those that this type does not spell.
    func mapped<Other: Sendable>(
        to: @escaping @Sendable (Value) -> Other, from: @escaping @Sendable (Other) -> Value?
    ) -> ValueType<Other> {
        let (read, write) = (read, write)
        return ValueType<Other>(
            kinds: kinds, schema: schema, allowed: allowed, write: { from($0).flatMap(write) },
            read: { (node: JSONNode) throws(SettingsError) in to(try read(node)) })
    }

    /// Also takes what `other` takes; the two share no kind of JSON value.
    func or(_ other: ValueType<Value>) -> ValueType<Value> {
        let one = self
        let allowed = "\(one.allowed) or \(other.allowed)"
        return ValueType(
            kinds: one.kinds.union(other.kinds),
            schema: ["anyOf": [.object(one.schema), .object(other.schema)]],
            allowed: allowed,
            write: { one.write($0) ?? other.write($0) },
            read: { (node: JSONNode) throws(SettingsError) in
                guard let branch = [one, other].first(where: { $0.kinds.contains(node.kind) }) else {
                    throw .notAllowed(node, allowed: allowed)
                }
                do throws(SettingsError) { return try branch.read(node) } catch {
                    // What is wrong with the value as a whole is answered with both branches.
                    var error = error
                    if error.reason == .notAllowed, error.pointer == node.pointer { error.allowed = allowed }
                    throw error
                }
            })
    }
}
