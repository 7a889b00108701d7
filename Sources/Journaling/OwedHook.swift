import GRDB
package import Model

/// A hook that is still to be run, with what its program is to be told.
package struct OwedHook: Equatable, Sendable {
    package let job: Int64
    package let occasion: HookOccasion
    /// How often it was run and failed.
    package let failures: Int
    /// In the inbox; nil when the picture had gone before its job ended.
    package let picture: RelativePath?
    /// In the outbox; nil when the job made none, or it is known to be gone.
    package let video: RelativePath?
    /// Why there is no video; nil where there is one. Sentence and advice are nil too when the picture had gone.
    package let code: FailureCode?
    package let sentence: String?
    package let advice: String?
    /// When the picture came, its job was made, and that ended.
    package let arrival: Timestamp
    package let made: Timestamp
    package let ended: Timestamp
    /// When the picture goes.
    package let deadline: Timestamp

    static let selection = """
        SELECT hook.*, job.code, job.made_at, job.ended_at, input.arrival, input.deadline, name.path AS picture,
            output_place.path AS video, explanation.sentence, explanation.advice
        FROM hook JOIN job ON job.id = hook.job JOIN input ON input.id = job.input
        LEFT JOIN name ON name.input = job.input LEFT JOIN explanation ON explanation.job = job.id
        LEFT JOIN output ON output.id = (SELECT max(made.id) FROM output AS made WHERE made.input = job.input
            AND made.job = job.id AND made.kind = 'video' AND made.removed_at IS NULL)
        LEFT JOIN output_place ON output_place.output = output.id
        """

    init(row: Row) throws {
        job = row["job"]
        occasion = try row.word("occasion")
        failures = row["failures"]
        picture = try row.blankablePath("picture")
        video = try row.blankablePath("video")
        code = try row.blankableWord("code")
        sentence = row["sentence"]
        advice = row["advice"]
        arrival = row.time("arrival")
        made = row.time("made_at")
        ended = row.time("ended_at")
        deadline = row.time("deadline")
    }
}
