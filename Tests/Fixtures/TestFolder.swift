package import Foundation

/// A folder of its own for one test, which goes with it.
package final class TestFolder: Sendable {
    package let path: String

    package init() throws {
        path = FileManager.default.temporaryDirectory.path + "/soframe-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of something in the folder.
    package func at(_ place: String) -> String { "\(path)/\(place)" }

    /// Writes a file in one step, and the folders above it; returns its path.
    @discardableResult
    package func write(_ place: String, _ data: Data) throws -> String {
        try makeFolder((place as NSString).deletingLastPathComponent)
        try data.write(to: URL(fileURLWithPath: at(place)))
        return at(place)
    }

    @discardableResult
    package func write(_ place: String, _ text: String) throws -> String { try write(place, Data(text.utf8)) }

    package func makeFolder(_ place: String) throws {
        try FileManager.default.createDirectory(atPath: at(place), withIntermediateDirectories: true)
    }

    package func read(_ place: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: at(place))), as: UTF8.self)
    }

    package func remove(_ place: String) throws { try FileManager.default.removeItem(atPath: at(place)) }

    package func exists(_ place: String) -> Bool { FileManager.default.fileExists(atPath: at(place)) }

    /// Which file it is; nil when there is none.
    package func inode(_ place: String) -> UInt64? {
        (try? FileManager.default.attributesOfItem(atPath: at(place)))?[.systemFileNumber] as? UInt64
    }

    /// Every file below a place, relative to it, in order of its path; hidden ones too.
    package func files(in place: String) -> [String] {
        let names = FileManager.default.enumerator(atPath: at(place))?.compactMap { $0 as? String } ?? []
        return names.filter { name in
            var isFolder: ObjCBool = false
            let exists = unsafe FileManager.default.fileExists(atPath: at("\(place)/\(name)"), isDirectory: &isFolder)
            return exists && !isFolder.boolValue
        }.sorted()
    }
}

/// Something that a test waited for did not happen.
package struct Unmet: Error, CustomStringConvertible {
    package let description: String
    package init(_ description: String) { self.description = description }
}

/// Looks again and again until it is so; gives up after a minute.
package func until(_ what: String, _ isSo: () async throws -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(60)
    while try await !isSo() {
        guard ContinuousClock.now < end else { throw Unmet("It never came to this: \(what).") }
        try await Task.sleep(for: .milliseconds(30))
    }
}
