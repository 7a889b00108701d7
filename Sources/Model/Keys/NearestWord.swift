/// Finds the word that somebody probably meant.
enum NearestWord {
    /// The first of the candidates with the fewest typing errors, if they are at most a third of its letters; capitals
    /// do not count as errors.
    static func find(_ word: String, among candidates: [String]) -> String? {
        let written = Array(word.lowercased().unicodeScalars.prefix(65))
        // No key or word has that many letters, and the distance takes time in proportion to both lengths.
        guard written.count <= 64 else { return nil }
        var best: (word: String, errors: Int)?
        for candidate in candidates {
            let letters = Array(candidate.lowercased().unicodeScalars)
            let errors = distance(written, letters)
            guard errors <= max(1, letters.count / 3), errors < best?.errors ?? .max else { continue }
            best = (candidate, errors)
        }
        return best?.word
    }

    /// Letters inserted, left out, replaced or swapped with their neighbour: the optimal string alignment distance
    /// (Damerau 1964, restricted so that no pair is edited twice).
    static func distance(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...other.count)
        for (row, letter) in one.enumerated() {
            var current = [row + 1]
            for (column, otherLetter) in other.enumerated() {
                let replaced = last[column] + (letter == otherLetter ? 0 : 1)
                var least = min(replaced, last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, letter == other[column - 1], one[row - 1] == otherLetter {
                    least = min(least, beforeLast[column - 1] + 1)
                }
                current.append(least)
            }
            (beforeLast, last) = (last, current)
        }
        return last[other.count]
    }
}
