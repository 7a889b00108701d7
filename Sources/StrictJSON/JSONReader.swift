/// How much JSON a reader accepts.
package struct JSONLimits: Sendable {
    /// The longest text in bytes.
    package let bytes: Int
    /// How many arrays and objects may stand within each other, 0…128; the bound keeps the reader's stack small.
    package let depth: Int

    package init(bytes: Int = 65_536, depth: Int = 32) {
        self.bytes = max(0, bytes)
        self.depth = min(max(0, depth), 128)
    }
}

/// Reads one JSON text as RFC 8259 has it and nothing beside: no duplicate keys, byte order mark, comments, trailing
/// commas, lone surrogates or text after the value.
package struct JSONReader {
    let bytes: [UInt8]
    let limits: JSONLimits
    var offset = 0
    private var place = JSONPlace()

    /// The value of a whole text.
    /// - Parameter root: where the text stands within a larger document; the pointers of its values begin there.
    /// - Throws: the first thing that is wrong.
    package static func read(
        _ bytes: [UInt8], limits: JSONLimits = JSONLimits(), root: JSONPointer = .root
    ) throws(JSONError) -> JSONNode {
        var reader = JSONReader(bytes: bytes, limits: limits)
        try reader.checkEncoding(root)
        reader.skipSpace()
        let node = try reader.value(root, depth: 0)
        reader.skipSpace()
        if let comment = reader.foundComment(root) { throw comment }
        guard reader.offset == bytes.count else { throw reader.error(.trailingText, root) }
        return node
    }

    private init(bytes: [UInt8], limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    private mutating func checkEncoding(_ pointer: JSONPointer) throws(JSONError) {
        guard bytes.count <= limits.bytes else { throw error(.tooLarge(limit: limits.bytes), pointer) }
        guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { throw error(.byteOrderMark, pointer) }
        do {
            _ = try UTF8Span(validating: bytes.span)
        } catch let failure {
            throw error(.invalidUTF8, pointer, at: failure.byteOffsets.lowerBound)
        }
    }

    // MARK: Moving on

    var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { offset += 1 }
    }

    mutating func skip(_ mark: Unicode.Scalar) -> Bool {
        guard let byte = next, UInt32(byte) == mark.value else { return false }
        offset += 1
        return true
    }

    // MARK: Errors

    mutating func error(_ problem: JSONProblem, _ pointer: JSONPointer, at offset: Int? = nil) -> JSONError {
        JSONError(problem, pointer: pointer, position: position(at: offset ?? self.offset))
    }

    mutating func position(at offset: Int) -> JSONPosition { place.position(at: offset, in: bytes) }

    private mutating func foundComment(_ pointer: JSONPointer) -> JSONError? {
        guard next == UInt8(ascii: "/") || next == UInt8(ascii: "#") else { return nil }
        return error(.comment, pointer)
    }

    /// What to say about the text at this point when `expected` should stand there.
    mutating func unexpected(_ expected: String, _ pointer: JSONPointer) -> JSONError {
        guard next != nil else { return error(.unexpectedEnd, pointer) }
        if let comment = foundComment(pointer) { return comment }
        let rest = String(decoding: bytes[offset...].prefix(4), as: UTF8.self)
        let scalar = rest.unicodeScalars.first.map(String.init) ?? ""
        return error(.unexpected(found: JSONText.shown(scalar), expected: expected), pointer)
    }
}

/// Turns byte offsets into lines and columns; cheap when they only grow.
private struct JSONPlace {
    private var offset = 0
    private var line = 1
    private var column = 1

    mutating func position(at target: Int, in bytes: [UInt8]) -> JSONPosition {
        if target < offset { self = JSONPlace() }
        while offset < target {
            let byte = bytes[offset]
            let isCarriageReturnAlone = byte == 0x0D && (offset + 1 >= bytes.count || bytes[offset + 1] != 0x0A)
            if byte == 0x0A || isCarriageReturnAlone {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
            offset += 1
        }
        return JSONPosition(line: line, column: column)
    }
}
