package import Journaling
import Model
package import StrictJSON

extension ProofReport {
    /// Whether every link of the proof holds.
    package var holds: Bool { fault == nil }

    /// For people, some lines without the last newline.
    package var text: String {
        var lines = [fault ?? "The proof of deletion holds."]
        let count = "\(links) \(links == 1 ? "deletion" : "deletions")"
        if let first, let last {
            lines.append("\(holds ? "It has" : "Up to there it has") \(count), from \(first.text) to \(last.text).")
        } else {
            lines.append(holds ? "Nothing has been deleted yet." : "Nothing before that is there.")
        }
        if late > 0 {
            lines.append("\(late) came more than five minutes after the deadline, the latest by \(latest.text).")
        }
        lines.append("Head: \(head)")
        if holds, links > 0 {
            lines.append("Who notes the head elsewhere can show later that nothing up to here was changed.")
        }
        return lines.joined(separator: "\n")
    }

    /// For programs. Keys are only ever added.
    package var json: JSONValue {
        [
            "holds": .bool(holds), "fault": fault.map { .string($0) } ?? .null, "deletions": .integer(links),
            "first": first.map { .string($0.text) } ?? .null, "last": last.map { .string($0.text) } ?? .null,
            "late": .integer(late), "latest_by_seconds": .integer(Int(latest.seconds)), "head": .string(head),
        ]
    }
}
