import Intake
import Model
import StrictJSON

/// The folders of the inbox that are polled, each with the reason: the first few by name, and how many there are.
///
/// Names are for `status` alone, which is the user's own look; logs tell reasons only.
struct PolledFolders {
    private struct Folder {
        /// Relative to the inbox, safe to show; “.” for the inbox itself.
        let name: String
        let reason: String
    }

    /// More are counted only.
    private static let limit = 10
    private static let inbox = "."

    private let shown: [Folder]
    let count: Int

    init(_ report: IntakeReport) {
        let polled = report.polled.sorted { $0.key < $1.key }
        shown = polled.prefix(Self.limit).map { path, reason in
            Folder(name: path.isRoot ? Self.inbox : path.description, reason: reason)
        }
        count = polled.count
    }

    /// Reads what `json` wrote; nil when it did not.
    init?(_ node: JSONNode) {
        guard let folders = try? node["folders"]?.array(), let count = try? node["count"]?.integer() else { return nil }
        shown = folders.compactMap { folder in
            guard let name = try? folder["folder"]?.string(), let reason = try? folder["reason"]?.string() else {
                return nil
            }
            return Folder(name: name, reason: reason)
        }
        self.count = count
    }

    /// Each folder's name and reason.
    var folders: JSONValue {
        .array(shown.map { ["folder": .string($0.name), "reason": .string($0.reason)] })
    }

    var json: JSONValue { ["folders": folders, "count": .integer(count)] }

    /// How changes in the inbox are noticed, in a word or with the reason, safe to show.
    var summary: String {
        if let inbox { return "polled. " + inbox.reason }
        return count == 0 ? "watched through inotify." : "watched through inotify, but not everywhere."
    }

    /// The folders within the inbox, a line each, without newlines.
    var lines: [String] {
        let within = shown.filter { $0.name != Self.inbox }
        let more = count - shown.count
        return within.map { "  \($0.name) is polled. \($0.reason)" } + (more > 0 ? ["  \(more) more are polled."] : [])
    }

    private var inbox: Folder? { shown.first { $0.name == Self.inbox } }
}
