package import Model

/// What happens to a job, for whoever shows it.
package enum JobEvent: Sendable {
    case started(Job)
    case progress(Job, frame: Int, of: Int)
    /// The path is the video's, in the outbox.
    case delivered(Job, RelativePath)
    case failed(Job, JobFailure)
    /// It will be tried again by itself.
    case postponed(Job, JobFailure)
    /// Something else took its place, or the program is stopping.
    case abandoned(Job)
    /// Notes or receipts could not be written or removed; whole sentences that name files.
    case trouble(Job, [String])

    /// Whether the job has its end, so that a hook may be owed.
    var isEnd: Bool {
        switch self {
        case .delivered, .failed: true
        case .started, .progress, .postponed, .abandoned, .trouble: false
        }
    }
}
