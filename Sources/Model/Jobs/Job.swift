/// One picture to be rendered in one way: a revision of what is made of an input.
package struct Job: Equatable, Sendable, Identifiable {
    package let id: Int64
    package let input: Int64
    /// Where the picture is, and which bytes are meant.
    package let path: RelativePath
    package let stamp: FileStamp
    package let settings: Settings
    /// How often it was begun, this time included.
    package let attempt: Int
    package let deadline: Timestamp

    package init(
        id: Int64, input: Int64, path: RelativePath, stamp: FileStamp, settings: Settings, attempt: Int,
        deadline: Timestamp
    ) {
        self.id = id
        self.input = input
        self.path = path
        self.stamp = stamp
        self.settings = settings
        self.attempt = attempt
        self.deadline = deadline
    }
}

/// Where a job stands. Raw values are the journal's words and those of `--json` output.
package enum JobState: String, CaseIterable, Sendable {
    case queued
    case running
    /// The video is whole and about to get its name.
    case publishing
    case delivered
    /// It was tried, and cannot be done.
    case failed
    /// It was not tried: the picture or its sidecar is not acceptable, or it was rendered before.
    case refused
    /// Another revision, or other content, took its place.
    case replaced
    /// Its picture went before it was rendered.
    case expired

    /// Whether nothing more will happen to it.
    package var isFinal: Bool {
        switch self {
        case .queued, .running, .publishing: false
        case .delivered, .failed, .refused, .replaced, .expired: true
        }
    }
}
