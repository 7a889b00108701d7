/// One value read from a JSON text, with the place it stood at.
package struct JSONNode: Sendable {
    package enum Content: Sendable {
        case null
        case bool(Bool)
        case number(JSONNumber)
        case string(String)
        case array([JSONNode])
        /// In the order of the text; no two members have the same key.
        case object([JSONMember])
    }

    package let content: Content
    package let position: JSONPosition
    package let pointer: JSONPointer

    package init(_ content: Content, at position: JSONPosition, pointer: JSONPointer) {
        self.content = content
        self.position = position
        self.pointer = pointer
    }

    package var kind: JSONKind {
        switch content {
        case .null: .null
        case .bool: .bool
        case .number: .number
        case .string: .string
        case .array: .array
        case .object: .object
        }
    }

    /// The value under a key of an object, keys compared scalar by scalar; nil for other values and missing keys.
    package subscript(key: String) -> JSONNode? {
        guard case .object(let members) = content else { return nil }
        return members.first { $0.key.isExactly(key) }?.value
    }
}

/// A key of an object and what stands under it.
package struct JSONMember: Sendable {
    package let key: String
    package let keyPosition: JSONPosition
    package let value: JSONNode

    package init(key: String, at keyPosition: JSONPosition, value: JSONNode) {
        self.key = key
        self.keyPosition = keyPosition
        self.value = value
    }
}

/// The six kinds of value of RFC 8259.
package enum JSONKind: String, CaseIterable, Sendable {
    case null, bool, number, string, array, object
}

/// A place in a text, counted from 1; columns count Unicode scalars, and LF, CR and CR LF end a line.
package struct JSONPosition: Hashable, Sendable {
    package let line: Int
    package let column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

extension String {
    /// Whether both hold the same Unicode scalars; `==` also takes canonically equivalent texts for equal.
    package func isExactly(_ other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
