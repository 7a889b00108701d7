/// Values of a wanted kind, or an error that names the place and both kinds.
extension JSONNode {
    package func bool() throws(JSONError) -> Bool {
        guard case .bool(let value) = content else { throw wrongKind("true or false") }
        return value
    }

    package func string() throws(JSONError) -> String {
        guard case .string(let value) = content else { throw wrongKind("a string") }
        return value
    }

    /// A whole number that `Int` holds exactly; never rounded.
    package func integer() throws(JSONError) -> Int {
        guard case .number(let number) = content else { throw wrongKind("a whole number") }
        guard let value = number.exactInteger else {
            throw error(.outOfRange(number.text, expected: "a whole number from \(Int.min) to \(Int.max)"))
        }
        return value
    }

    /// The nearest double to the number, always finite.
    package func double() throws(JSONError) -> Double {
        guard case .number(let number) = content else { throw wrongKind("a number") }
        guard let value = number.finiteDouble else {
            throw error(.outOfRange(number.text, expected: "a number that a 64-bit float can hold"))
        }
        return value
    }

    package func array() throws(JSONError) -> [JSONNode] {
        guard case .array(let elements) = content else { throw wrongKind("an array") }
        return elements
    }

    package func object() throws(JSONError) -> [JSONMember] {
        guard case .object(let members) = content else { throw wrongKind("an object") }
        return members
    }

    private func wrongKind(_ expected: String) -> JSONError { error(.wrongKind(found: kind, expected: expected)) }

    private func error(_ problem: JSONProblem) -> JSONError {
        JSONError(problem, pointer: pointer, position: position)
    }
}
