import Files
package import Model
package import Working

/// Installs a network: copied aside, tried in a locked process, and only then given its name.
package struct ModelAdding: Sendable {
    let shelf: ModelShelf
    let search: RuntimeSearch
    let configuration: Configuration
    private let executable: String

    /// - Parameter executable: The program that tries it; this one by default.
    package init(_ room: ModelRoom, _ configuration: Configuration, executable: String = "/proc/self/exe") throws {
        shelf = try room.shelf
        search = room.search
        self.configuration = configuration
        self.executable = executable
    }

    /// - Parameters:
    ///   - path: The ONNX file's.
    ///   - name: Nil for the file's own without its ending.
    /// - Throws: `UserError`, `JobFailure` or `FileError` with what is wrong; nothing is installed then.
    package func add(
        _ path: String, kind: ModelKind, name: String?
    ) throws -> (model: InstalledModel, report: ModelTrial.Report) {
        let source = try NamedPlace(path)
        let file = try source.folder.openForReading(source.name)
        let model = InstalledModel(
            name: name ?? Self.stem(source), kind: kind, size: file.openingStatus.size)
        guard InstalledModel.isName(model.name), let place = model.place else {
            throw UserError(
                "\(DisplayText.escaped(model.name.utf8)) is no name for a model. Give one of at most 64 letters, digits, dots, "
                    + "underscores and hyphens with --name.")
        }
        try check(file, path)
        let library = try search.find()
        let folder = try Directory.create(shelf.path, permissions: 0o700)
        guard try !shelf.models().contains(where: { $0.name == model.name }) else { throw Self.taken(model) }
        // What is tried is what is installed, whatever becomes of the file meanwhile.
        let copy = try folder.createUnnamed()
        try Self.copy(file, to: copy)
        let report = try ModelTrial(library: library, kind: kind, configuration, executable: executable)
            .run(model: try copy.duplicateDescriptor())
        guard try folder.publish(copy, as: place) == .published else { throw Self.taken(model) }
        return (model, report)
    }

    private func check(_ file: borrowing OpenedFile, _ path: String) throws {
        let size = file.openingStatus.size
        guard size <= Int64(ModelShelf.largest) else {
            throw UserError(
                "\(path) has \(size) bytes; a model may have \(ModelShelf.largest). Take a smaller one of its family.")
        }
        // The version that an ONNX file begins with: field 1 of a protocol buffer.
        guard try file.read(at: 0, count: 1) == [8] else {
            throw UserError("\(path) does not begin as an ONNX file does. Export the model as ONNX, in one file.")
        }
    }

    private static func copy(_ file: borrowing OpenedFile, to copy: borrowing UnnamedFile) throws(FileError) {
        var offset: Int64 = 0
        while true {
            let chunk = try file.read(at: offset, count: 1 << 20)
            if chunk.isEmpty { return }
            try copy.write(chunk)
            offset += Int64(chunk.count)
        }
    }

    private static func stem(_ place: NamedPlace) -> String {
        let name = String(decoding: place.name.name, as: UTF8.self)
        return name.hasSuffix(".onnx") ? String(name.dropLast(5)) : name
    }

    private static func taken(_ model: InstalledModel) -> UserError {
        UserError(
            "A model \(model.name) is installed already. Remove it first with soframe models remove \(model.name), or give "
                + "this one another name with --name.")
    }
}
