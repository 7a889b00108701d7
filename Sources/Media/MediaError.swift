/// What went wrong between bytes and pixels. Reasons are clauses that follow "because".
package enum MediaError: Error, Equatable, Sendable {
    /// The file is no picture at all.
    case notAPicture(String)
    /// The file is of a kind that is known and not rendered.
    case unsupported(String)
    /// The file ends before the picture does.
    case truncated(String)
    /// The file contradicts its format.
    case malformed(String)
    case tooManyPixels(width: Int, height: Int, limit: Int)
    /// FFmpeg failed at `operation`, for a reason in its own words.
    case codec(operation: String, reason: String)
    /// The video could not be written; `errno` as of write(2).
    case write(errno: Int32)
}
