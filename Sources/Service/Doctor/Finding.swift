/// What the doctor found of one thing.
package struct Finding: Equatable, Sendable {
    package enum Verdict: String, Sendable {
        case good
        /// Works, but less well than it might.
        case warning
        /// Pictures stay unrendered or undeleted.
        case bad
    }

    package let verdict: Verdict
    /// A whole sentence.
    package let sentence: String
    /// What to do about it, a whole sentence; nil when all is well.
    package let remedy: String?

    static func good(_ sentence: String) -> Finding { Finding(verdict: .good, sentence: sentence, remedy: nil) }

    static func warning(_ sentence: String, remedy: String) -> Finding {
        Finding(verdict: .warning, sentence: sentence, remedy: remedy)
    }

    static func bad(_ sentence: String, remedy: String) -> Finding {
        Finding(verdict: .bad, sentence: sentence, remedy: remedy)
    }

    /// For people: the verdict, what was found, and below it the remedy.
    package var text: String { "\(verdict.rawValue): \(sentence)" + (remedy.map { "\n    \($0)" } ?? "") }
}
