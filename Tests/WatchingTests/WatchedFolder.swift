import Foundation
import Glibc
import Model
import Testing
import Watching

/// A folder of its own for one test, with a neighbour that is not watched; removed at the end.
final class WatchedFolder: Sendable {
    let path: String
    let outside: String

    init() throws {
        let base = FileManager.default.temporaryDirectory.appending(path: "soframe-watching-\(UUID().uuidString)")
            .path(percentEncoded: false)
        path = base + "/inbox"
        outside = base + "/outside"
        for folder in [path, outside] {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent) }

    func write(_ name: String) throws { try Self.write(path + "/" + name) }

    /// Opens, writes and closes, as a plain copy does; not aside and renamed.
    static func write(_ path: String) throws {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        _ = unsafe Glibc.write(descriptor, "x", 1)
        close(descriptor)
    }

    func makeFolder(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: path + "/" + name, withIntermediateDirectories: false)
    }

    func move(_ name: String, to target: String) throws {
        guard unsafe rename(path + "/" + name, target) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    }

    /// Every regular file below a place, as they are now.
    func files(below place: RelativePath) -> Set<String> {
        let top = place.isRoot ? path : path + "/" + place.description
        let prefix = place.isRoot ? "" : place.description + "/"
        return Set(
            (FileManager.default.enumerator(atPath: top)?.compactMap { $0 as? String } ?? [])
                .filter { $0.hasSuffix(".jpg") }.map { prefix + $0 })
    }

    /// Watches the folder for the length of the test's body. What the body does is told, since the watch has begun.
    func watching(
        recursively: Bool = true, pendingLimit: Int = 100_000,
        skipping: @escaping @Sendable (RelativePath, Bool) -> Bool = { _, _ in false },
        _ body: (EventReader) async throws -> Void
    ) async throws {
        let events = try start(recursively: recursively, pendingLimit: pendingLimit, skipping: skipping)
        do {
            let reader = EventReader(events: events, folder: self)
            let first = try await reader.read { _ in true }
            #expect(first == [.rescan(.root, .started)])
            try await body(reader)
        } catch {
            await events.stop()
            throw error
        }
        await events.stop()
    }

    func start(
        recursively: Bool = true, pendingLimit: Int = 100_000,
        skipping: @escaping @Sendable (RelativePath, Bool) -> Bool = { _, _ in false }
    ) throws -> DirectoryEvents {
        let folder = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { close(folder) }
        return try DirectoryEvents(
            watching: folder, recursively: recursively, pendingLimit: pendingLimit, skipping: skipping)
    }
}

/// Reads events until something a test waits for; a time limit of the suite ends a wait that never does.
struct EventReader {
    let events: DirectoryEvents
    let folder: WatchedFolder

    struct EndedEarly: Error {}

    /// Everything up to and with the first event that fits.
    func read(until isLast: (DirectoryEvent) -> Bool) async throws -> [DirectoryEvent] {
        var seen: [DirectoryEvent] = []
        for await event in events {
            seen.append(event)
            if isLast(event) { return seen }
        }
        throw EndedEarly()
    }

    func read(until last: DirectoryEvent) async throws -> [DirectoryEvent] {
        try await read { $0 == last }
    }

    /// Everything told until now: a last file is written, and events keep their order.
    func readAll() async throws -> [DirectoryEvent] {
        let sentinel = "last-\(UUID().uuidString).txt"
        try folder.write(sentinel)
        let place = try place(sentinel)
        return try await read(until: .written(place)).filter { $0.place != place }
    }
}

extension DirectoryEvent {
    /// Where it happened; the root for the root's own end.
    var place: RelativePath {
        switch self {
        case .written(let place), .touched(let place, _), .removed(let place), .rescan(let place, _),
            .cannotWatch(let place, _):
            place
        case .rootGone: .root
        }
    }
}

func place(_ text: String) throws -> RelativePath {
    guard let path = RelativePath(text) else { throw InvalidPlace() }
    return path
}

struct InvalidPlace: Error {}
