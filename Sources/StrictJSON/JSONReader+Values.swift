extension JSONReader {
    mutating func value(_ pointer: JSONPointer, depth: Int) throws(JSONError) -> JSONNode {
        let position = position(at: offset)
        guard let byte = next else { throw error(.unexpectedEnd, pointer) }
        let content: JSONNode.Content
        switch byte {
        case UInt8(ascii: "{"): content = .object(try object(pointer, depth: depth))
        case UInt8(ascii: "["): content = .array(try array(pointer, depth: depth))
        case UInt8(ascii: "\""): content = .string(try string(pointer))
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): content = .number(try number(pointer))
        default: content = try word(pointer)
        }
        return JSONNode(content, at: position, pointer: pointer)
    }

    /// `true`, `false` or `null`; the words other languages have for numbers are named in the error.
    private mutating func word(_ pointer: JSONPointer) throws(JSONError) -> JSONNode.Content {
        let start = offset
        while let byte = next, Self.isWordByte(byte) { offset += 1 }
        let word = String(decoding: bytes[start..<offset], as: UTF8.self)
        switch word {
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "null": return .null
        case "NaN", "Infinity": throw error(.notANumber(word), pointer, at: start)
        default:
            offset = start
            throw unexpected("a value", pointer)
        }
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        let letter = byte | 0x20
        return letter >= UInt8(ascii: "a") && letter <= UInt8(ascii: "z")
    }

    private mutating func array(_ pointer: JSONPointer, depth: Int) throws(JSONError) -> [JSONNode] {
        try open(pointer, depth: depth)
        var elements: [JSONNode] = []
        if skip("]") { return elements }
        while true {
            elements.append(try value(.element(elements.count, in: pointer), depth: depth + 1))
            if try !isFollowed(until: "]", pointer) { return elements }
        }
    }

    private mutating func object(_ pointer: JSONPointer, depth: Int) throws(JSONError) -> [JSONMember] {
        try open(pointer, depth: depth)
        var members: [JSONMember] = []
        // Bytes, because two strings that are canonically equivalent are equal although their keys differ.
        var seen: Set<[UInt8]> = []
        if skip("}") { return members }
        while true {
            let start = offset
            guard next == UInt8(ascii: "\"") else { throw unexpected("a key in quotes", pointer) }
            let keyPosition = position(at: start)
            let key = try string(pointer)
            let inner = JSONPointer.key(key, in: pointer)
            guard seen.insert(Array(key.utf8)).inserted else { throw error(.duplicateKey(key), inner, at: start) }
            skipSpace()
            guard skip(":") else { throw unexpected("a colon", inner) }
            skipSpace()
            members.append(JSONMember(key: key, at: keyPosition, value: try value(inner, depth: depth + 1)))
            if try !isFollowed(until: "}", pointer) { return members }
        }
    }

    /// Steps over the opening bracket and the space behind it.
    private mutating func open(_ pointer: JSONPointer, depth: Int) throws(JSONError) {
        guard depth < limits.depth else { throw error(.tooDeep(limit: limits.depth), pointer) }
        offset += 1
        skipSpace()
    }

    /// Behind an entry: true after a comma, false after the closing mark; both are stepped over.
    private mutating func isFollowed(until end: Unicode.Scalar, _ pointer: JSONPointer) throws(JSONError) -> Bool {
        skipSpace()
        if skip(end) { return false }
        let comma = offset
        guard skip(",") else { throw unexpected("a comma or \(end)", pointer) }
        skipSpace()
        guard next.map({ UInt32($0) }) != end.value else { throw error(.trailingComma, pointer, at: comma) }
        return true
    }

    private mutating func number(_ pointer: JSONPointer) throws(JSONError) -> JSONNumber {
        let start = offset
        _ = skip("-")
        if next == UInt8(ascii: "I") { throw error(.notANumber("-Infinity"), pointer, at: start) }
        let first = offset
        try digits(pointer)
        guard offset == first + 1 || bytes[first] != UInt8(ascii: "0") else {
            throw error(.leadingZero, pointer, at: first)
        }
        if skip(".") { try digits(pointer) }
        if skip("e") || skip("E") {
            if !skip("+") { _ = skip("-") }
            try digits(pointer)
        }
        return JSONNumber(text: String(decoding: bytes[start..<offset], as: UTF8.self))
    }

    private mutating func digits(_ pointer: JSONPointer) throws(JSONError) {
        let start = offset
        while let byte = next, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { offset += 1 }
        guard offset > start else { throw unexpected("a digit", pointer) }
    }
}
