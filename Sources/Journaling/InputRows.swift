import Foundation
import GRDB
import Model

extension Input {
    /// An input with what its latest job was made from.
    static let selection = columns + " FROM input LEFT JOIN name ON name.input = input.id " + joined
    /// The same, of inputs that are there.
    static let present = columns + " FROM name JOIN input ON input.id = name.input " + joined

    private static let columns = """
        SELECT input.*, name.path, content.hash AS content_hash, latest.sidecar_hash, latest.state AS latest_state
        """
    private static let joined = """
        LEFT JOIN content ON content.input = input.id
        LEFT JOIN job AS latest ON latest.id = (SELECT max(id) FROM job WHERE job.input = input.id)
        """

    init(row: Row) throws { try self.init(row: row, path: try row.path("path")) }

    init(row: Row, path: RelativePath) throws {
        self.init(
            id: row["id"], path: path, kind: try row.word("kind"), stamp: row.stamp,
            contentHash: row.bytes("content_hash"), arrival: row.time("arrival"), deadline: row.time("deadline"),
            sidecarHash: row.bytes("sidecar_hash"),
            isRefused: try row.blankableWord("latest_state") == JobState.refused)
    }

    /// The input at a place, unless it has gone.
    static func at(_ path: RelativePath, in database: Database) throws -> Input? {
        try database.row(present + " WHERE name.path = ?", [path.blob])
            .map(Input.init(row:))
    }
}

/// How an input ended. Raw values are the journal's words.
package enum InputEnding: String, CaseIterable, Sendable {
    /// Removed by a sweep.
    case deleted
    /// Taken away by someone else.
    case vanished
    /// Other bytes came under its name.
    case replaced
}

extension InputEnding {
    var reason: String {
        switch self {
        case .deleted: "It was deleted on schedule."
        case .vanished: "Someone took it away."
        case .replaced: "Other content came under its name."
        }
    }

    /// What becomes of a job that still needs the input.
    var jobState: JobState {
        switch self {
        case .deleted, .vanished: .expired
        case .replaced: .replaced
        }
    }

    var jobReason: String {
        switch self {
        case .deleted: "Its picture was deleted on schedule."
        case .vanished: "Someone took its picture away."
        case .replaced: "Other content came under its picture's name."
        }
    }

    /// A job that runs has the picture open and may finish, unless the sender put another in its place.
    var endedStates: [JobState] {
        switch self {
        case .deleted, .vanished: [.queued]
        case .replaced: [.queued, .running]
        }
    }
}

extension Database {
    func restamp(_ id: Int64, _ stamp: FileStamp) throws {
        try run(
            "UPDATE input SET device = ?, inode = ?, size = ?, modified = ?, changed = ? WHERE id = ?",
            stamp.arguments + [id])
    }

    /// A new input; returns its id. A picture finds its companions, and a companion its picture.
    ///
    /// - Parameters:
    ///   - arrival: When it was first seen, if that was not now.
    ///   - offset: Of the clock at its arrival: see `CountedTime`.
    @discardableResult
    func insert(_ sighting: Sighting, _ stay: Stay, arrival: Timestamp? = nil, offset: Int64) throws -> Int64 {
        try run(
            """
            INSERT INTO input
            (kind, device, inode, size, modified, changed, arrival, deadline, waits_for_job, latest, clock_offset,
                own_latest, own_offset)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [sighting.kind.rawValue] + sighting.stamp.arguments + [
                (arrival ?? sighting.at).milliseconds, stay.deadline.milliseconds, stay.waitsForJob,
                stay.latest.milliseconds, offset, stay.latest.milliseconds, offset,
            ])
        let id = lastInsertedRowID
        try run("INSERT INTO name (input, path) VALUES (?, ?)", [id, sighting.path.blob])
        try note(.input, id, "seen", at: sighting.at, "It was seen in the inbox.")
        switch sighting.kind {
        case .picture: try Companions.adopt(by: id, at: sighting.path, in: self)
        case .companion: try Companions.give(id, at: sighting.path, in: self)
        case .sidecar, .transfer: break
        }
        return id
    }

    /// Ends an input and every job that still needs it, and forgets its name and what was said of it. One that has ended
    /// is left as it is, and false returned.
    @discardableResult
    func end(_ id: Int64, _ ending: InputEnding, at: Timestamp) throws -> Bool {
        guard let path = try row("SELECT path FROM name WHERE input = ?", [id])?.path("path") else { return false }
        for job in try rows("SELECT id, state FROM job WHERE input = ? AND ended_at IS NULL", [id])
        where ending.endedStates.contains(try job.word("state")) {
            try endJob(job["id"], because: ending, at: at)
        }
        if ending != .deleted { try release(belongingsOf: id) }
        // A video that still comes of it is none of what is there now, and not to be known again.
        if ending == .replaced { try run("DELETE FROM content WHERE input = ?", [id]) }
        try run(
            "UPDATE input SET ending = ?, ended_at = ? WHERE id = ?",
            [ending.rawValue, at.milliseconds, id])
        try forget(id, path)
        try note(.input, id, ending.rawValue, at: at, ending.reason)
        return true
    }

    /// Deletes the hash of an input that is gone and the settings of its jobs, unless a job is still rendering it.
    func forgetContent(of input: Int64) throws {
        try run(
            """
            DELETE FROM content WHERE input = :input AND NOT EXISTS (SELECT 1 FROM name WHERE name.input = :input)
            AND NOT EXISTS (SELECT 1 FROM job WHERE job.input = :input AND job.ended_at IS NULL)
            """, ["input": input])
        let hashes = changesCount
        try run(
            """
            DELETE FROM job_settings WHERE NOT EXISTS (SELECT 1 FROM name WHERE name.input = :input)
            AND job IN (SELECT id FROM job WHERE job.input = :input AND job.ended_at IS NOT NULL)
            """, ["input": input])
        if hashes + changesCount > 0 { try Names.haveChanged(self) }
    }

    /// Deletes whatever may quote the name of an input that is gone, and what there is left to tell of it.
    private func forget(_ id: Int64, _ path: RelativePath) throws {
        try run("DELETE FROM name WHERE input = ?", [id])
        try forgetContent(of: id)
        try dropHold(of: id)
        for row in try rows("SELECT id FROM job WHERE input = ?", [id]) {
            let job: Int64 = row["id"]
            try run("UPDATE job SET needs_note = 0 WHERE id = ? AND needs_note = 1", [job])
            try run("DELETE FROM explanation WHERE job = ?", [job])
            try run("DELETE FROM hook WHERE job = ?", [job])
            try run(
                """
                DELETE FROM quotation WHERE transition_id IN
                (SELECT id FROM transition WHERE subject = 'job' AND subject_id = ?)
                """, [job])
        }
        try run(
            """
            DELETE FROM quotation WHERE transition_id IN
            (SELECT id FROM transition WHERE subject = 'input' AND subject_id = ?)
            """, [id])
        try forgetPlaces(of: id)
        try dismissRequests(for: path)
        try Names.haveChanged(self)
    }

    /// Answers whoever waits for what is to be done with an input that is gone.
    func dismissRequests(for path: RelativePath) throws {
        try run(
            """
            UPDATE request SET path = ?, words = NULL, answer = ?, succeeded = 0
            WHERE path = ? AND folder = 'inbox' AND action != 'erase'
            """,
            [RelativePath.root.blob, "The picture is no longer in the inbox; send it again.", path.blob])
    }
}
