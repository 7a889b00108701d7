import ArgumentParser
import Logging
import Model
import Service
import StrictJSON

/// How log lines look on standard error.
enum LogFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json

    func logger(_ label: String) -> Logger {
        switch self {
        case .text where Terminal.isJournal: Logger(label: label) { _ in JournalLogHandler() }
        case .text: Logger(label: label) { StreamLogHandler.standardError(label: $0) }
        case .json: Logger(label: label) { _ in JSONLogHandler() }
        }
    }
}

/// One JSON object a line.
struct JSONLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        // Whole JSON even for the journal.
        Terminal.write(Self.line(event, metadata) + "\n")
    }

    static func line(_ event: LogEvent, _ metadata: Logger.Metadata) -> String {
        var object = JSONObject([
            ("time", .string(Timestamp.now.text)), ("level", .string(event.level.rawValue)),
            ("message", .string("\(event.message)")),
        ])
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        for (key, value) in all.sorted(by: { $0.key < $1.key }) { object.append(key, .string("\(value)")) }
        return JSONWriter.line(.object(object))
    }
}
