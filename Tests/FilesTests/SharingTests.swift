import Files
import Foundation
import Glibc
import Model
import Testing

/// In series: a child of one test, between fork and exec, would hold the other's writer open.
@Suite(.serialized)
struct SharingTests {
    let folder: TemporaryFolder
    let me = LockHolder(process: 42, command: "soframe watch", since: Timestamp(milliseconds: 1_700_000_000_123))

    init() throws { folder = try TemporaryFolder() }

    @Test("A writer on this machine is seen while it has the file open, and not after")
    func writer() throws {
        try folder.write("half", "a.jpg")
        let writer = try FileHandle(forWritingTo: URL(filePath: folder.full("a.jpg")))
        let file = try folder.directory.openForReading(place("a.jpg"))
        #expect(file.checkForWriter() == .writing)
        try writer.close()
        #expect(file.checkForWriter() == .none)
        #expect(file.checkForWriter() == .none, "The lease is given back each time.")
        let later = try FileHandle(forWritingTo: URL(filePath: folder.full("a.jpg")))
        #expect(file.checkForWriter() == .writing)
        try later.close()
    }

    @Test("A second taker learns who holds the lock, and gets it when the first lets go")
    func holder() throws {
        let name = try place("lock")
        func takeTwice() throws {
            let first = try StateLock.take(in: folder.directory, name: name, holder: me)
            let second = try StateLock.take(in: folder.directory, name: name, holder: me)
            guard case .heldBy(let holder) = second else {
                Issue.record("Two hold the same lock.")
                return
            }
            #expect(holder == me)
            guard case .taken = first else {
                Issue.record("A free lock was not given.")
                return
            }
        }
        try takeTwice()
        #expect(try folder.text("lock").isEmpty)
        guard case .taken = try StateLock.take(in: folder.directory, name: name, holder: me) else {
            Issue.record("The lock was not released.")
            return
        }
    }

    @Test("What keeps the holder from its work is learned too, for as long as the holder says so")
    func trouble() throws {
        let name = try place("lock")
        let lock = try StateLock.take(in: folder.directory, name: name, holder: me)
        for trouble in ["no room at all", "none", nil] {
            try StateLock.note(trouble, in: folder.directory, name: name)
            guard case .heldBy(let holder) = try StateLock.take(in: folder.directory, name: name, holder: me) else {
                Issue.record("The lock was lost.")
                return
            }
            #expect(
                holder == LockHolder(process: me.process, command: me.command, since: me.since, trouble: trouble))
        }
        withExtendedLifetime(lock) {}
    }

    @Test("A lock that another process held is free when that process is killed", .timeLimit(.minutes(1)))
    func death() throws {
        let name = try place("lock")
        let child = Process()
        child.executableURL = URL(filePath: "/usr/bin/flock")
        child.arguments = ["--no-fork", folder.full("lock"), "/bin/cat"]
        let input = Pipe()
        let output = Pipe()
        child.standardInput = input
        child.standardOutput = output
        try child.run()
        try input.fileHandleForWriting.write(contentsOf: Data("locked".utf8))
        #expect(output.fileHandleForReading.availableData == Data("locked".utf8))
        guard case .heldBy(nil) = try StateLock.take(in: folder.directory, name: name, holder: me) else {
            Issue.record("The lock was taken from another process.")
            return
        }
        kill(child.processIdentifier, SIGKILL)
        child.waitUntilExit()
        guard case .taken = try StateLock.take(in: folder.directory, name: name, holder: me) else {
            Issue.record("The lock outlived its process.")
            return
        }
    }

    @Test("A link in the place of the lock is refused")
    func linkedLock() throws {
        try folder.write("precious", "precious")
        try folder.link("lock", to: "precious")
        let error = #expect(throws: FileError.self) {
            _ = try StateLock.take(in: folder.directory, name: place("lock"), holder: me)
        }
        #expect(error?.number == ELOOP)
        #expect(try folder.text("precious") == "precious")
    }
}
