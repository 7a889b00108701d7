/// The way from the top of a JSON text to one of its values (RFC 6901).
///
/// A list that shares its beginning with its neighbours, so that a long key above many values is stored once.
package indirect enum JSONPointer: Sendable {
    /// The whole text.
    case root
    case key(String, in: JSONPointer)
    /// An element of an array, counted from 0.
    case element(Int, in: JSONPointer)

    /// The keys and element numbers from the top down, not escaped.
    package var tokens: [String] {
        var tokens: [String] = []
        var rest = self
        while true {
            switch rest {
            case .root: return tokens.reversed()
            case .key(let key, let parent):
                tokens.append(key)
                rest = parent
            case .element(let index, let parent):
                tokens.append(String(index))
                rest = parent
            }
        }
    }
}

extension JSONPointer: Equatable {
    package static func == (one: JSONPointer, other: JSONPointer) -> Bool {
        one.description.isExactly(other.description)
    }
}

extension JSONPointer: CustomStringConvertible {
    /// The pointer as RFC 6901 spells it: empty for the whole text, `~0` for `~` and `~1` for `/` within a token.
    package var description: String {
        var text = ""
        for token in tokens {
            text += "/"
            for scalar in token.unicodeScalars {
                switch scalar {
                case "~": text += "~0"
                case "/": text += "~1"
                default: text.unicodeScalars.append(scalar)
                }
            }
        }
        return text
    }
}
