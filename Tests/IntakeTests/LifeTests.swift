import Testing

@testable import Intake

/// The life of one file as a state machine: however its delivery, the kernel's events, looks and time are interleaved, the
/// same is admitted in the end, and nothing that somebody still writes.
struct LifeTests {
    /// What can come next.
    private enum Move: CaseIterable {
        case send, deliver, deliverTwice, lose, moment, seconds, long
        static let withoutLeases: [Move] = [.send, .moment, .seconds, .long]
    }

    /// A file, and what its sender has still to do.
    private struct Delivery {
        var file: SimulatedFile
        var steps: ArraySlice<SenderStep>

        mutating func make(_ move: Move) {
            switch move {
            case .send: if let step = steps.popFirst() { file.perform(step) }
            case .deliver: file.deliver()
            case .deliverTwice: file.deliver(times: 2)
            case .lose: file.lose()
            case .moment: file.pass(400)
            case .seconds: file.pass(2300)
            case .long: file.pass(7000)
            }
        }

        /// The sender comes to its end, everything is told, and time goes by until after a reconcile.
        mutating func finish() {
            while !steps.isEmpty { make(.send) }
            file.deliverAll()
            file.pass(100_000)
            file.scan()
            file.pass(100_000)
        }
    }

    /// Deliveries of one content each.
    static let deliveries: [[SenderStep]] = [
        [.create, .write, .write, .close], [.create, .write, .close, .changeRights], [.moveHere, .changeRights],
        [.link, .unlinkOther], [.link, .unlinkOther, .open, .close],
    ]

    @Test(
        "Every order of up to five moves of a delivery ends in one admission of the whole file", arguments: deliveries,
        [true, false])
    func everyOrder(steps: [SenderStep], hasLeases: Bool) {
        var count = 0
        func explore(_ delivery: Delivery, _ moves: [Move], deeper: Int) {
            for move in hasLeases ? Move.allCases : Move.withoutLeases {
                var next = delivery
                next.make(move)
                if deeper > 0 { explore(next, moves + [move], deeper: deeper - 1) }
                guard deeper == 0 else { continue }
                next.finish()
                count += 1
                if next.file.admitted != [next.file.version] || next.file.fault != nil {
                    Issue.record("\(moves + [move]): \(next.file.admitted), \(next.file.fault ?? "no fault")")
                }
            }
        }
        explore(Delivery(file: SimulatedFile(hasLeases: hasLeases), steps: steps[...]), [], deeper: 4)
        #expect(count == (hasLeases ? 16_807 : 1024))
    }

    /// What can befall a file that is there, each leaving a whole one or none.
    private static let chapters: [[SenderStep]] = [
        [.truncate, .write, .write, .close], [.open, .write, .close], [.moveHere], [.changeRights],
        [.moveAway, .moveBack], [.delete, .create, .write, .close], [.delete, .moveHere],
        [.delete, .link, .unlinkOther],
    ]

    @Test(
        "However long a life is and whatever is lost, told late or told twice, its last content is admitted in the end",
        arguments: [true, false])
    func longLives(hasLeases: Bool) {
        for seed in 1...5000 as ClosedRange<UInt64> {
            var random = Xorshift(state: seed &* 0x9E37_79B9_7F4A_7C15)
            var steps = Self.deliveries.randomElement(using: &random) ?? []
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                steps += Self.chapters.randomElement(using: &random) ?? []
            }
            let endsWithout = Int.random(in: 0..<8, using: &random) == 0
            if endsWithout { steps.append(.delete) }
            var delivery = Delivery(file: SimulatedFile(hasLeases: hasLeases), steps: steps[...])
            let moves = hasLeases ? Move.allCases : Move.withoutLeases
            for _ in 0..<60 {
                delivery.make(moves.randomElement(using: &random) ?? .send)
                if Int.random(in: 0..<20, using: &random) == 0 { delivery.file.scan() }
            }
            delivery.finish()
            let file = delivery.file
            #expect(file.current == (endsWithout ? nil : file.version), "seed \(seed): \(steps)")
            #expect(file.fault == nil, "seed \(seed): \(steps)")
            #expect(file.admitted == file.admitted.sorted(), "seed \(seed): never an older one again")
        }
    }
}
