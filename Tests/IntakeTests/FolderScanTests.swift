import Files
import Foundation
import Glibc
import Model
import Testing

@testable import Intake

struct FolderScanTests {
    let inbox: TestInbox

    init() throws { inbox = try TestInbox() }

    @Test("Folders are looked into, but not those of other programs and not through links")
    func folders() throws {
        for folder in ["a/b", "@eaDir", ".stversions", "a/__MACOSX", ".~tmp~", "a/.rsync-partial"] {
            try inbox.makeFolder(folder)
            try inbox.write(folder + "/p.jpg")
        }
        try TestInbox.write(inbox.outside + "/q.jpg", "picture")
        #expect(unsafe symlink(inbox.outside, inbox.path + "/link") == 0)
        var roles: [String: FileRole] = [:]
        let scan = try FolderScan.look(in: inbox.directory, recursive: true) { roles[$0.path.description] = $0.role }
        #expect(
            roles == ["a/b/p.jpg": .picture, ".~tmp~/p.jpg": .transfer, "a/.rsync-partial/p.jpg": .transfer])
        #expect(scan.foreignCount == 1)
        #expect(scan.unreadable.isEmpty)
    }

    @Test("Only the folder itself without recursion, and only one part of the tree when asked so")
    func parts() throws {
        try inbox.makeFolder("a/b")
        for name in ["1.jpg", "a/2.jpg", "a/b/3.jpg"] { try inbox.write(name) }
        var told: [String] = []
        _ = try FolderScan.look(in: inbox.directory, recursive: false) { told.append($0.path.description) }
        #expect(told == ["1.jpg"])
        told = []
        _ = try FolderScan.look(in: inbox.directory, at: try place("a"), recursive: true) {
            told.append($0.path.description)
        }
        #expect(told.sorted() == ["a/2.jpg", "a/b/3.jpg"])
    }

    @Test("A folder that is not there is an error")
    func missing() throws {
        let path = try place("nothing")
        let error = #expect(throws: FileError.self) {
            _ = try FolderScan.look(in: inbox.directory, at: path, recursive: true) { _ in }
        }
        #expect(error?.isMissing == true)
    }

    @Test("The queue gives places back in the order of their times, and none before its time")
    func queue() throws {
        var queue = DueQueue()
        var random = Xorshift(state: 42)
        let dues = (0..<500).map { _ in Int64.random(in: 0..<1000, using: &random) }
        for (number, due) in dues.enumerated() { queue.add(try place("\(number)"), due: .milliseconds(due)) }
        #expect(queue.earliest == dues.min().map { .milliseconds($0) })
        var taken: [Int64] = []
        while let path = queue.take(by: .milliseconds(499)) {
            taken.append(dues[try #require(Int(path.description))])
        }
        #expect(taken == dues.filter { $0 < 500 }.sorted())
    }
}
