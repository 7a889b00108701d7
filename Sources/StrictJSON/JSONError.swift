/// Why a text is not the JSON that was asked for, and where.
package struct JSONError: Error, Equatable, Sendable {
    package let problem: JSONProblem
    /// The innermost value that was being read.
    package let pointer: JSONPointer
    package let position: JSONPosition

    package init(_ problem: JSONProblem, pointer: JSONPointer, position: JSONPosition) {
        self.problem = problem
        self.pointer = pointer
        self.position = position
    }
}

/// What can be wrong with a JSON text.
package enum JSONProblem: Equatable, Sendable {
    /// More bytes than `limit`.
    case tooLarge(limit: Int)
    /// Arrays and objects within each other more than `limit` deep.
    case tooDeep(limit: Int)
    case byteOrderMark
    case invalidUTF8
    /// The text ends in the middle of a value.
    case unexpectedEnd
    /// Something stands where `expected` should.
    case unexpected(found: String, expected: String)
    case duplicateKey(String)
    case controlCharacter
    case invalidEscape
    case loneSurrogate
    case leadingZero
    case trailingComma
    case comment
    case notANumber(String)
    case trailingText
    /// A value of another kind than the reader of the tree wants.
    case wrongKind(found: JSONKind, expected: String)
    /// A number that the wanted machine type cannot hold.
    case outOfRange(String, expected: String)
}

extension JSONProblem: CustomStringConvertible {
    /// A clause for the middle of a sentence, without a full stop.
    package var description: String {
        switch self {
        case .tooLarge(let limit): "the text is longer than the \(limit) bytes allowed"
        case .tooDeep(let limit): "arrays and objects are nested deeper than the \(limit) levels allowed"
        case .byteOrderMark: "the text begins with a byte order mark; save it as UTF-8 without one"
        case .invalidUTF8: "the text is not valid UTF-8; save it as UTF-8"
        case .unexpectedEnd: "the text ends before the value is complete"
        case .unexpected(let found, let expected): "\(found) stands where \(expected) is expected"
        case .duplicateKey(let key): "the key \(JSONText.shown(key)) appears a second time in the same object"
        case .controlCharacter: "a control character in a string must be written as an escape such as \\n"
        case .invalidEscape: "this escape is not one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX"
        case .loneSurrogate: "a \\u escape from D800 to DFFF must be one of a high and low pair"
        case .leadingZero: "a number may not begin with 0 followed by another digit"
        case .trailingComma: "a comma must be followed by another entry"
        case .comment: "comments are not allowed"
        case .notANumber(let word): "\(word) is not a JSON number"
        case .trailingText: "more text follows the end of the value"
        case .wrongKind(let found, let expected): "\(found.phrase) stands where \(expected) is expected"
        case .outOfRange(let text, let expected): "\(JSONText.clipped(text)) is not \(expected)"
        }
    }
}

extension JSONError: CustomStringConvertible {
    /// One whole sentence, safe to show on a terminal.
    package var description: String {
        let place = pointer == .root ? "" : " in \(JSONText.visible(pointer.description))"
        return "At line \(position.line), column \(position.column)\(place), \(problem)."
    }
}

extension JSONKind {
    /// The kind with its article, for sentences.
    package var phrase: String {
        switch self {
        case .null: "null"
        case .bool: "true or false"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
