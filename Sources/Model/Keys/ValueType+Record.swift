import StrictJSON

extension ValueType {
    /// An object of a few numbers 0…1 that must all be there and no others, in the order of `names`. `build` may refuse
    /// a combination, for which `rule` is the words.
    static func shares(
        _ names: [String], rule: String = "", build: @escaping @Sendable ([Double]) -> Value?,
        write: @escaping @Sendable (Value) -> [Double]?
    ) -> Self {
        let share = ValueType<Double>.number(0...1)
        let fields = names.map { "\"\($0)\": 0–1" }.joined(separator: ", ")
        let allowed = "{\(fields)}" + rule
        let read: @Sendable (JSONNode) throws(SettingsError) -> Value = { (node: JSONNode) throws(SettingsError) in
            guard case .object(let members) = node.content else { throw .notAllowed(node, allowed: allowed) }
            for member in members where !names.contains(where: { $0.isExactly(member.key) }) {
                throw .unknownKey(member, among: names)
            }
            var values: [Double] = []
            for name in names {
                guard let field = node[name] else {
                    throw SettingsError(
                        reason: .conflict, pointer: node.pointer, position: node.position,
                        problem: "\"\(name)\" is missing", allowed: allowed)
                }
                values.append(try share.read(field))
            }
            guard let value = build(values) else { throw .notAllowed(node, allowed: allowed) }
            return value
        }
        return Self(
            kinds: [.object],
            schema: [
                "type": "object", "additionalProperties": false, "required": .array(names.map { .string($0) }),
                "properties": .object(JSONObject(names.map { ($0, .object(share.schema)) })),
            ],
            allowed: allowed,
            write: { value in
                write(value).map { numbers in .object(JSONObject(zip(names, numbers).map { ($0, .number($1)) })) }
            }, read: read)
    }
}

extension SettingsError {
    /// A key that is none of the valid ones.
    static func unknownKey(_ member: JSONMember, among names: [String]) -> SettingsError {
        SettingsError(
            reason: .unknownKey, pointer: member.value.pointer, position: member.keyPosition,
            problem: "there is no key \(JSONText.shown(member.key))",
            allowed: alternatives(names), nearest: NearestWord.find(member.key, among: names))
    }
}
