import Files
import Fixtures
import Foundation
import Glibc
import Intake
import Model
import Testing
import Watching

/// A folder of the inbox that is a mounted volume.
@Suite(.enabled(if: Volume.canMount))
struct VolumeTests {
    let inbox: TestInbox
    let card: Volume
    private var folder: String { inbox.path + "/card" }

    init() throws {
        inbox = try TestInbox(fresh: false)
        card = try Volume()
        try inbox.makeFolder("card")
    }

    @Test("What is on a volume that is unmounted is not deleted, only waits, and goes on when the volume is back")
    func back() async throws {
        try card.show(at: folder)
        defer { Volume.hide(folder) }
        try inbox.write("card/a.jpg", "a")
        try inbox.write("b.jpg", "b")
        try await inbox.run(.seconds(1))
        let before = Set(await inbox.ledger.inputs().map(\.id))
        let id = try #require(await inbox.ledger.input(at: try place("card/a.jpg"))?.id)

        Volume.hide(folder)
        await inbox.desk.note(.rescan(try place("card"), .unmounted))
        try await inbox.run(.seconds(400))
        #expect(Set(await inbox.ledger.inputs().map(\.id)) == before)
        #expect(await inbox.desk.report.away == [try place("card/a.jpg")])
        #expect(
            await inbox.desk.report.trouble
                == "1 of its files are on a volume that is not there now, and do not count as deleted. Mount it again, "
                + "and all goes on by itself.")
        #expect(try #require(await inbox.ledger.putOff[id]) > inbox.clock.clock.now.wall)
        #expect(await inbox.desk.unsettledPictures == [])

        try card.show(at: folder)
        #expect(try await inbox.run(.seconds(301)).contains(.unchanged))
        #expect(await inbox.ledger.putOff[id] == Timestamp(milliseconds: 0))
        #expect(await inbox.desk.report.trouble == nil)
        #expect(Set(await inbox.ledger.inputs().map(\.id)) == before)
        #expect(await inbox.ledger.jobs.count == 2)

        try inbox.delete("card/a.jpg")
        try await inbox.run(.seconds(400))
        #expect(await inbox.ledger.inputs().map(\.path.description) == ["b.jpg"])
    }

    @Test("A volume that is mounted again under another number is the same one: what is gone there is gone")
    func renumbered() async throws {
        try card.show(at: folder)
        defer { Volume.hide(folder) }
        try inbox.write("card/a.jpg", "a")
        try inbox.write("card/b.jpg", "b")
        try await inbox.run(.seconds(1))
        let before = try #require(await inbox.ledger.input(at: try place("card/a.jpg")))
        Volume.hide(folder)
        let again = try Volume()
        try again.show(at: folder)
        // The first file of a tmpfs always has the same inode.
        try inbox.write("card/a.jpg", "a")
        let time = timespec(
            tv_sec: Int(before.stamp.modified / 1_000_000_000), tv_nsec: Int(before.stamp.modified % 1_000_000_000))
        #expect(unsafe utimensat(AT_FDCWD, folder + "/a.jpg", [time, time], 0) == 0)
        let status = try #require(try inbox.directory.status(of: try place("card/a.jpg")))
        try #require(status.identity.inode == before.stamp.identity.inode)
        #expect(status.identity.device != before.stamp.identity.device)
        try await inbox.run(.seconds(400))
        let after = await inbox.ledger.inputs()
        #expect(after.map(\.id) == [before.id])
        #expect(after.map(\.stamp.identity) == [status.identity])
        #expect(await inbox.desk.report.away == [])
    }
}
