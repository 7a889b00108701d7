import Foundation
import GRDB
import Model
import StrictJSON

/// The decision what a submission changes, within one transaction.
struct Admitting {
    private let submission: Submission
    private let rule: DeletionRule
    private let fingerprints: Fingerprints
    private let hooks: Set<HookOccasion>
    private let time: CountedTime
    private let database: Database

    init(
        _ submission: Submission, rule: DeletionRule, _ fingerprints: Fingerprints, hooks: Set<HookOccasion>,
        at time: CountedTime, database: Database
    ) {
        self.submission = submission
        self.rule = rule
        self.fingerprints = fingerprints
        self.hooks = hooks
        self.time = time
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
        if let depthHash = submission.depthHash, depthHash != latest.depthHash {
            try replace(latest, "The depth file changed.")
            return try add(to: input, "The depth file changed.")
        }
        switch (latest.state, submission.wish) {
        case (.refused, .success(let settings)) where latest.code == FailureCode.alreadyRendered.rawValue:
            if isSidecarGone(since: latest) { return .unchanged }
            guard try memory(of: settings, input) != nil else {
                return try add(to: input, "It does not count as rendered any more.")
            }
            try renew(latest.id, settings)
            return .unchanged
        case (.refused, .success): return try add(to: input, "What it was refused for was mended.")
        case (.refused, .failure(let failure)):
            if latest.code == failure.code.rawValue, latest.sentence == failure.sentence { return .unchanged }
            return try add(to: input, "It is refused for another reason now.")
        case (.queued, .success(let settings)):
            if !isSidecarGone(since: latest) { try renew(latest.id, settings) }
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
        let id = try database.insert(
            sighting, Stay(rule, arrival: submission.at), offset: time.offset(at: submission.at))
        try keepHash(id)
        return id
    }

    private func keepHash(_ input: Int64) throws {
        guard submission.isRead else { return }
        try database.run(
            "INSERT OR REPLACE INTO content (input, hash) VALUES (?, ?)", [input, Data(submission.contentHash)])
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
        let depthHash: [UInt8]?
        let code: String?
        let sentence: String?
    }

    private func latestJob(of input: Int64) throws -> Latest? {
        try database.row(
            """
            SELECT job.*, depth_hash, explanation.sentence FROM job
            LEFT JOIN job_settings ON job_settings.job = job.id LEFT JOIN explanation ON explanation.job = job.id
            WHERE job.input = ? ORDER BY job.id DESC LIMIT 1
            """, [input]
        ).map { row in
            Latest(
                id: row["id"], state: try row.word("state"), sidecarHash: row.bytes("sidecar_hash"),
                depthHash: row.bytes("depth_hash"), code: row["code"], sentence: row["sentence"])
        }
    }

    private func isSidecarGone(since latest: Latest) -> Bool {
        submission.sidecar == nil && latest.sidecarHash != nil
    }

    /// Ends a job that waits or runs. One whose video is about to get its name is delivered first.
    private func replace(_ job: Latest, _ reason: String) throws {
        guard job.state == .queued || job.state == .running else { return }
        try database.setJob(job.id, .replaced, at: submission.at, reason)
    }

    private func renew(_ job: Int64, _ settings: Settings) throws {
        try database.run("UPDATE job SET priority = ? WHERE id = ?", [settings.priority, job])
        let text = JSONWriter.line(settings.json)
        try database.run("UPDATE job_settings SET settings = ? WHERE job = ? AND settings != ?", [text, job, text])
        if database.changesCount > 0 { try Names.haveChanged(database) }
    }

    /// What is known of the same picture with the same settings, if it is not rendered because of that. An input that has a
    /// video already is being worked with, so its settings may change to and fro; and what a user asked for is rendered.
    private func memory(of settings: Settings, _ input: Int64) throws -> Remembrance? {
        let row = try database.row(
            """
            SELECT arrival, is_wanted OR EXISTS (SELECT 1 FROM job WHERE job.input = input.id
                AND state IN ('publishing', 'delivered')) AS is_exempt FROM input WHERE id = ?
            """, [input])
        guard let row, !(row["is_exempt"] as Bool),
            let memory = try fingerprints.memory(
                of: submission.contentHash, JSONWriter.line(settings.json), depth: submission.depthHash, in: database),
            memory.covers(arrival: row.time("arrival"), at: submission.at)
        else { return nil }
        return memory
    }

    private func add(to input: Int64, _ reason: String) throws -> Admission {
        let hash = submission.sidecar.map { Data($0.hash) }
        switch submission.wish {
        case .success(let settings):
            let memory = try memory(of: settings, input)
            let job = NewJob(
                input: input, settings: JSONWriter.line(settings.json),
                depthHash: submission.depthHash.map { Data($0) },
                sidecarHash: hash, priority: settings.priority, refusal: memory.map(JobFailure.alreadyRendered))
            let id = try database.add(job, at: submission.at, memory == nil ? reason : "It was rendered before.")
            return memory == nil ? .queued(job: id) : .repeated(job: id)
        case .failure(let failure):
            let job = NewJob(input: input, settings: nil, sidecarHash: hash, priority: 0, refusal: failure)
            let id = try database.add(job, at: submission.at, reason)
            try database.owe(.failed, for: id, among: hooks)
            return .refused(job: id)
        }
    }
}

extension JobFailure {
    fileprivate static func alreadyRendered(_ memory: Remembrance) -> JobFailure {
        JobFailure(
            .alreadyRendered,
            "The same picture was rendered with the same settings before and deleted by \(memory.since.text), "
                + "so it is not rendered again. This is remembered until \(memory.until.text).",
            advice: "soframe retry FILE renders it again all the same, and so does a sidecar with other settings; "
                + "retention.fingerprints sets how long this is remembered.")
    }
}

extension Submission {
    /// Whether the picture's bytes were read, so that the hash says something.
    fileprivate var isRead: Bool { !contentHash.isEmpty }
}
