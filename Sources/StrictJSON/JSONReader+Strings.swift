extension JSONReader {
    /// A string from its opening to behind its closing quote, escapes resolved.
    mutating func string(_ pointer: JSONPointer) throws(JSONError) -> String {
        offset += 1
        var units: [UInt8] = []
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                offset += 1
                return String(decoding: units, as: UTF8.self)
            case UInt8(ascii: "\\"): try escape(into: &units, pointer)
            case 0..<0x20: throw error(.controlCharacter, pointer)
            default:
                units.append(byte)
                offset += 1
            }
        }
        throw error(.unexpectedEnd, pointer)
    }

    private mutating func escape(into units: inout [UInt8], _ pointer: JSONPointer) throws(JSONError) {
        let start = offset
        offset += 1
        guard let byte = next else { throw error(.unexpectedEnd, pointer) }
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): units.append(byte)
        case UInt8(ascii: "b"): units.append(0x08)
        case UInt8(ascii: "f"): units.append(0x0C)
        case UInt8(ascii: "n"): units.append(0x0A)
        case UInt8(ascii: "r"): units.append(0x0D)
        case UInt8(ascii: "t"): units.append(0x09)
        case UInt8(ascii: "u"): units.append(contentsOf: String(try escapedScalar(from: start, pointer)).utf8)
        default: throw error(.invalidEscape, pointer, at: start)
        }
    }

    /// Behind `\u`: the scalar of one escape, or of the two that make a surrogate pair (RFC 8259, section 7).
    private mutating func escapedScalar(
        from start: Int, _ pointer: JSONPointer
    ) throws(JSONError) -> Unicode.Scalar {
        let first = try hexadecimal(from: start, pointer)
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, skip("\\"), skip("u") else { throw error(.loneSurrogate, pointer, at: start) }
        let second = try hexadecimal(from: start, pointer)
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
        else { throw error(.loneSurrogate, pointer, at: start) }
        return scalar
    }

    private mutating func hexadecimal(from start: Int, _ pointer: JSONPointer) throws(JSONError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next else { throw error(.unexpectedEnd, pointer) }
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw error(.invalidEscape, pointer, at: start)
            }
            value = value << 4 | UInt32(digit)
            offset += 1
        }
        return value
    }
}
