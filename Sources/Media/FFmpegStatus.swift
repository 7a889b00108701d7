import CFFmpeg

/// Turns FFmpeg's return codes into errors; the one place that does.
///
/// - Returns: the code, which is not negative.
@discardableResult
func check(_ code: Int32, _ operation: String) throws(MediaError) -> Int32 {
    if code >= 0 { return code }
    switch soframe_errno(code) {
    case ENOSPC, EDQUOT, EFBIG, EIO, EPIPE: throw .write(errno: soframe_errno(code))
    case ENOMEM: throw .outOfMemory(operation: operation)
    default: throw .codec(operation: operation, reason: reason(code))
    }
}

private func reason(_ code: Int32) -> String {
    unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(AV_ERROR_MAX_STRING_SIZE)) { text in
        // av_strerror always terminates the text, also for codes that it does not know.
        _ = unsafe av_strerror(code, text.baseAddress, text.count)
        return unsafe String(cString: text.baseAddress.unsafelyUnwrapped)
    }
}

/// Unwraps what an FFmpeg allocation returned; nil means that memory ran out.
func allocated<Object>(_ object: UnsafeMutablePointer<Object>?, _ operation: String) throws(MediaError)
    -> UnsafeMutablePointer<Object>
{
    guard let object = unsafe object else { throw .outOfMemory(operation: operation) }
    return unsafe object
}

/// Keeps FFmpeg from writing to standard error; what fails is thrown instead.
enum FFmpegLog {
    static let silenced: Void = av_log_set_level(AV_LOG_QUIET)
}
