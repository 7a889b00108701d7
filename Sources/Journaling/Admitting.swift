import Foundation
import GRDB
import Model
import StrictJSON

/// The decision what a submission changes, within one transaction.
struct Admitting {
    private let submission: Submission
    private let rule: DeletionRule
    private let database: Database

    init(_ submission: Submission, rule: DeletionRule, database: Database) {
        self.submission = submission
        self.rule = rule
        self.database = database
    }

    func run() throws -> Admission {
        let input = try self.input()
        try pair(with: input)
        guard let latest = try latestJob(of: input) else { return try add(to: input, "The picture arrived.") }
        if let sidecar = submission.sidecar, sidecar.hash != latest.sidecarHash {
            try replace(latest, "The sidecar changed.")
            return try add(to: input, "The sidecar changed.")
        }
        switch (latest.state, submission.wish) {
        case (.refused, .success): return try add(to: input, "What it was refused for was mended.")
        case (.refused, .failure(let failure)):
            if latest.code == failure.code.rawValue, latest.sentence == failure.sentence { return .unchanged }
            return try add(to: input, "It is refused for another reason now.")
        case (.queued, .success(let settings)):
            let isSidecarGone = submission.sidecar == nil && latest.sidecarHash != nil
            if !isSidecarGone { try renew(latest.id, settings) }
            return .unchanged
        case (.queued, .failure):
            try replace(latest, "It is refused now.")
            return try add(to: input, "It is refused now.")
        case (.running, _), (.publishing, _), (.delivered, _), (.failed, _), (.replaced, _), (.expired, _):
            return .unchanged
        }
    }

    // MARK: The input

    /// The input that the submission is a version of, its content and stamp noted. What could not be read says nothing
    /// of the content: the input stays the one it was.
    private func input() throws -> Int64 {
        guard let known = try Input.at(submission.path, in: database) else { return try insert() }
        switch known.contentHash {
        case nil:
            try database.restamp(known.id, submission.stamp)
            try keepHash(known.id)
        case let hash? where submission.isRead && hash != submission.contentHash:
            try database.end(known.id, .replaced, at: submission.at)
            return try insert()
        case _? where submission.isRead: try database.restamp(known.id, submission.stamp)
        case _?: break
        }
        return known.id
    }

    private func insert() throws -> Int64 {
        let sighting = Sighting(
            path: submission.path, kind: .picture, stamp: submission.stamp, at: submission.at)
        let id = try database.insert(sighting, Stay(rule, arrival: submission.at))
        try keepHash(id)
        return id
    }

    private func keepHash(_ input: Int64) throws {
        guard submission.isRead else { return }
        try database.run(
            "UPDATE input SET content_hash = ? WHERE id = ?", [Data(submission.contentHash), input])
    }

    /// Shortens the stay if the sidecar asks for it, and gives it to what belongs to the picture.
    private func pair(with input: Int64) throws {
        if case .success(let settings) = submission.wish, let keep = settings.keep,
            let arrival = try database.row("SELECT arrival FROM input WHERE id = ?", [input])?.time("arrival")
        {
            try database.shorten(input, to: Stay(rule, arrival: arrival, keep: keep))
        }
        if let sidecar = submission.sidecar {
            try database.run(
                "UPDATE input SET picture = ? WHERE kind = 'sidecar' AND id = (SELECT name.input FROM name WHERE path = ?)",
                [input, sidecar.path.blob])
        }
        try Companions.adopt(by: input, at: submission.path, in: database)
    }

    // MARK: The job

    private struct Latest {
        let id: Int64
        let state: JobState
        let sidecarHash: [UInt8]?
        let code: String?
        let sentence: String?
    }

    private func latestJob(of input: Int64) throws -> Latest? {
        try database.row(
            """
            SELECT job.*, explanation.sentence FROM job LEFT JOIN explanation ON explanation.job = job.id
            WHERE job.input = ? ORDER BY job.id DESC LIMIT 1
            """, [input]
        ).map { row in
            Latest(
                id: row["id"], state: try row.word("state"), sidecarHash: row.bytes("sidecar_hash"), code: row["code"],
                sentence: row["sentence"])
        }
    }

    /// Ends a job that waits or runs. One whose video is about to get its name is delivered first.
    private func replace(_ job: Latest, _ reason: String) throws {
        guard job.state == .queued || job.state == .running else { return }
        try database.setJob(job.id, .replaced, at: submission.at, reason)
    }

    private func renew(_ job: Int64, _ settings: Settings) throws {
        try database.run(
            "UPDATE job SET settings = ?, priority = ? WHERE id = ?",
            [JSONWriter.line(settings.json), settings.priority, job])
    }

    private func add(to input: Int64, _ reason: String) throws -> Admission {
        let hash = submission.sidecar.map { Data($0.hash) }
        switch submission.wish {
        case .success(let settings):
            let job = NewJob(
                input: input, settings: JSONWriter.line(settings.json), sidecarHash: hash,
                priority: settings.priority, refusal: nil)
            return .queued(job: try database.add(job, at: submission.at, reason))
        case .failure(let failure):
            let job = NewJob(input: input, settings: nil, sidecarHash: hash, priority: 0, refusal: failure)
            return .refused(job: try database.add(job, at: submission.at, reason))
        }
    }
}

extension Submission {
    /// Whether the picture's bytes were read, so that the hash says something.
    fileprivate var isRead: Bool { !contentHash.isEmpty }
}
