import Fixtures
import Foundation
import Glibc
import Model
import Testing
import Watching

extension WatchingTests {
    @Suite struct FolderEventsTests {
        let folder: WatchedFolder

        init() throws { folder = try WatchedFolder() }

        @Test("Files in folders that were there before are told")
        func existingFolders() async throws {
            try folder.makeFolder("a")
            try folder.makeFolder("a/b")
            try await folder.watching { reader async throws in
                try folder.write("a/b/c.jpg")
                #expect(try await reader.readAll().last == .written(try place("a/b/c.jpg")))
            }
        }

        @Test("Of 500 new folders in one another and side by side, every file is told or in a rescanned folder")
        func newFolders() async throws {
            try await folder.watching { reader async throws in
                async let made: Void = {
                    for chain in 0..<5 {
                        var path = "chain\(chain)"
                        for _ in 0..<100 {
                            try folder.makeFolder(path)
                            try folder.write(path + "/a.jpg")
                            path += "/d"
                        }
                    }
                    try folder.write("done.txt")
                }()
                var found: Set<String> = []
                let done = try place("done.txt")
                for await event in reader.events {
                    switch event {
                    case .rescan(let place, .newFolder): found.formUnion(folder.files(below: place))
                    case .written(let place), .touched(let place, _): found.insert(place.description)
                    default: break
                    }
                    if event == .written(done) { break }
                }
                try await made
                #expect(found.filter { $0.hasSuffix(".jpg") } == folder.files(below: .root))
                #expect(folder.files(below: .root).count == 500)
            }
        }

        @Test("A folder that was moved out is silent, and the rest is rescanned and told on")
        func movedOut() async throws {
            try folder.makeFolder("stays")
            try folder.makeFolder("goes")
            try folder.makeFolder("goes/deep")
            try await folder.watching { reader async throws in
                try folder.move("goes", to: folder.outside + "/gone")
                _ = try await reader.read(until: .rescan(.root, .foldersMoved))
                try WatchedFolder.write(folder.outside + "/gone/a.jpg")
                try WatchedFolder.write(folder.outside + "/gone/deep/a.jpg")
                try folder.write("stays/a.jpg")
                let seen = try await reader.readAll()
                #expect(seen.last == .written(try place("stays/a.jpg")))
                #expect(Set(seen.map(\.place)) == [try place("stays/a.jpg")])
            }
        }

        @Test("A folder moved within the tree tells its new place")
        func movedWithin() async throws {
            try folder.makeFolder("foo")
            try folder.makeFolder("foobar")
            try await folder.watching { reader async throws in
                try folder.move("foo", to: folder.path + "/new")
                _ = try await reader.read(until: .rescan(.root, .foldersMoved))
                try folder.write("new/a.jpg")
                try folder.write("foobar/b.jpg")
                let seen = Set(try await reader.readAll())
                #expect(seen.contains(.written(try place("new/a.jpg"))))
                #expect(seen.contains(.written(try place("foobar/b.jpg"))))
                #expect(!seen.map(\.place.description).contains("foo/a.jpg"))
            }
        }

        @Test("A folder moved in is watched, and what it brought is rescanned")
        func movedIn() async throws {
            let path = folder.outside + "/album"
            _ = unsafe mkdir(path, 0o755)
            _ = unsafe mkdir(path + "/deep", 0o755)
            try await folder.watching { reader async throws in
                _ = unsafe rename(path, folder.path + "/album")
                #expect(try await reader.readAll() == [.rescan(try place("album"), .newFolder)])
                try folder.write("album/deep/a.jpg")
                #expect(try await reader.readAll().last == .written(try place("album/deep/a.jpg")))
            }
        }

        @Test("A folder that is deleted and made again is watched again")
        func madeAgain() async throws {
            try folder.makeFolder("a")
            try await folder.watching { reader async throws in
                for _ in 0..<20 {
                    _ = unsafe rmdir(folder.path + "/a")
                    try folder.makeFolder("a")
                }
                #expect(try await reader.readAll().last == .rescan(try place("a"), .newFolder))
                try folder.write("a/b.jpg")
                #expect(try await reader.readAll().last == .written(try place("a/b.jpg")))
            }
        }

        @Test("A link to a folder is told as a name and never entered")
        func linkedFolder() async throws {
            try await folder.watching { reader async throws in
                _ = unsafe symlink(folder.outside, folder.path + "/door")
                try WatchedFolder.write(folder.outside + "/secret.jpg")
                #expect(try await reader.readAll() == [.touched(try place("door"), .created)])
            }
        }

        @Test("Without recursion, folders stay untold")
        func flat() async throws {
            try folder.makeFolder("a")
            try await folder.watching(recursively: false) { reader async throws in
                try folder.write("a/b.jpg")
                try folder.makeFolder("c")
                try folder.write("c/d.jpg")
                #expect(try await reader.readAll() == [])
            }
        }

        @Test("A folder that may not be read is an obstacle until it may", .enabled(if: geteuid() != 0))
        func unreadable() async throws {
            let shut = try place("shut")
            try await folder.watching { reader async throws in
                _ = unsafe mkdir(folder.path + "/shut", 0)
                _ = try await reader.read(until: .cannotWatch(shut, .noAccess))
                _ = try await reader.readAll()
                _ = unsafe chmod(folder.path + "/shut", 0o755)
                _ = try await reader.read(until: .rescan(shut, .newFolder))
                try folder.write("shut/a.jpg")
                #expect(try await reader.readAll().last == .written(try place("shut/a.jpg")))
            }
        }
    }
}

extension WatchingTests {
    @Suite(.enabled(if: Volume.canMount))
    struct MountTests {
        @Test("When a volume in the tree is unmounted, the folder beneath it is watched")
        func unmounted() async throws {
            let folder = try WatchedFolder()
            let volume = try Volume()
            try folder.makeFolder("card")
            try volume.show(at: folder.path + "/card")
            defer { Volume.hide(folder.path + "/card") }
            // It is told when a volume is shown nowhere any more.
            Volume.hide(volume.path)
            try await folder.watching { reader async throws in
                Volume.hide(folder.path + "/card")
                _ = try await reader.read(until: .rescan(try place("card"), .unmounted))
                try folder.write("card/after.jpg")
                #expect(try await reader.readAll().contains(.written(try place("card/after.jpg"))))
            }
        }
    }
}
