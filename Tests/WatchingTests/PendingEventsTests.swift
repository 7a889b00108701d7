import Model
import Testing

@testable import Watching

struct PendingEventsTests {
    @Test(
        "What happened last at a place is told, save that attributes say nothing new",
        arguments: [
            ([.touched(.created), .touched(.modified), .written], .written),
            ([.touched(.created), .touched(.modified)], .touched(.modified)),
            ([.written, .touched(.modified)], .touched(.modified)),
            ([.written, .touched(.attributes)], .written),
            ([.touched(.created), .touched(.attributes)], .touched(.created)),
            ([.touched(.modified), .touched(.attributes)], .touched(.modified)),
            ([.touched(.attributes), .written], .written),
            ([.written, .removed], .removed),
            ([.removed, .written], .written),
            ([.removed, .touched(.created)], .touched(.created)),
        ] as [([PendingEvents.Change], PendingEvents.Change)])
    func joining(changes: [PendingEvents.Change], told: PendingEvents.Change) throws {
        var pending = PendingEvents(limit: 10)
        let path = try place("a.jpg")
        for change in changes { pending.note(change, at: path) }
        let expected: DirectoryEvent =
            switch told {
            case .written: .written(path)
            case .removed: .removed(path)
            case .touched(let touch): .touched(path, touch)
            }
        #expect(pending.takeNext() == expected)
        #expect(pending.takeNext() == nil)
    }

    @Test("Places are told in the order they were first heard of, and again once they were taken")
    func order() throws {
        var pending = PendingEvents(limit: 10)
        let (a, b) = (try place("a"), try place("b"))
        pending.note(.touched(.created), at: a)
        pending.announce(.rescan(b, .newFolder))
        pending.note(.written, at: b)
        pending.note(.written, at: a)
        pending.announce(.rescan(b, .newFolder))
        #expect(pending.takeNext() == .written(a))
        pending.note(.removed, at: a)
        #expect(pending.takeNext() == .rescan(b, .newFolder))
        #expect(pending.takeNext() == .written(b))
        pending.announce(.rescan(b, .newFolder))
        #expect(pending.takeNext() == .removed(a))
        #expect(pending.takeNext() == .rescan(b, .newFolder))
        #expect(pending.takeNext() == nil)
    }

    @Test("Beyond the limit everything is one rescan, but an obstacle is not forgotten")
    func limit() throws {
        var pending = PendingEvents(limit: 3)
        let obstacle = DirectoryEvent.cannotWatch(try place("shut"), .noAccess)
        pending.announce(obstacle)
        for number in 0..<3 { pending.note(.written, at: try place("\(number).jpg")) }
        #expect(pending.takeNext() == obstacle)
        #expect(pending.takeNext() == .rescan(.root, .tooManyPending))
        #expect(pending.takeNext() == nil)
        pending.note(.written, at: try place("later.jpg"))
        #expect(pending.takeNext() == .written(try place("later.jpg")))
    }

    @Test("A long backlog, taken while it grows, loses and repeats nothing")
    func backlog() throws {
        var pending = PendingEvents(limit: 100_000)
        var told: [RelativePath] = []
        for number in 0..<10_000 {
            pending.note(.written, at: try place("\(number).jpg"))
            if number > 3000, case .written(let path)? = pending.takeNext() { told.append(path) }
        }
        while case .written(let path)? = pending.takeNext() { told.append(path) }
        let every = try (0..<10_000).map { try place("\($0).jpg") }
        #expect(told == every)
    }
}
