import GRDB
package import Model

/// That files stay although the clock on the wall says that their time is over: it was set forward by more than a day since
/// they came. They go when the time that they may stay has passed by the clock that nobody can set.
package struct ClockDoubt: Equatable, Sendable {
    package let files: Int
    /// How far the clock was set forward, at most.
    package let ahead: TimeSpan
    /// When the last of them will be due, by the clock on the wall as it is now.
    package let until: Timestamp

    package init(files: Int, ahead: TimeSpan, until: Timestamp) {
        self.files = files
        self.ahead = ahead
        self.until = until
    }
}

extension Journal {
    /// Nil when no file waits because of the clock.
    package func clockDoubt(at reading: ClockReading) async throws -> ClockDoubt? {
        try await queue.read { database in
            let time = try CountedTime(at: reading, in: database)
            let row = try database.row(
                """
                SELECT count(*) AS files, max(:wall - :counted - clock_offset) AS ahead,
                    max(deadline - clock_offset) - :counted AS rest
                FROM input WHERE ending IS NULL AND deadline <= :wall AND deadline - clock_offset > :counted
                AND :wall - :counted - clock_offset > \(CountedTime.trust)
                """, time.arguments)
            guard let row, row["files"] as Int > 0 else { return nil }
            return ClockDoubt(
                files: row["files"], ahead: TimeSpan(milliseconds: row["ahead"]),
                until: reading.wall + TimeSpan(milliseconds: row["rest"]))
        }
    }

    /// Keeps where the clocks stand, so that what the one on the wall is set to is told from time that has passed even
    /// after a restart of the machine.
    package func keepTime() async throws {
        let reading = clock.now
        try await write { database in try CountedTime(at: reading, in: database).keep(reading, in: database) }
    }
}
