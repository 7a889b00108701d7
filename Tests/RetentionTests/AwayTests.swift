import Fixtures
import Foundation
import Journaling
import Model
import Testing

@testable import Retention

/// Pictures on a volume that is not mounted when their time is over.
@Suite(.enabled(if: Volume.canMount))
struct AwayTests {
    let room: TestRoom
    let card: Volume

    init() throws {
        room = try TestRoom()
        card = try Volume()
        try FileManager.default.createDirectory(
            atPath: room.full("inbox/card"), withIntermediateDirectories: true)
    }

    @Test("They are overdue, which is said, and deleted when their volume is back")
    func back() async throws {
        try card.show(at: room.full("inbox/card"))
        defer { Volume.hide(room.full("inbox/card")) }
        try await room.drop("card/a.jpg")
        Volume.hide(room.full("inbox/card"))
        try room.write("inbox/card/a.jpg", "another file where the volume was")
        let outcome = try await room.sweep(at: .hour(24))
        #expect(outcome.deleted == 0)
        #expect(
            outcome.failures == [
                "Could not delete “card/a.jpg”: its volume is not at the inbox now. Mount it there again, and it is "
                    + "deleted then."
            ])
        #expect(room.exists("inbox/card/a.jpg"))
        try room.remove("inbox/card/a.jpg")
        #expect(try await room.sweep(at: .hour(25)).failures.count == 1)
        #expect(try await room.known() == ["card/a.jpg"])
        #expect(try await room.journal.overdue(at: .hour(25)) == 1)
        try card.show(at: room.full("inbox/card"))
        #expect(try await room.sweep(at: .hour(26)).deleted == 1)
        #expect(room.exists("inbox/card/a.jpg") == false)
        #expect(try await room.known() == [])
    }

    @Test("A volume that does not come back within seven days counts as taken away")
    func lost() async throws {
        try card.show(at: room.full("inbox/card"))
        try await room.drop("card/a.jpg")
        Volume.hide(room.full("inbox/card"))
        #expect(try await room.sweep(at: .hour(24 * 8 - 1)).failures.count == 1)
        #expect(try await room.sweep(at: .hour(24 * 8)) == Sweeper.Outcome())
        #expect(try await room.known() == [])
    }
}
