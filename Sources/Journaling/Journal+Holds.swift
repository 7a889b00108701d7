import GRDB
package import Model

extension Journal {
    /// Exempts what is at that place, what belongs to it and what was made of it from deletion on schedule. Holding once
    /// more puts the new words and end in place of the old.
    ///
    /// - Parameters:
    ///   - reason: In the user's words; one line. It is kept as long as the hold.
    ///   - until: When the hold ends by itself; nil for never.
    package func hold(_ place: FilePlace, because reason: String, until: Timestamp?, at now: Timestamp) async throws
        -> Answer
    {
        let pathHash = pathHash
        return try await write { database in
            let shown = place.path.description
            guard let input = try place.input(pathHash, in: database) else { return .unknown(place) }
            if let until, until <= now { return .no("The hold of \(shown) would be over already; name a later end.") }
            let hold = Hold(
                id: try Hold.of(input, in: database)?.id ?? Self.randomID(), reason: reason, since: now, until: until)
            try database.run(
                "INSERT OR REPLACE INTO hold (input, id, reason, made_at, ends_at) VALUES (?, ?, ?, ?, ?)",
                [input, hold.id, reason, now.milliseconds, until?.milliseconds])
            try Names.haveChanged(database)
            let end = until.map { "until \($0.text)" } ?? "until it is released"
            try database.note(.input, input, "held", at: now, "A user held it \(end) (hold \(hold.id)).")
            return Answer(succeeded: true, sentence: "\(shown) is held \(end) (hold \(hold.id)).")
        }
    }

    /// Ends the hold of what is at that place. What is past its deadline goes with the next sweep.
    package func release(_ place: FilePlace, at now: Timestamp) async throws -> Answer {
        let pathHash = pathHash
        return try await write { database in
            let shown = place.path.description
            guard let input = try place.input(pathHash, in: database) else { return .unknown(place) }
            guard let hold = try Hold.of(input, in: database) else { return .no("\(shown) is not held.") }
            try database.run("DELETE FROM hold WHERE input = ?", [input])
            try Names.haveChanged(database)
            try database.note(.input, input, "released", at: now, "A user released it (hold \(hold.id)).")
            let row = try database.row("SELECT deadline, ending FROM input WHERE id = ?", [input])
            guard let row, row["ending"] as String? == nil else {
                return Answer(succeeded: true, sentence: "\(shown) is released.")
            }
            let deadline = row.time("deadline")
            return Answer(
                succeeded: true,
                sentence: deadline <= now
                    ? "\(shown) is released; its time is over, so the next sweep deletes it."
                    : "\(shown) is released; it will be deleted at \(deadline.text).")
        }
    }

    /// How many inputs and pictures' outputs are held by users.
    package func holdCount(at now: Timestamp) async throws -> Int {
        try await queue.read { database in
            try database.row(
                "SELECT count(*) AS n FROM hold WHERE ends_at IS NULL OR ends_at > ?", [now.milliseconds])?["n"] ?? 0
        }
    }

    /// Does something while nobody can hold or release anything, with which of these inputs are held, themselves or by the
    /// picture that they belong to.
    ///
    /// - Parameter work: Blocks the journal, so it should be over within a second.
    package func withHolds<Result: Sendable>(
        of inputs: [Int64], at now: Timestamp, _ work: @escaping @Sendable (_ held: Set<Int64>) -> Result
    ) async throws -> Result {
        try await write { database in
            work(Set(try inputs.filter { try Hold.covering($0, at: now, in: database) != nil }))
        }
    }

    private static func randomID() -> String {
        let digits = String(UInt32.random(in: .min ... .max), radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}

extension Answer {
    static func no(_ sentence: String) -> Answer { Answer(succeeded: false, sentence: sentence) }

    static func unknown(_ place: FilePlace) -> Answer {
        switch place {
        case .inbox(let path):
            .no("\(path) is no file of the inbox that is known; if it was, it has been deleted and its name forgotten.")
        case .outbox(let path): .no("\(path) was not made by this installation.")
        }
    }
}
