import Files
import Foundation
import Glibc
import Model
import Testing

@testable import Intake

/// One simulated file, with the clock that it lives by.
struct ArrivalTests {
    let folder: TestInbox
    private let rules = IntakeRules()

    init() throws { folder = try TestInbox() }

    @Test("A written file is ready after settle, and not before")
    func written() throws {
        try folder.write("a.jpg")
        var arrival = Arrival(.written, at: .zero)
        #expect(arrival.due == .zero)
        #expect(try observe(&arrival, "a.jpg", .zero) == .wait)
        #expect(arrival.due == .seconds(1))
        #expect(try observe(&arrival, "a.jpg", .milliseconds(999)) == .wait)
        #expect(try observe(&arrival, "a.jpg", .seconds(1)) == .ready)
    }

    @Test("A file that changes unheard between two looks starts to settle anew")
    func changedUnheard() throws {
        try folder.write("a.jpg")
        var arrival = Arrival(.written, at: .zero)
        #expect(try observe(&arrival, "a.jpg", .zero, .polled) == .wait)
        try folder.write("a.jpg", "longer than before")
        #expect(try observe(&arrival, "a.jpg", .seconds(5), .polled) == .wait)
        #expect(try observe(&arrival, "a.jpg", .seconds(9), .polled) == .wait)
        #expect(try observe(&arrival, "a.jpg", .seconds(10), .polled) == .ready)
    }

    @Test("An empty file that was only created has a writer that has not begun")
    func emptyCreated() throws {
        try folder.write("a.jpg", "")
        var arrival = Arrival(.created, at: .zero)
        #expect(try observe(&arrival, "a.jpg", .seconds(600)) == .wait)
        #expect(arrival.due == nil)
        arrival.note(.written, at: .seconds(700), settle: .seconds(1))
        #expect(try observe(&arrival, "a.jpg", .seconds(701)) == .ready)
    }

    @Test("After lost events a file that was being written settles like one that was found")
    func lostEvents() throws {
        try folder.write("a.jpg")
        var arrival = Arrival(.modified, at: .zero)
        #expect(try observe(&arrival, "a.jpg", .seconds(600)) == .wait)
        #expect(arrival.due == nil)
        arrival.forgetProgress(at: .seconds(700))
        #expect(arrival.due == .seconds(700))
        #expect(try observe(&arrival, "a.jpg", .seconds(700)) == .ready)
    }

    @Test("A file that may not be read is refused after ten seconds, once, and looked at ever more rarely")
    func unreadable() throws {
        try folder.write("a.jpg")
        var arrival = Arrival(.written, at: .zero)
        #expect(arrival.meet(.unreadable, at: .zero) == .wait)
        #expect(arrival.due == .seconds(2))
        #expect(arrival.meet(.unreadable, at: .seconds(9)) == .wait)
        #expect(arrival.refusal == nil)
        #expect(arrival.meet(.unreadable, at: .seconds(10)) == .refused(.unreadable))
        #expect(arrival.refusal == .unreadable)
        #expect(arrival.meet(.unreadable, at: .seconds(12)) == .wait)
        #expect(arrival.due == .seconds(14))
        #expect(arrival.meet(.unreadable, at: .seconds(61)) == .wait)
        #expect(arrival.due == nil)
    }

    @Test("Rights given within ten seconds leave no refusal behind")
    func rightsGiven() throws {
        try folder.write("a.jpg")
        var arrival = Arrival(.written, at: .zero)
        #expect(arrival.meet(.unreadable, at: .seconds(1)) == .wait)
        arrival.note(.attributes, at: .seconds(2), settle: .seconds(1))
        #expect(try observe(&arrival, "a.jpg", .seconds(2)) == .wait)
        #expect(try observe(&arrival, "a.jpg", .seconds(3)) == .ready)
        #expect(arrival.refusal == nil)
    }

    @Test("Failures of the machine double the wait up to about a minute")
    func backoff() {
        var arrival = Arrival(.written, at: .zero)
        var waits: [Duration?] = []
        for _ in 0..<8 {
            arrival.fail(at: .seconds(100))
            waits.append(arrival.due)
        }
        #expect(waits == [101, 102, 104, 108, 116, 132, 160, 160].map { .seconds($0) })
    }

