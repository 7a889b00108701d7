import Foundation
import GRDB
package import Model

/// The whole story of one input.
package struct InputStory: Equatable, Sendable {
    package let input: Input
    /// When its time is over as the clock on the wall is now: its deadline, unless that was set since it came.
    package let expected: Timestamp
    /// Nil once the file has gone.
    package let ending: InputEnding?
    package let jobs: [JobSummary]
    package let outputs: [Output]
    /// A sidecar with which no picture that is there was taken in.
    package let isAlone: Bool
    /// Whether in force or not; nil when a user never held it, or released it.
    package let hold: Hold?
    /// Sentences with their times, oldest first.
    package let transitions: [(at: Timestamp, reason: String)]

    package static func == (one: InputStory, other: InputStory) -> Bool {
        one.input == other.input && one.isAlone == other.isAlone && one.hold == other.hold && one.ending == other.ending
            && one.jobs == other.jobs
            && one.outputs == other.outputs
            && one.transitions.elementsEqual(other.transitions) { $0 == $1 }
    }
}

extension Journal {
    /// What is known of the input at that path, or of the one that an output at that path was made from.
    package func story(inbox: RelativePath?, outbox: RelativePath?) async throws -> InputStory? {
        let (reading, pathHash) = (clock.now, pathHash)
        return try await queue.read { database in
            let time = try CountedTime(at: reading, in: database)
            if let inbox {
                let row = try database.row(
                    Input.present + " WHERE name.path = ?", [inbox.blob])
                return try row.map { try InputStory(row: $0, fallback: inbox, at: time, in: database) }
            }
            guard let outbox else { return nil }
            let hash = pathHash(outbox)
            let row = try database.row(
                Input.selection
                    + " JOIN output ON output.input = input.id WHERE output.path_hash = ? AND output.removed_at IS NULL",
                [Data(hash)])
            return try row.map {
                try InputStory(row: $0, fallback: outbox, known: (hash, outbox), at: time, in: database)
            }
        }
    }
}

extension InputStory {
    /// - Parameters:
    ///   - fallback: What to call an input that has gone and has no name any more.
    ///   - known: The place of an output, by its hash, which may be forgotten.
    fileprivate init(
        row: Row, fallback: RelativePath, known: (hash: [UInt8], path: RelativePath)? = nil, at time: CountedTime,
        in database: Database
    ) throws {
        let id: Int64 = row["id"]
        input = try Input(row: row, path: try row.blankablePath("path") ?? fallback)
        expected = time.expected(input.deadline, offset: row["clock_offset"])
        ending = try row.blankableWord("ending")
        isAlone =
            try input.kind == .sidecar
            && database.row(
                "SELECT 1 FROM input WHERE id = ? AND ending IS NULL", [row["picture"] as Int64?]) == nil
        jobs = try database.rows(JobSummary.selection + " WHERE job.input = ? ORDER BY job.id", [id])
            .map(JobSummary.init(row:))
        outputs = try database.rows(
            Output.selection + " WHERE input = ? AND removed_at IS NULL ORDER BY id", [id]
        ).map { row in
            var output = try Output(row: row)
            if let known, known.hash == output.pathHash { output.path = known.path }
            return output
        }
        hold = try Hold.of(id, in: database)
        transitions = try database.rows(
            """
            SELECT at, ifnull(quotation.reason, transition.reason) AS reason
            FROM transition LEFT JOIN quotation ON transition_id = id
            WHERE (subject = 'input' AND subject_id = :id)
            OR (subject = 'job' AND subject_id IN (SELECT id FROM job WHERE input = :id)) ORDER BY id
            """, ["id": id]
        ).map { (at: $0.time("at"), reason: $0["reason"]) }
    }
}
