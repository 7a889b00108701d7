import Files
import Foundation
import Intake
import Model
import Watching

/// Notes what the kernel told.
struct Ear {
    let iterator: DirectoryEvents.Iterator
    let inbox: TestInbox

    /// Everything until now: a last file is written, and events keep their order.
    func hear() async throws {
        let name = "sentinel-\(UUID().uuidString).txt"
        try inbox.write(name)
        let sentinel = try place(name)
        await hear { $0 == .written(sentinel) }
        try inbox.delete(name)
    }

    func hear(until isLast: (DirectoryEvent) -> Bool) async {
        while let event = await iterator.next() {
            await inbox.desk.note(event)
            if isLast(event) { return }
        }
    }
}

extension TestInbox {
    /// Watches the inbox for the length of the body, from when the watch stands. `telling` is called with each place that
    /// is told, on the watching thread.
    func watching(
        telling: @escaping @Sendable (RelativePath) -> Void = { _ in }, _ body: (Ear) async throws -> Void
    ) async throws {
        let events = try directory.withRawDescriptor { folder in
            try DirectoryEvents(watching: folder) { path, isFolder in
                if !isFolder { telling(path) }
                return !path.description.hasPrefix("sentinel") && NameRules.isUneventful(path, isFolder: isFolder)
            }
        }
        let ear = Ear(iterator: events.makeAsyncIterator(), inbox: self)
        await ear.hear { $0 == .rescan(.root, .started) }
        do {
            try await body(ear)
        } catch {
            await events.stop()
            throw error
        }
        await events.stop()
    }
}
