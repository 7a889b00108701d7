import Files
import Journaling
import Model

/// Puts right what an earlier instance left when it ended, however it ended. Only under the instance's lock.
struct Recovery {
    let installation: Installation

    /// Returns what could not be put right in the outbox and stands in nothing's way, as whole sentences.
    func run() async throws -> [String] {
        let notes = NoteWriter(installation)
        try await Publisher(outbox: installation.outbox, journal: installation.journal).recover(at: .now)
        try await installation.journal.shortenDeadlines()
        try await installation.journal.dropUnwantedHooks()
        try removeProgress()
        return try await notes.removeOutdatedNotes() + notes.writeMissingNotes()
    }

    private func removeProgress() throws {
        for entry in try installation.state.subdirectory(ProgressBoard.folder).entries() {
            guard let path = ProgressBoard.folder.appending(entry.name),
                let status = try installation.state.status(of: path)
            else { continue }
            _ = try installation.state.remove(path, ifStill: status.identity)
        }
    }
}
