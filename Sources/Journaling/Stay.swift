import GRDB
import Model

/// How long an input may stay, as the journal keeps it. Whatever is decided later, it only ever gets shorter.
struct Stay {
    /// An input that waits for a job and never gets one goes this long after its deadline all the same.
    static let patience = TimeSpan.days(1)

    let deadline: Timestamp
    /// Whether it stays until its job has ended, though no longer than `latest`.
    let waitsForJob: Bool
    let latest: Timestamp

    /// - Parameter own: The time that its sidecar asks for.
    init(_ rule: DeletionRule, arrival: Timestamp, keep own: TimeSpan? = nil) {
        deadline = rule.deadline(arrival: arrival, keep: own)
        waitsForJob = rule.waitsForJob(keep: own)
        latest = waitsForJob ? deadline + Self.patience : deadline
    }

    /// An input's.
    init(row: Row) {
        deadline = row.time("deadline")
        waitsForJob = row["waits_for_job"]
        latest = row.time("latest")
    }
}

extension Database {
    /// Shortens an input's stay to another one where that is shorter.
    func shorten(_ input: Int64, to stay: Stay) throws {
        try run(
            """
            UPDATE input SET deadline = min(deadline, ?), waits_for_job = waits_for_job OR ?, latest = min(latest, ?)
            WHERE id = ?
            """, [stay.deadline.milliseconds, stay.waitsForJob, stay.latest.milliseconds, input])
    }

    /// Gives what belonged to a picture that is there no more its own stay back, where that is shorter.
    func release(belongingsOf picture: Int64) throws {
        try run(
            """
            UPDATE input SET deadline = own_latest, latest = own_latest, waits_for_job = 0, clock_offset = own_offset
            WHERE picture = ? AND ending IS NULL AND own_latest - own_offset < latest - clock_offset
            """, [picture])
    }

    /// Gives a picture's stay to what belongs to it.
    func shareStay(of picture: Int64) throws {
        try run(
            """
            UPDATE input SET (deadline, waits_for_job, latest, clock_offset) =
                (SELECT deadline, waits_for_job, latest, clock_offset FROM input AS owner WHERE owner.id = input.picture)
            WHERE picture = ? AND ending IS NULL
            """, [picture])
    }
}
