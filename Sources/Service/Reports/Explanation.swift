import Files
import Intake
import Journaling
import Model

/// Why a file is, or is not, being processed; what it becomes; when it goes.
package struct Explanation: Sendable {
    package let text: String

    package init(_ path: String, in installation: Installation) async throws {
        switch try FilePlace(path, in: installation.paths) {
        case .inbox(let place):
            if let story = try await installation.journal.story(inbox: place, outbox: nil) {
                var lines = [story.sentences]
                if try Self.isAway(story, in: installation) { lines.append(Self.away) }
                if story.input.kind == .picture, story.jobs.isEmpty {
                    lines += Self.writer(of: place, in: installation)
                }
                if story.input.kind == .picture {
                    lines += try await ShotPlan(story, in: installation).sentences
                }
                text = lines.joined(separator: "\n")
            } else {
                text = try Self.unknown(place, in: installation)
            }
        case .outbox(let place):
            let story = try await installation.journal.story(inbox: nil, outbox: place)
            text = story?.sentences ?? "\(place) was not made by this installation, and is never touched."
        }
    }

    private static let away =
        "Its volume is not at the inbox now: it does not count as deleted, and all goes on by itself when that is mounted again."

    private static func isAway(_ story: InputStory, in installation: Installation) throws -> Bool {
        let place = story.input.path
        guard story.ending == nil, try installation.inbox.status(of: place) == nil else { return false }
        return try installation.inbox.volume(of: place) != story.input.stamp.identity.device
    }

    /// What keeps a file from being whole, as far as the system tells the user who asks: a sentence, or none.
    private static func writer(of place: RelativePath, in installation: Installation) -> [String] {
        switch try? installation.inbox.openForReading(place).checkForWriter() {
        case .writing: ["A program on this machine has it open for writing; it is taken when that has closed it."]
        case .unknown:
            [
                "The system does not tell whether a program still has it open for writing: it is another user's file and "
                    + "CAP_LEASE is missing, or its file system knows no leases. It is taken when it was seen to be closed "
                    + "or moved there or, if it was found by looking, when nothing has happened to it for five seconds."
            ]
        case .none?, nil: []
        }
    }

    /// For a file that the journal does not know, its name says what will become of it.
    private static func unknown(_ place: RelativePath, in installation: Installation) throws -> String {
        guard let status = try installation.inbox.status(of: place) else {
            return "\(place) is not in the inbox; if it was, it has been deleted and its name forgotten."
        }
        guard status.kind == .regular else { return "\(place) is \(status.kind.withArticle), which is never rendered." }
        return switch NameRules.role(of: place) {
        case .picture:
            (["\(place) has not been seen yet; a running watch, or the next batch or clean, will see it."]
                + writer(of: place, in: installation)).joined(separator: "\n")
        case .sidecar: "\(place) is a sidecar that has not been seen yet."
        case .companion:
            (["\(place) belongs to a picture and goes when that goes."] + DepthNames.remark(on: place))
                .joined(separator: "\n")
        case .folderDefaults: "\(place) holds defaults for the pictures in its folder and below; it is never deleted."
        case .transfer:
            "\(place) looks like a transfer that is under way; if it is abandoned it is deleted on schedule."
        case .heldBack:
            "\(place) is a conflicting copy of a sync program; it is held back: rename it to have it rendered."
        case .skipped: "\(place) has a name that is always skipped; it is not touched."
        case .foreign: "\(place) is neither a picture nor a sidecar by its name; it is not touched."
        }
    }
}

extension InputStory {
    fileprivate var sentences: String {
        var lines: [String] = []
        switch ending {
        case nil:
            lines.append("\(input.path) is a \(input.kind.rawValue); it was first seen at \(input.arrival.text).")
            lines.append("It will be deleted at \(input.deadline.text)\(hold == nil ? "" : " unless it is held then").")
            lines += clockWasSet
            if input.kind == .companion { lines += DepthNames.remark(on: input.path) }
        case .deleted: lines.append("The \(input.kind.rawValue) it was made from was deleted on schedule.")
        case .vanished: lines.append("The \(input.kind.rawValue) it was made from was taken away.")
        case .replaced: lines.append("The \(input.kind.rawValue) it was made from was replaced by other content.")
        }
        if let hold {
            lines.append(
                "A user holds it since \(hold.since.text)\(hold.until.map { ", until \($0.text)" } ?? ""): "
                    + "\(DisplayText.escaped(hold.reason.utf8)) (hold \(hold.id)).")
        }
        if ending == nil, isAlone {
            lines.append("No picture has been taken in with it so far; if none comes, it is deleted all the same.")
        }
        if input.kind == .picture, ending == nil, jobs.isEmpty {
            lines.append("It is not rendered yet because it, or its sidecar, is still arriving.")
        }
        for job in jobs {
            lines.append("Job \(job.id) is \(job.state.rawValue)" + (job.code.map { ": \($0.rawValue)." } ?? "."))
        }
        if ending == nil, jobs.last?.code == .alreadyRendered {
            lines.append("It was rendered with these settings before, so it is only rendered again by soframe retry.")
        }
        if let coming { lines.append("It becomes \(coming) in the outbox, or the next free name after that.") }
        for output in outputs {
            lines.append(
                "The outbox holds its \(output.kind.rawValue) "
                    + (output.path.map { "\($0)." } ?? "under a name that is forgotten."))
        }
        lines += transitions.map { "  \($0.at.text)  \($0.reason)" }
        return lines.joined(separator: "\n")
    }

    /// What a clock that was set since it came means for it.
    private var clockWasSet: [String] {
        let minute = TimeSpan.minutes(1)
        guard expected.since(input.deadline) > minute || input.deadline.since(expected) > minute else { return [] }
        return [
            "The clock was set since it was first seen. By the one that counts since the machine started its time is over "
                + "at \(expected.text) as the clock is now; the first sweep after that deletes it."
        ]
    }

    /// The video that is to be made of it.
    private var coming: RelativePath? {
        let isPending = jobs.last.map { !$0.state.isFinal } ?? true
        guard input.kind == .picture, ending == nil, isPending else { return nil }
        if let video = outputs.last(where: { $0.kind == .video }) { return video.path }
        return OutputNames(input.path, id: input.id).videos(.mp4).first { _ in true }
    }
}

extension DepthNames {
    /// What to tell of a companion that no picture takes by itself, because of its name.
    fileprivate static func remark(on companion: RelativePath) -> [String] {
        if isLookedFor(companion) { return [] }
        return [
            "No picture takes its depth from it by itself: only files named \(DepthNames.spokenEndings), "
                + "are looked for. Give it such a name and format."
        ]
    }
}
