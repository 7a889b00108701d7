import Files
import Journaling
import Model
import Retention

/// Deletes a picture now, with what belongs to it, what was made of it, and every trace in the journal.
struct Eraser: Sendable {
    let installation: Installation
    /// Stops these jobs where they run, and returns when none of them does.
    let stop: @Sendable ([Int64]) async throws -> Void

    /// How long a sweep that is at work is waited for.
    private static let patience = Duration.seconds(30)

    /// What cannot be deleted is named in the answer, and the rest is tried; the journal forgets only what is gone whole.
    func erase(_ place: FilePlace, at now: Timestamp) async throws -> Answer {
        do {
            let lock = try await InstanceLock.sweep.take(
                in: installation.state, command: "soframe erase", patience: Self.patience)
            let answer = try await eraseAlone(place, at: now)
            withExtendedLifetime(lock) {}
            return answer
        } catch let error as HeldByAnother {
            return Answer(succeeded: false, sentence: error.description)
        }
    }

    private func eraseAlone(_ place: FilePlace, at now: Timestamp) async throws -> Answer {
        let journal = installation.journal
        let begun: Erasure
        switch try await journal.beginErasing(place, at: now) {
        case .success(let erasure): begun = erasure
        case .failure(let refusal): return refusal.answer
        }
        try await stop(begun.jobs)
        // One that was about to be delivered was.
        var erasure = try await journal.erasure(of: begun.input)
        let troubles = try delete(&erasure)
        guard troubles.isEmpty else {
            return Answer(
                succeeded: false,
                sentence: "\(place.path) could not be erased whole; name it again when that is mended. "
                    + troubles.joined(separator: " "))
        }
        try await journal.erased(erasure, at: now)
        return Answer(succeeded: true, sentence: "\(place.path) was erased: \(erasure.summary).\(erasure.remark)")
    }

    /// Notes outputs that are elsewhere, and returns what could not be deleted, as whole sentences.
    private func delete(_ erasure: inout Erasure) throws -> [String] {
        let inbox = try installation.inbox
        var troubles: [String] = []
        for file in erasure.files {
            troubles += Self.trouble {
                // The user means whatever is there now, also a version that was not taken in yet.
                if let status = try inbox.status(of: file.path) {
                    guard status.kind == .regular else { return }
                    _ = try inbox.remove(file.path, ifStill: status.identity)
                } else if try inbox.volume(of: file.path) != file.stamp.identity.device {
                    throw UserError(
                        "Could not delete “\(file.path)”: its volume is not at the inbox now. Mount it there again.")
                }
            }
        }
        troubles += Self.trouble {
            for output in try OutboxSearch(installation.outbox, installation.journal).located(erasure.outputs) {
                guard let path = output.path else {
                    erasure.missed[output.id] = .gone
                    continue
                }
                troubles += Self.trouble {
                    switch try installation.outbox.remove(path, ifStill: output.identity) {
                    case .removed: break
                    case .alreadyGone: erasure.missed[output.id] = .gone
                    case .replacedByOther: erasure.missed[output.id] = .superseded
                    }
                }
            }
        }
        return troubles
    }

    private static func trouble(_ work: () throws -> Void) -> [String] {
        do {
            try work()
            return []
        } catch {
            return ["\(error)"]
        }
    }
}

extension Erasure {
    fileprivate var summary: String {
        let words = Self.counted(
            files.map(\.kind.rawValue) + outputs.filter { missed[$0.id] == nil }.map(\.kind.rawValue))
        return words.isEmpty ? "what was known of it" : words.joined(separator: ", ") + " and all that was known of it"
    }

    /// A sentence on what is elsewhere, with the space before it; empty where nothing is.
    fileprivate var remark: String {
        let words = Self.counted(outputs.filter { missed[$0.id] != nil }.map(\.kind.rawValue))
        guard let first = words.first else { return "" }
        let subject = first.prefix(1).uppercased() + first.dropFirst() + words.dropFirst().map { " and \($0)" }.joined()
        return " \(subject) had been moved, replaced or deleted before: Soframe left alone what is there now."
    }

    private static func counted(_ kinds: [String]) -> [String] {
        kinds.reduce(into: [(kind: String, count: Int)]()) { counts, kind in
            if let place = counts.firstIndex(where: { $0.kind == kind }) {
                counts[place].count += 1
            } else {
                counts.append((kind, 1))
            }
        }.map { $0.count == 1 ? "its \($0.kind)" : "\($0.count) \($0.kind)s" }
    }
}
