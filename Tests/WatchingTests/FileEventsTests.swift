import Foundation
import Glibc
import Model
import Testing
import Watching

/// Everything that watches is in series: a process has one watch at a time.
@Suite(.serialized, .timeLimit(.minutes(1)))
struct WatchingTests {}

extension WatchingTests {
    @Suite struct FileEventsTests {
        let folder: WatchedFolder

        init() throws { folder = try WatchedFolder() }

        @Test("A copied file ends as written")
        func copied() async throws {
            try await folder.watching { reader async throws in
                try folder.write("a.jpg")
                let seen = try await reader.readAll()
                #expect(seen.last == .written(try place("a.jpg")))
            }
        }

        @Test("A file that a writer keeps open is touched, and written only when it is closed")
        func heldOpen() async throws {
            let picture = try place("a.jpg")
            try await folder.watching { reader async throws in
                let writer = unsafe open(folder.path + "/a.jpg", O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
                _ = unsafe write(writer, "x", 1)
                let half = try await reader.readAll().filter { $0.place == picture }
                #expect(half.last == .touched(picture, .modified))
                #expect(!half.contains(.written(picture)))
                close(writer)
                #expect(try await reader.readAll() == [.written(picture)])
            }
        }

        @Test("A file moved in is written, and nothing else")
        func movedIn() async throws {
            try WatchedFolder.write(folder.outside + "/a.jpg")
            try await folder.watching { reader async throws in
                _ = unsafe rename(folder.outside + "/a.jpg", folder.path + "/b.jpg")
                #expect(try await reader.readAll() == [.written(try place("b.jpg"))])
            }
        }

        @Test("A hard link is created, and nothing else")
        func hardLink() async throws {
            try WatchedFolder.write(folder.outside + "/a.jpg")
            try await folder.watching { reader async throws in
                _ = unsafe link(folder.outside + "/a.jpg", folder.path + "/a.jpg")
                #expect(try await reader.readAll() == [.touched(try place("a.jpg"), .created)])
            }
        }

        @Test("Changed permissions are attributes")
        func attributes() async throws {
            try folder.write("a.jpg")
            try await folder.watching { reader async throws in
                _ = unsafe chmod(folder.path + "/a.jpg", 0o600)
                #expect(try await reader.readAll() == [.touched(try place("a.jpg"), .attributes)])
            }
        }

        @Test("Deleted and moved away are both removed")
        func removed() async throws {
            try folder.write("a.jpg")
            try folder.write("b.jpg")
            try await folder.watching { reader async throws in
                _ = unsafe unlink(folder.path + "/a.jpg")
                try folder.move("b.jpg", to: folder.outside + "/b.jpg")
                let seen = Set(try await reader.readAll())
                #expect(seen.isSuperset(of: [.removed(try place("a.jpg")), .removed(try place("b.jpg"))]))
            }
        }

        @Test("A deleted file that is still being written does not speak for its name")
        func writtenAfterDeletion() async throws {
            let picture = try place("a.jpg")
            try await folder.watching { reader async throws in
                let writer = unsafe open(folder.path + "/a.jpg", O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
                _ = unsafe unlink(folder.path + "/a.jpg")
                _ = try await reader.read(until: .removed(picture))
                _ = unsafe write(writer, "x", 1)
                close(writer)
                #expect(try await reader.readAll().filter { $0.place == picture }.isEmpty)
            }
        }

        @Test("Names are bytes: no UTF-8, a line break, and twins that look alike")
        func names() async throws {
            let names: [[UInt8]] = [
                [0xFF, 0x0A, 0x1B], Array("caf\u{e9}".utf8), Array("cafe\u{301}".utf8),
                Array(repeating: 0x61, count: 255),
            ]
            try await folder.watching { reader async throws in
                for name in names {
                    let path =
                        folder.path.utf8.map(CChar.init(bitPattern:)) + [0x2F] + name.map(CChar.init(bitPattern:))
                    close(unsafe open(path + [0], O_WRONLY | O_CREAT | O_CLOEXEC, 0o644))
                }
                let written = try await reader.readAll().compactMap { event in
                    if case .written(let place) = event { place.bytes } else { nil }
                }
                #expect(written == names)
            }
            for name in names {
                let path =
                    folder.path.utf8.map(CChar.init(bitPattern:)) + [0x2F] + name.map(CChar.init(bitPattern:)) + [0]
                _ = unsafe unlink(path)
            }
        }

        @Test("Skipped names and everything in skipped folders stay untold")
        func skipped() async throws {
            try folder.makeFolder(".sync")
            let hidden: @Sendable (RelativePath, Bool) -> Bool = { place, _ in place.name.first == UInt8(ascii: ".") }
            try await folder.watching(skipping: hidden) { reader async throws in
                try folder.write(".hidden.jpg")
                try folder.write(".sync/a.jpg")
                try folder.makeFolder(".late")
                try folder.write(".late/a.jpg")
                try folder.write(".arriving.jpg")
                try folder.move(".arriving.jpg", to: folder.path + "/here.jpg")
                #expect(try await reader.readAll() == [.written(try place("here.jpg"))])
            }
        }
    }
}