    @Test("A name that is gone is given up after settle, unless it comes back")
    func gone() throws {
        var arrival = Arrival(.removed, at: .zero)
        #expect(try observe(&arrival, "a.jpg", .zero) == .wait)
        #expect(arrival.due == .seconds(1))
        try folder.write("a.jpg")
        arrival.note(.written, at: .milliseconds(500), settle: .seconds(1))
        #expect(try observe(&arrival, "a.jpg", .seconds(1)) == .wait)
        try folder.delete("a.jpg")
        arrival.note(.removed, at: .seconds(2), settle: .seconds(1))
        #expect(try observe(&arrival, "a.jpg", .milliseconds(2500)) == .wait)
        #expect(try observe(&arrival, "a.jpg", .milliseconds(3499)) == .wait)
        #expect(try observe(&arrival, "a.jpg", .milliseconds(3500)) == .gone)
    }

    /// What a sender or the kernel does in one step.
    private enum Step: CaseIterable {
        case openAndWrite, writeMore, close, chmod, loseEvents, rename, look, wait
    }

    @Test("However a delivery is interleaved with looks, it ends ready once, whole, and never while it is written")
    func interleavings() throws {
        for seed in 0..<400 as Range<UInt64> {
            var random = Xorshift(state: seed &* 0x9E37_79B9_7F4A_7C15 | 1)
            try deliver(&random, seed)
        }
    }

    private func deliver(_ random: inout Xorshift, _ seed: UInt64) throws {
        let name = "\(seed).jpg"
        var now = Duration.zero
        var arrival: Arrival?
        var writer: Int32?
        var written = ""
        func hear(_ hint: Arrival.Hint) {
            if arrival == nil { arrival = Arrival(hint, at: now) }
            arrival?.note(hint, at: now, settle: rules.settle.duration)
        }
        func look() throws -> Bool {
            guard let due = arrival?.due, due <= now else { return false }
            let verdict = try arrival.map { value in
                var value = value
                defer { arrival = value }
                return try observe(&value, name, now)
            }
            return verdict == .ready
        }
        for _ in 0..<30 {
            switch Step.allCases.randomElement(using: &random) ?? .wait {
            case .openAndWrite where writer == nil:
                writer = unsafe open(folder.path + "/" + name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
                written = ""
                hear(.created)
                hear(.modified)
            case .writeMore:
                guard let writer else { continue }
                _ = unsafe write(writer, "x", 1)
                written += "x"
                hear(.modified)
            case .close:
                guard let open = writer else { continue }
                close(open)
                writer = nil
                hear(.written)
            case .chmod where arrival != nil: hear(.attributes)
            case .loseEvents where writer == nil: arrival?.forgetProgress(at: now)
            case .rename where writer == nil && arrival != nil:
                try folder.write("new", "renamed")
                try folder.move("new", to: name)
                written = "renamed"
                hear(.written)
            case .wait: now += .milliseconds(Int64.random(in: 0...3000, using: &random))
            default: break
            }
            if try look() {
                #expect(writer == nil, "seed \(seed): ready while a writer has it open")
                arrival = nil
            }
        }
        if let writer {
            close(writer)
            hear(.written)
        } else {
            hear(.attributes)
        }
        var readies = 0
        for _ in 0..<20 {
            now += .seconds(1)
            if try look() {
                readies += 1
                arrival = nil
            }
        }
        let isThere = FileManager.default.fileExists(atPath: folder.path + "/" + name)
        #expect(readies == (isThere ? 1 : 0), "seed \(seed)")
    }

    private func observe(
        _ arrival: inout Arrival, _ name: String, _ now: Duration, _ watch: Arrival.Watch = .told
    ) throws -> Arrival.Verdict {
        let path = try place(name)
        // The wall stands still, so that the kernel's times vouch for nothing.
        let moment = Moment(elapsed: now, wall: Timestamp(milliseconds: 0))
        return arrival.observe(try folder.directory.status(of: path), at: moment, watch, rules)
    }
}

/// George Marsaglia's xorshift generator ("Xorshift RNGs", 2003): the same numbers in every run.
struct Xorshift: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
