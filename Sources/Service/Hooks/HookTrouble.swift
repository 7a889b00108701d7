import Model

/// Why a run of a hook does not count. Its sentence holds no word of the hook's own, and no name of a file.
enum HookTrouble: Equatable, Sendable {
    case exited(code: Int32)
    case killed(signal: Int32)
    case tooLong(limit: TimeSpan)
    /// In the system's words.
    case notStarted(String)

    /// A whole sentence.
    var sentence: String {
        switch self {
        case .exited(let code): "It ended with the code \(code)."
        case .killed(let signal): "It was killed by the signal \(signal)."
        case .tooLong(let limit): "It had not ended after \(limit.text) and was killed."
        case .notStarted(let reason): "It could not be started: \(reason)."
        }
    }
}
