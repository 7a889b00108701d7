package import Files
package import Journaling
package import Model

/// Finds outputs again whose names the journal has forgotten: by the keyed hashes of the places that there are.
package struct OutboxSearch: Sendable {
    private let outbox: Directory
    private let pathHash: PathHash

    package init(_ outbox: Directory, _ journal: Journal) {
        self.outbox = outbox
        pathHash = journal.pathHash
    }

    /// The same outputs, each with its place; without one are those that are at their places no more. Reads the names of
    /// the whole outbox, and only when an output asks for it.
    package func located(_ outputs: [Output]) throws(FileError) -> [Output] {
        var wanted = Set(outputs.filter { $0.path == nil }.map(\.pathHash))
        var places: [[UInt8]: RelativePath] = [:]
        var folders = [RelativePath.root]
        while !wanted.isEmpty, let folder = folders.popLast() {
            try outbox.subdirectory(folder).forEachEntry { entry throws(FileError) in
                guard let path = folder.appending(entry.name) else { return }
                if entry.kind == .folder { folders.append(path) }
                if entry.kind == .regular, let hash = wanted.remove(pathHash(path)) { places[hash] = path }
            }
        }
        return outputs.map { output in
            var output = output
            output.path = output.path ?? places[output.pathHash]
            return output
        }
    }
}
