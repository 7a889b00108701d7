import Files
import Journaling
import Model
import Retention
import Working

/// Writes and removes the small files of the outbox: error notes and receipts.
///
/// What the outbox does not take is trouble that is told of, and no reason for anything else to stop: the methods return
/// it as whole sentences, which name files.
struct NoteWriter: Sendable {
    private let outbox: Directory
    private let state: Directory
    private let journal: Journal

    init(_ installation: Installation) {
        outbox = installation.outbox
        state = installation.state
        journal = installation.journal
    }

    /// Writes a note for every failure that has none. What cannot be written is tried again with the next call.
    func writeMissingNotes() async throws -> [String] {
        guard try await !journal.unnoted().isEmpty else { return [] }
        return try await troubles {
            // Whoever else writes them reads the same list.
            let lock = try await InstanceLock.notes.take(in: state, command: "soframe", patience: .seconds(10))
            var troubles: [String] = []
            for failure in try await journal.unnoted() {
                troubles += try await self.troubles { try await note(failure) }
            }
            withExtendedLifetime(lock) {}
            return troubles
        }
    }

    private func note(_ failure: UnnotedFailure) async throws -> [String] {
        let note = ErrorNote(failure: failure.failure, attempts: failure.attempts, deadline: failure.deadline)
        let names = OutputNames(failure.path, id: failure.input)
        let earlier = try await notes(of: failure.input, names)
        try outbox.makeSubdirectories(failure.path.parent)
        guard let written = try write(note.text, names.notes, over: earlier.last) else {
            return ["No free name was found for the error note of \(failure.path). Move such notes out of the outbox."]
        }
        try await journal.removed(earlier.map(\.id), at: .now)
        try await journal.wrote(
            .note, job: failure.job, input: failure.input, path: written.path, written.identity, at: .now)
        return []
    }

    /// Takes back the notes of a picture that was rendered after all, also those of what had its name before.
    func removeNotes(of job: Job) async throws -> [String] {
        try await remove(try await notes(of: job.input, OutputNames(job.path, id: job.input)))
    }

    /// Takes back notes that a crash left beside later videos.
    func removeOutdatedNotes() async throws -> [String] {
        var outdated: [Output] = []
        let notes = try await journal.outputs(.note, until: .now)
        for note in try OutboxSearch(outbox, journal).located(notes) where try await isOutdated(note) {
            outdated.append(note)
        }
        return try await remove(outdated)
    }

    /// Whether its picture, or what has the picture's name now, has a later video.
    private func isOutdated(_ note: Output) async throws -> Bool {
        var inputs = [note.input]
        if let path = note.path, let picture = OutputNames.picture(ofNote: path),
            let story = try await journal.story(inbox: picture, outbox: nil)
        {
            inputs.append(story.input.id)
        }
        for input in inputs {
            if try await journal.outputs(of: input, .video).contains(where: { $0.at >= note.at }) { return true }
        }
        return false
    }

    func writeReceipt(_ receipt: Receipt, of job: Job, beside video: RelativePath) async throws -> [String] {
        let names = OutputNames(job.path, id: job.input).receipts(of: video)
        let earlier = try await journal.outputs(of: job.input, .receipt)
        return try await troubles {
            guard let written = try write(receipt.text, names, over: earlier.last) else {
                return ["No free name was found for the receipt of \(video). Move such receipts out of the outbox."]
            }
            try await journal.removed(earlier.map(\.id), at: .now)
            try await journal.wrote(
                .receipt, job: job.id, input: job.input, path: written.path, written.identity, at: .now)
            return []
        }
    }

    /// The notes of an input; and the one that an input left which had the same name and is gone.
    private func notes(of input: Int64, _ names: OutputNames) async throws -> [Output] {
        var notes = try await journal.outputs(of: input, .note)
        guard let usual = names.notes.first(where: { _ in true }),
            let story = try await journal.story(inbox: nil, outbox: usual), story.ending != nil
        else { return notes }
        notes += story.outputs.filter { $0.kind == .note && $0.path == usual }
        return notes
    }

    private func remove(_ notes: [Output]) async throws -> [String] {
        var troubles: [String] = []
        for note in notes {
            troubles += try await self.troubles {
                if let path = note.path { _ = try outbox.remove(path, ifStill: note.identity) }
                try await journal.removed([note.id], at: .now)
                return []
            }
        }
        return troubles
    }

    private func troubles(_ work: () async throws -> [String]) async throws -> [String] {
        do {
            return try await work()
        } catch let error as FileError {
            return [error.description]
        } catch let error as HeldByAnother {
            return [error.description]
        }
    }

    /// Over our own earlier file, else under the first free name.
    private func write(
        _ text: String, _ names: some Sequence<RelativePath>, over earlier: Output?
    ) throws -> (path: RelativePath, identity: FileIdentity)? {
        let bytes = Array(text.utf8)
        if let earlier, let path = earlier.path, let identity = try replace(earlier, at: path, with: bytes) {
            return (path, identity)
        }
        for name in names {
            if case .written(let identity) = try outbox.write(bytes, as: name, existing: .keep) {
                return (name, identity)
            }
            // Ours from before a crash that came between the file and its record.
            if let identity = identity(of: name, ifItHolds: bytes) { return (name, identity) }
        }
        return nil
    }

    /// The file under a name that is taken, if it holds just these bytes.
    private func identity(of name: RelativePath, ifItHolds bytes: [UInt8]) -> FileIdentity? {
        do throws(FileError) {
            let file = try outbox.openForReading(name)
            return try file.readAll(limit: bytes.count) == bytes ? file.openingStatus.identity : nil
        } catch {
            // Somebody else's, larger or not to be read.
            return nil
        }
    }

    private func replace(
        _ earlier: Output, at path: RelativePath, with bytes: [UInt8]
    ) throws -> FileIdentity? {
        do throws(FileError) {
            let outcome = try outbox.write(bytes, as: path, existing: .replaceIfStill(earlier.identity))
            guard case .written(let identity) = outcome else { return nil }
            return identity
        } catch {
            guard error.isUnsupported else { throw error }
            // Where names cannot be exchanged, the earlier file goes first.
            _ = try outbox.remove(path, ifStill: earlier.identity)
            return nil
        }
    }
}
