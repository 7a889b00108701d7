import GRDB
import Model

/// Time as the journal counts it: on from when it was made, whatever the clock on the wall is set to.
///
/// Within one start of the machine it goes with the clock that counts since then, asleep or not. Across a restart nothing
/// is known but what the wall says, so it goes on by that, and by the time since the start at least: a clock that begins in
/// 1970 each time holds nothing up for ever.
///
/// Each input and output keeps how far the wall was ahead of this when it came (`clock_offset`), so that its age can be
/// told by both.
struct CountedTime {
    /// The clock on the wall, milliseconds since 1970 (UTC).
    let wall: Int64
    /// Milliseconds.
    let counted: Int64

    /// How far the wall may have been set forward since a file came for it to be believed, in milliseconds: a day. It is
    /// not believed to have been older than that by anybody's mistake.
    static let trust: Int64 = 86_400_000

    init(at reading: ClockReading, in database: Database) throws {
        wall = reading.wall.milliseconds
        guard let last = try database.row("SELECT * FROM clock WHERE id = 1") else {
            counted = 0
            return
        }
        let passed =
            if last["boot"] as String == reading.boot {
                reading.sinceBoot.milliseconds - (last["since_boot"] as Int64)
            } else {
                max(reading.sinceBoot.milliseconds, wall - (last["wall"] as Int64))
            }
        counted = last["counted"] as Int64 + max(0, passed)
    }

    /// Keeps where the clocks stand, for what comes after a restart; belongs in the transaction that goes by them.
    func keep(_ reading: ClockReading, in database: Database) throws {
        try database.run(
            """
            INSERT INTO clock (id, boot, since_boot, wall, counted) VALUES (1, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET boot = excluded.boot, since_boot = excluded.since_boot,
                wall = excluded.wall, counted = excluded.counted
            """, [reading.boot, reading.sinceBoot.milliseconds, wall, counted])
    }

    /// How far the wall was ahead of what is counted at a moment shortly before now. One that cannot be, since the clock was
    /// set in between, counts as now.
    func offset(at time: Timestamp) -> Int64 {
        let age = wall - time.milliseconds
        return time.milliseconds - counted + ((0...Self.trust).contains(age) ? age : 0)
    }

    /// What the wall would show if it had only gone on since something came, which had this offset.
    func unset(_ offset: Int64) -> Int64 { counted + offset }

    /// How far something's time is behind now, in its own time; negative before that.
    func lateness(of time: Timestamp, offset: Int64) -> Int64 {
        let unset = unset(offset)
        return (wall - unset <= Self.trust ? max(wall, unset) : unset) - time.milliseconds
    }

    /// When something's time will be over, as the wall shows it, if no clock is set until then.
    func expected(_ time: Timestamp, offset: Int64) -> Timestamp {
        let unset = unset(offset)
        let byCount = wall + max(0, time.milliseconds - unset)
        let isTrusted = wall - unset <= Self.trust
        return Timestamp(milliseconds: isTrusted ? min(byCount, time.milliseconds) : byCount)
    }

    /// The condition that a time has passed; `arguments` belong to it.
    ///
    /// - Parameters:
    ///   - time: Columns, as SQL.
    ///   - offset: Likewise, of the input or output that the time is of.
    static func hasPassed(_ time: String, offset: String) -> String {
        """
        (\(time) - \(offset) <= :counted OR (\(time) <= :wall AND :wall - :counted - \(offset) <= \(trust)))
        """
    }

    var arguments: StatementArguments { ["wall": wall, "counted": counted] }
}
