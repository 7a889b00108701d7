/// What went wrong between bytes and pixels. Reasons are clauses that follow "because"; advice is a whole sentence.
package enum MediaError: Error, Equatable, Sendable {
    /// The file is no picture at all.
    case notAPicture(String, advice: String = Advice.general)
    /// The file is of a kind that is known and not rendered.
    case unsupported(String, advice: String = Advice.convert)
    /// The file ends before the picture does.
    case truncated(String)
    /// The file contradicts its format.
    case malformed(String)
    case tooManyPixels(width: Int, height: Int, limit: Int)
    /// FFmpeg failed at `operation`, for a reason in its own words.
    case codec(operation: String, reason: String)
    /// A library had not the memory that it needs for `operation`.
    case outOfMemory(operation: String)
    /// The video could not be written; `errno` as of write(2).
    case write(errno: Int32)
}
