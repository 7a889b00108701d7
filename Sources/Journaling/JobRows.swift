import Foundation
import GRDB
import Model

/// A job as it is made.
struct NewJob {
    let input: Int64
    /// A sidecar; nil for a job that cannot be done at all.
    let settings: String?
    /// Of the depth file that is wanted, if any.
    var depthHash: Data?
    let sidecarHash: Data?
    let priority: Int
    /// Why it is not done; nil for a job that waits.
    let refusal: JobFailure?

    var state: JobState { refusal == nil ? .queued : .refused }
}

extension Database {
    /// Makes a job, which is its input's latest then: whatever failed earlier needs no note any more.
    func add(_ job: NewJob, at: Timestamp, _ reason: String) throws -> Int64 {
        try run("UPDATE job SET needs_note = 0 WHERE input = ? AND needs_note = 1", [job.input])
        try run(
            """
            INSERT INTO job (input, state, sidecar_hash, priority, made_at, ended_at)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            [
                job.input, job.state.rawValue, job.sidecarHash, job.priority, at.milliseconds,
                job.state.isFinal ? at.milliseconds : nil,
            ])
        let id = lastInsertedRowID
        if let settings = job.settings {
            try run(
                "INSERT INTO job_settings (job, settings, depth_hash) VALUES (?, ?, ?)", [id, settings, job.depthHash])
        }
        if let failure = job.refusal { try explain(id, failure) }
        try note(.job, id, job.state.rawValue, at: at, reason)
        if job.state.isFinal { try count(job.state) }
        return id
    }

    /// Moves a job on. Nothing of a picture that is gone outlasts its last job.
    func setJob(_ id: Int64, _ state: JobState, at: Timestamp, _ reason: String) throws {
        try run(
            "UPDATE job SET state = ?, ended_at = ? WHERE id = ?",
            [state.rawValue, state.isFinal ? at.milliseconds : nil, id])
        try note(.job, id, state.rawValue, at: at, reason)
        if state.isFinal { try count(state) }
        if state.isFinal, let input = try row("SELECT input FROM job WHERE id = ?", [id])?["input"] as Int64? {
            try forgetContent(of: input)
        }
    }

    /// Keeps why a job ended, for its note. Once the picture has gone only the code is kept: the sentences may quote its
    /// name, and there is no place for a note.
    func explain(_ job: Int64, _ failure: JobFailure) throws {
        let isThere =
            try row("SELECT 1 FROM job JOIN name ON name.input = job.input WHERE job.id = ?", [job]) != nil
        try run("UPDATE job SET code = ?, needs_note = ? WHERE id = ?", [failure.code.rawValue, isThere, job])
        guard isThere else { return }
        try run(
            "INSERT OR REPLACE INTO explanation (job, sentence, advice) VALUES (?, ?, ?)",
            [job, failure.sentence, failure.advice])
    }

    /// Puts a job that was begun back into the queue; or ends it, if its picture has gone or another revision waits.
    ///
    /// - Parameter words: What somebody else said of it; it may quote the picture's name.
    func putBack(_ job: Int64, at: Timestamp, _ reason: String, words: String? = nil) throws {
        let row = try row(
            """
            SELECT input.ending, EXISTS (SELECT 1 FROM job AS newer WHERE newer.input = job.input AND newer.id > job.id)
                AS is_outdated FROM job JOIN input ON input.id = job.input WHERE job.id = ?
            """, [job])
        guard let row else { return }
        try dropPublication(of: job)
        if let ending: InputEnding = try row.blankableWord("ending") {
            try endJob(job, because: ending, at: at)
        } else if row["is_outdated"] {
            try setJob(job, .replaced, at: at, "Another revision took its place.")
        } else {
            try setJob(job, .queued, at: at, reason)
            if let words {
                try run("INSERT INTO quotation (transition_id, reason) VALUES (?, ?)", [lastInsertedRowID, words])
            }
        }
    }

    /// Ends a job that lost its picture; one whose picture's time was over has the code that says so.
    func endJob(_ job: Int64, because ending: InputEnding, at: Timestamp) throws {
        if ending == .deleted { try explain(job, .expired) }
        try setJob(job, ending.jobState, at: at, ending.jobReason)
    }

    func state(of job: Int64) throws -> JobState? {
        try row("SELECT state FROM job WHERE id = ?", [job])?.word("state")
    }

    /// Whether a job is being worked on as far as the journal knows.
    func isUnderWay(_ job: Int64) throws -> Bool {
        switch try state(of: job) {
        case .running, .publishing: true
        case .queued, .delivered, .failed, .refused, .replaced, .expired, nil: false
        }
    }
}
