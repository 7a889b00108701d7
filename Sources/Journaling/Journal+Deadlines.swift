import GRDB
package import Model

/// An input whose time is over.
package struct DueInput: Equatable, Sendable {
    package let id: Int64
    package let path: RelativePath
    package let kind: InputKind
    package let identity: FileIdentity
    package let deadline: Timestamp
    /// For how long its time has been over.
    package let lateness: TimeSpan

    fileprivate init(row: Row, at time: CountedTime) throws {
        id = row["id"]
        path = try row.path("path")
        kind = try row.word("kind")
        identity = row.identity
        deadline = row.time("deadline")
        lateness = TimeSpan(milliseconds: time.lateness(of: deadline, offset: row["clock_offset"]))
    }
}

extension Journal {
    /// Which inputs are due. One that waits for a job waits for its own, or for its picture's; and one that is held keeps
    /// what belongs to it.
    private static let isDue = """
        NOT \(Hold.covers("input.id", "input.picture")) AND
        input.ending IS NULL AND \(CountedTime.hasPassed("input.deadline", offset: "input.clock_offset")) AND (
            NOT input.waits_for_job OR \(CountedTime.hasPassed("input.latest", offset: "input.clock_offset")) OR (
                EXISTS (SELECT 1 FROM job WHERE job.input = ifnull(input.picture, input.id))
                AND NOT EXISTS (
                    SELECT 1 FROM job WHERE job.input = ifnull(input.picture, input.id) AND job.ended_at IS NULL)))
        """

    /// Inputs to be deleted now, in the order of their deadlines.
    package func due(at now: ClockReading) async throws -> [DueInput] {
        try await queue.read { database in
            let time = try CountedTime(at: now, in: database)
            return try database.rows(
                "SELECT input.*, name.path FROM input JOIN name ON name.input = input.id WHERE \(Self.isDue) ORDER BY input.deadline, input.id",
                time.arguments
            ).map { try DueInput(row: $0, at: time) }
        }
    }

    /// How many inputs are past their deadlines and should be gone.
    package func overdue(at now: ClockReading) async throws -> Int {
        try await queue.read { database in
            let time = try CountedTime(at: now, in: database)
            return try database.row("SELECT count(*) AS n FROM input WHERE \(Self.isDue)", time.arguments)?["n"] ?? 0
        }
    }

    /// Brings the deadlines of known inputs forward where the rule's would be earlier; never puts one off.
    package func shortenDeadlines() async throws {
        let rule = rule
        try await write { database in
            for (id, stay) in try database.shorterStays(by: rule) {
                try database.shorten(id, to: stay)
                try database.shareStay(of: id)
            }
            // What belonged to a picture that has gone is on its own.
            let left = try database.rows(
                """
                SELECT input.id, input.arrival FROM input JOIN input AS owner ON owner.id = input.picture
                WHERE input.picture IS NOT NULL AND input.ending IS NULL AND owner.ending IS NOT NULL
                """)
            for row in left { try database.shorten(row["id"], to: Stay(rule, arrival: row.time("arrival"))) }
        }
    }
}

extension Database {
    /// Inputs of their own that a rule would let stay less long than they may, and how long. Nearly always there are none, so
    /// that of all rows only one is held at a time.
    fileprivate func shorterStays(by rule: DeletionRule) throws -> [(input: Int64, stay: Stay)] {
        let rows = try Row.fetchCursor(
            cachedStatement(
                sql: """
                    SELECT id, arrival, deadline, waits_for_job, latest FROM input
                    WHERE ending IS NULL AND picture IS NULL
                    """))
        var shorter: [(Int64, Stay)] = []
        while let row = try rows.next() {
            let (stay, known) = (Stay(rule, arrival: row.time("arrival")), Stay(row: row))
            if stay.deadline < known.deadline || stay.latest < known.latest { shorter.append((row["id"], stay)) }
        }
        return shorter
    }
}
