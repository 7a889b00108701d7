import Files
import Foundation
import Glibc
import Model
import Testing

struct OpenedFileTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("A pipe, a folder and a link in the place of a picture are refused at once", .timeLimit(.minutes(1)))
    func notRegular() throws {
        _ = unsafe mkfifo(folder.full("pipe.jpg"), 0o600)
        try folder.directory.makeSubdirectories(place("folder.jpg"))
        try folder.write("x", "a.jpg")
        try folder.link("link.jpg", to: "a.jpg")
        let words = ["pipe": "a named pipe", "folder": "a folder", "link": "a symbolic link"]
        for (name, kind) in words {
            let error = #expect(throws: FileError.self) {
                _ = try folder.directory.openForReading(place("\(name).jpg"))
            }
            #expect(
                error?.description == "Could not open “\(folder.path)/\(name).jpg”: it is \(kind), not a regular file. "
                    + "Put the file itself there.")
        }
    }

    @Test("The bytes come from the opened file when its name is given to another")
    func swapped() throws {
        try folder.write("first", "a.jpg")
        let file = try folder.directory.openForReading(place("a.jpg"))
        try folder.delete("a.jpg")
        try folder.write("second", "a.jpg")
        #expect(try file.readAll(limit: 100) == Array("first".utf8))
        #expect(try file.status().links == 0)
        #expect(file.openingStatus.links == 1)
    }

    @Test("A file is read whole up to the limit and refused beyond it", arguments: [0, 1, 1000])
    func limit(size: Int) throws {
        try folder.write(String(repeating: "x", count: size), "a.json")
        let file = try folder.directory.openForReading(place("a.json"))
        #expect(try file.readAll(limit: size).count == size)
        #expect(try file.readAll(limit: size + 1).count == size)
        guard size > 0 else { return }
        let error = #expect(throws: FileError.self) { _ = try file.readAll(limit: size - 1) }
        #expect(
            error?.description == "Could not read “\(folder.path)/a.json”: it is larger than \(size - 1) bytes. "
                + "Make it smaller, or raise the limit.")
    }

    @Test("Pieces join to the whole, whatever their size", arguments: [1, 7, 100, 4096])
    func chunks(size: Int) throws {
        let text = (0..<40).map(String.init).joined(separator: "-")
        try folder.write(text, "a.jpg")
        let file = try folder.directory.openForReading(place("a.jpg"))
        var pieces: [[UInt8]] = []
        try file.forEachChunk(size: size) { pieces.append($0) }
        #expect(pieces.flatMap(\.self) == Array(text.utf8))
        #expect(pieces.allSatisfy { (1...size).contains($0.count) })
        #expect(try file.read(at: 3, count: 2) == Array(text.utf8.dropFirst(3).prefix(2)))
        #expect(try file.read(at: 10_000, count: 2).isEmpty)
    }

    @Test("A duplicated descriptor shows the same file and is closed in children")
    func duplicate() throws {
        try folder.write("x", "a.jpg")
        let file = try folder.directory.openForReading(place("a.jpg"))
        let other = try file.duplicateDescriptor()
        let flags = other.withRawValue { fcntl($0, F_GETFD) }
        #expect(flags & FD_CLOEXEC != 0)
        var status = stat()
        let answer = other.withRawValue { raw in unsafe fstat(raw, &status) }
        #expect(answer == 0)
        #expect(UInt64(status.st_ino) == file.openingStatus.identity.inode)
    }
}
