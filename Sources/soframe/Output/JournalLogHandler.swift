import Logging

/// Lines for systemd's journal: it keeps the time itself, and reads the severity from their beginning (sd-daemon(3)).
struct JournalLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        let words = ["\(event.message)"] + all.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        Terminal.say(words.joined(separator: " "), event.level.severity)
    }
}

extension Logger.Level {
    /// syslog(3)'s.
    var severity: Severity {
        switch self {
        case .trace, .debug: .debug
        case .info: .info
        case .notice: .notice
        case .warning: .warning
        case .error: .error
        case .critical: .critical
        }
    }
}
