import Dispatch
import Foundation
import Glibc
import Model
import Synchronization
import Testing
import Watching

extension WatchingTests {
    @Suite struct WatchLifeTests {
        let folder: WatchedFolder

        init() throws { folder = try WatchedFolder() }

        @Test("A second watch in the process is refused, and can begin after the first has ended")
        func second() async throws {
            let first = try folder.start()
            let error = #expect(throws: WatchingError.self) { _ = try folder.start() }
            #expect(error == .alreadyWatching)
            #expect(
                error?.description
                    == "Could not watch the folder: this process watches another one already. End that watch first.")
            await first.stop()
            let second = try folder.start()
            await second.stop()
        }

        @Test("A watch tells nothing that an earlier one had read")
        func leftovers() async throws {
            let earlier = try WatchedFolder()
            let seen = DispatchSemaphore(value: 0)
            let goOn = DispatchSemaphore(value: 0)
            let first = try earlier.start(skipping: { _, _ in
                seen.signal()
                goOn.wait()
                return false
            })
            let iterator = first.makeAsyncIterator()
            #expect(await iterator.next() == .rescan(.root, .started))
            for number in 0..<100 { try earlier.write("\(number).jpg") }
            seen.wait()
            // The thread stands in its first event; most of the others wait in the library's buffer or in the kernel.
            async let stopped: Void = first.stop()
            for _ in 0..<1000 { goOn.signal() }
            await stopped
            try await folder.watching { reader async throws in
                let told = try await reader.readAll()
                #expect(told == [])
            }
        }

        @Test("The reader ends when its task is cancelled")
        func cancelled() async throws {
            let events = try folder.start()
            let started = AsyncStream.makeStream(of: Void.self)
            let reading = Task {
                var count = 0
                for await _ in events {
                    count += 1
                    started.continuation.yield()
                }
                return count
            }
            for await _ in started.stream { break }
            reading.cancel()
            #expect(await reading.value == 1)
            await events.stop()
            let iterator = events.makeAsyncIterator()
            #expect(await iterator.next() == nil)
        }

        @Test("When the root is deleted or moved away, that is the last event", arguments: [true, false])
        func rootGone(deleted: Bool) async throws {
            try await folder.watching { reader async throws in
                if deleted {
                    try FileManager.default.removeItem(atPath: folder.path)
                } else {
                    _ = unsafe rename(folder.path, folder.outside + "/inbox")
                }
                _ = try await reader.read(until: .rootGone)
                let iterator = reader.events.makeAsyncIterator()
                #expect(await iterator.next() == nil)
            }
        }

        @Test("When the kernel drops events, the tree is rescanned and watched again")
        func kernelOverflow() async throws {
            let text = try String(contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8)
            let limit = try #require(Int(text.trimmingCharacters(in: .whitespacesAndNewlines)))
            try folder.makeFolder("a")
            let release = DispatchSemaphore(value: 0)
            let isHeld = Mutex(true)
            let holding: @Sendable (RelativePath, Bool) -> Bool = { place, isFolder in
                if !isFolder, isHeld.withLock({ $0 }) { release.wait() }
                return false
            }
            try await folder.watching(skipping: holding) { reader async throws in
                // Each file is at least two events; the thread stands in the first one.
                for number in 0...(limit / 2) { try folder.write("\(number).jpg") }
                _ = unsafe mkdir(folder.path + "/late", 0o755)
                isHeld.withLock { $0 = false }
                release.signal()
                _ = try await reader.read(until: .rescan(.root, .kernelOverflow))
                try folder.write("a/after.jpg")
                try folder.write("late/after.jpg")
                let seen = Set(try await reader.readAll())
                #expect(seen.contains(.written(try place("a/after.jpg"))))
                #expect(seen.contains(.written(try place("late/after.jpg"))))
            }
        }

        @Test("A reader that falls behind is told one rescan instead of every place")
        func slowReader() async throws {
            let heard = AsyncStream.makeStream(of: Void.self)
            let hearing: @Sendable (RelativePath, Bool) -> Bool = { place, _ in
                if place.name == Array("last".utf8) { heard.continuation.yield() }
                return false
            }
            try await folder.watching(pendingLimit: 10, skipping: hearing) { reader async throws in
                for number in 0..<30 { try folder.write("\(number).jpg") }
                try folder.write("last")
                for await _ in heard.stream { break }
                let seen = try await reader.read(until: .written(try place("last")))
                #expect(seen.contains(.rescan(.root, .tooManyPending)))
                #expect(seen.count <= 12)
            }
        }

        @Test("Children do not inherit the watch")
        func closedInChildren() async throws {
            try await folder.watching { reader async throws in
                let own = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").filter { descriptor in
                    let target = try? FileManager.default.destinationOfSymbolicLink(
                        atPath: "/proc/self/fd/" + descriptor)
                    return target == "anon_inode:inotify"
                }
                #expect(own.count == 1)
                for descriptor in own.compactMap(Int32.init) {
                    let flags = fcntl(descriptor, F_GETFD)
                    #expect(flags & FD_CLOEXEC != 0)
                }
                #expect(try await reader.readAll() == [])
            }
        }

        @Test("An obstacle says in whole sentences what to do")
        func obstacles() {
            #expect(
                WatchObstacle.limitReached.description
                    == "The limit of inotify watches is reached, so the folder is polled instead. "
                    + "Raise fs.inotify.max_user_watches with sysctl and start soframe again to have it watched.")
            #expect(
                WatchObstacle.system(95).description
                    == "The folder cannot be watched (error 95), so it is polled instead. "
                    + "Check that its file system supports inotify.")
        }

        @Test("A folder that is no folder cannot be watched, and the next watch can begin")
        func noFolder() async throws {
            #expect(throws: WatchingError.cannotOpen(EBADF)) {
                _ = try DirectoryEvents(watching: -1, skipping: { _, _ in false })
            }
            let events = try folder.start()
            await events.stop()
        }
    }
}
