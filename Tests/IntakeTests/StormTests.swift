import Dispatch
import Foundation
import Glibc
import Intake
import Model
import Synchronization
import Testing
import Watching

extension RealEventsTests {
    /// More at once than can be told.
    @Suite struct StormTests {
        let inbox: TestInbox

        init() throws { inbox = try TestInbox() }

        /// That each of these places has one job, and nothing else has.
        private func expectOneJobEach(_ names: some Sequence<String>) async {
            let jobs = await inbox.ledger.jobs.filter { $0.state == .waiting }
            let wanted = Set(names)
            #expect(jobs.count == wanted.count)
            #expect(Set(jobs.map(\.submission.path.description)) == wanted)
        }

        @Test("Of files that come at once, a thousand more than the kernel tells of, each is admitted once")
        func overflow() async throws {
            let limit = try String(contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8)
            let count = 1000 + (try #require(Int(limit.dropLast())))
            let release = DispatchSemaphore(value: 0)
            let isHeld = Mutex(true)
            let holding: @Sendable (RelativePath) -> Void = { _ in
                if isHeld.withLock({ $0 }) { release.wait() }
            }
            try await inbox.watching(telling: holding) { ear in
                for number in 0..<count { try inbox.write("\(number).jpg", "picture") }
                isHeld.withLock { $0 = false }
                release.signal()
                await ear.hear { $0 == .rescan(.root, .kernelOverflow) }
                try inbox.write("after.jpg")
                try await ear.hear()
                try await inbox.run(.seconds(30))
            }
            await expectOneJobEach((0..<count).map { "\($0).jpg" } + ["after.jpg"])
            #expect(await inbox.desk.report.overflows == 1)
        }

        @Test(
            "Every file in 500 new folders, in one another and side by side, is admitted once, wherever they are moved")
        func folders() async throws {
            var names: [String] = []
            try await inbox.watching { ear in
                for chain in 0..<5 {
                    var folder = "chain\(chain)"
                    for _ in 0..<50 {
                        names.append(folder + "/a.jpg")
                        folder += "/d"
                    }
                }
                names += (0..<250).map { "side\($0)/a.jpg" }
                for name in names {
                    _ = unsafe mkdir(inbox.path + "/" + (name as NSString).deletingLastPathComponent, 0o755)
                    try inbox.write(name, name)
                }
                try await ear.hear()
                try await inbox.run(.seconds(30))
                await expectOneJobEach(names)
                let before = Set(await inbox.ledger.inputs().map(\.id))

                // Out, within, and in again.
                #expect(unsafe rename(inbox.path + "/chain0", inbox.outside + "/chain0") == 0)
                try inbox.move("chain1", to: "side0/moved")
                await ear.hear { $0 == .rescan(.root, .foldersMoved) }
                try await ear.hear()
                try await inbox.run(.seconds(30))
                var moved = names.filter { !$0.hasPrefix("chain0/") }
                    .map { $0.hasPrefix("chain1/") ? "side0/moved" + $0.dropFirst("chain1".count) : $0 }
                let left = await inbox.ledger.inputs()
                #expect(Set(left.map(\.path.description)) == Set(moved))
                #expect(before.isSuperset(of: left.map(\.id)), "what was moved within is what it was")
                #expect(await inbox.queued.count == moved.count)

                #expect(unsafe rename(inbox.outside + "/chain0", inbox.path + "/side1/back") == 0)
                try await ear.hear()
                try inbox.write("side1/back/d/late.jpg", "late")
                try await ear.hear()
                try await inbox.run(.seconds(30))
                moved += names.filter { $0.hasPrefix("chain0/") }.map { "side1/back" + $0.dropFirst("chain0".count) }
                #expect(
                    Set(await inbox.ledger.inputs().map(\.path.description)) == Set(moved + ["side1/back/d/late.jpg"]))
                #expect(await inbox.queued.count == moved.count + 1)
            }
        }
    }
}
