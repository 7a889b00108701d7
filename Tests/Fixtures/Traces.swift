package import Foundation

/// Looks for a word in raw bytes, in every way that a program may have written it there.
package struct Traces: Sendable {
    package enum Writing: String, CaseIterable, Sendable {
        case utf8 = "UTF-8"
        case utf16LittleEndian = "UTF-16LE"
        case utf16BigEndian = "UTF-16BE"
        case base64
        case hexadecimal

        /// All the ways it may look, at whatever place of a longer text it stands.
        func patterns(_ word: [UInt8]) -> [[UInt8]] {
            let units = String(decoding: word, as: UTF8.self).utf16
            switch self {
            case .utf8: return [word]
            case .utf16LittleEndian: return [units.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }]
            case .utf16BigEndian: return [units.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }]
            case .base64:
                return (0..<3).map { before in
                    let text = Array(Data(Array(repeating: 0, count: before) + word).base64EncodedData())
                    // Without the digits that hold bits of what stands before and behind it.
                    return Array(text[(before * 8 + 5) / 6..<(before + word.count) * 8 / 6])
                }
            case .hexadecimal:
                let digits = word.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
                return [Array(digits.utf8), Array(digits.uppercased().utf8)]
            }
        }
    }

    private let patterns: [(writing: String, pattern: [UInt8])]

    /// - Parameter word: Of at least six bytes, or base64 leaves too little of it to be sure.
    package init(of word: String) {
        patterns = Writing.allCases.flatMap { writing in
            writing.patterns(Array(word.utf8)).map { ("\(word) as \(writing.rawValue)", $0) }
        }
    }

    /// Numbers that a file may hold with the highest or the lowest byte first, 32 bits each.
    package init(of numbers: [Int]) {
        let high = numbers.flatMap { number in (0..<4).reversed().map { UInt8(number >> (8 * $0) & 255) } }
        let low = numbers.flatMap { number in (0..<4).map { UInt8(number >> (8 * $0) & 255) } }
        patterns = [("\(numbers), high byte first", high), ("\(numbers), low byte first", low)]
    }

    /// What was found and how it was written; empty when there is nothing.
    package func found(in bytes: Data) -> [String] {
        patterns.filter { bytes.range(of: Data($0.pattern)) != nil }.map(\.writing)
    }

    package func found(in text: String) -> [String] { found(in: Data(text.utf8)) }

    /// The same in every byte of every file below a folder, with the files' places. What vanishes meanwhile holds nothing.
    package func found(inFilesOf folder: TestFolder, below place: String) throws -> [String] {
        try folder.files(in: place).flatMap { name -> [String] in
            let file = "\(place)/\(name)"
            do {
                return found(in: try Data(contentsOf: URL(fileURLWithPath: folder.at(file)))).map { "\(file): \($0)" }
            } catch {
                guard !folder.exists(file) else { throw error }
                return []
            }
        }
    }
}
