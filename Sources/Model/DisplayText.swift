/// Text from outside made safe to show on one line of a terminal, log or note.
package enum DisplayText {
    /// Valid, visible UTF-8 stays as it is; everything else (invalid bytes, control characters, line separators and
    /// the direction marks of Unicode's bidirectional algorithm, UAX #9) is spelled as an escape.
    package static func escaped(_ bytes: some Collection<UInt8>) -> String {
        var result = ""
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var consumed = Array(bytes)[...]
        decoding: while true {
            switch decoder.decode(&iterator) {
            case .scalarValue(let scalar):
                result += shown(scalar)
                consumed = consumed.dropFirst(UTF8.width(scalar))
            case .emptyInput: break decoding
            case .error:
                guard let byte = consumed.first else { break decoding }
                result += "\\x" + hex(UInt32(byte), digits: 2)
                consumed = consumed.dropFirst()
                decoder = UTF8()
                return result + escaped(consumed)
            }
        }
        return result
    }

    private static func shown(_ scalar: Unicode.Scalar) -> String {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate:
            "\\u{" + hex(scalar.value, digits: 4) + "}"
        default: String(scalar)
        }
    }

    private static func hex(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
