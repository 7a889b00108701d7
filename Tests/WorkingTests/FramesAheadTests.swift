import Dispatch
import Model
import Pixels
import Synchronization
import Testing

@testable import Working

/// Frames made by several threads ahead of one that takes them.
@Suite(.timeLimit(.minutes(1))) struct FramesAheadTests {
    private struct Broken: Error, Equatable {
        let number: Int
    }

    /// Frames whose first sample is their number; remembers which were made.
    private final class Maker: Sendable {
        private let made = Mutex<[Int]>([])
        private let ending: DispatchSemaphore

        /// - Parameter ending: Signalled when nothing holds this any more.
        init(ending: DispatchSemaphore = DispatchSemaphore(value: 0)) { self.ending = ending }

        deinit { ending.signal() }

        var numbers: [Int] { made.withLock(\.self) }

        func frame(_ number: Int) -> Frame {
            made.withLock { $0.append(number) }
            var planes = Frame.planes(width: 2, height: 2)
            planes.withMutableSamples(ofPlane: 0, as: UInt8.self) { $0[0] = UInt8(number) }
            return Frame(pixels: planes)
        }
    }

    /// A shot whose camera is at these places.
    private static func shot(_ places: [Int]) -> Shot {
        Shot(
            width: 2, height: 2, frameRate: FrameRate(30), viewport: Viewport(x: 0, y: 0, width: 2, height: 2),
            backdrop: .plain(.black), background: .black,
            windows: places.map { Window(x: Double($0), y: 0, width: 2, height: 2) },
            choices: Choices(motion: .panRight, amount: 0.2, fit: .cover, focus: Point(x: 0.5, y: 0.5), reasons: []))
    }

    private static func number(of frame: Frame) -> Int {
        frame.pixels.withSamples(ofPlane: 0, as: UInt8.self) { Int($0[0]) }
    }

    @Test("Frames come in order, each made once, however many threads there are", arguments: [1, 2, 5])
    func order(threads: Int) {
        let maker = Maker()
        let frames = FramesAhead(of: Self.shot(Array(0..<200)), threads: threads) { maker.frame($0) }
        defer { frames.stop() }
        for number in 0..<200 { #expect(Self.number(of: frames.next()) == number) }
        #expect(maker.numbers.sorted() == Array(0..<200))
    }

    @Test("A frame that is ready before an earlier one waits for it")
    func overtaking() {
        let (maker, second) = (Maker(), DispatchSemaphore(value: 0))
        let frames = FramesAhead(of: Self.shot([0, 1, 2, 3]), threads: 2) { number in
            if number == 0 { second.wait() }
            let frame = maker.frame(number)
            if number == 1 { second.signal() }
            return frame
        }
        defer { frames.stop() }
        for number in 0..<4 { #expect(Self.number(of: frames.next()) == number) }
        let place = (maker.numbers.firstIndex(of: 0), maker.numbers.firstIndex(of: 1))
        #expect(place.0 ?? 0 > place.1 ?? 4, "\(maker.numbers)")
    }

    @Test("Where a camera stands still the same frame is given again, and made once", arguments: [1, 3])
    func repeats(threads: Int) {
        let places = [7, 7, 7, 8, 9, 9, 7] + Array(repeating: 3, count: 60)
        let maker = Maker()
        let frames = FramesAhead(of: Self.shot(places), threads: threads) { maker.frame($0) }
        defer { frames.stop() }
        let given = places.map { _ in frames.next() }
        #expect(given.map(Self.number(of:)) == [0, 0, 0, 3, 4, 4, 6] + Array(repeating: 7, count: 60))
        for (one, next) in zip(given, given.dropFirst()) where Self.number(of: one) == Self.number(of: next) {
            #expect(one === next)
        }
        #expect(maker.numbers.sorted() == [0, 3, 4, 6, 7])
    }

    @Test("What one thread throws comes at its frame's turn, as often as that is asked for", arguments: [1, 4])
    func failing(threads: Int) throws {
        let maker = Maker()
        let frames = FramesAhead(of: Self.shot(Array(0..<100)), threads: threads) { number throws(Broken) in
            if number == 5 { throw Broken(number: number) }
            return maker.frame(number)
        }
        defer { frames.stop() }
        for number in 0..<5 { #expect(Self.number(of: try frames.next()) == number) }
        for _ in 0..<2 { #expect(throws: Broken(number: 5)) { try frames.next() } }
        // Those that were begun meanwhile are finished.
        #expect(maker.numbers.allSatisfy { $0 < 5 + max(4, threads + 2) })
    }

    @Test("Whoever stops early leaves no thread behind, and few frames that nobody takes", arguments: [1, 3], [0, 2])
    func stopping(threads: Int, taken: Int) {
        let ending = DispatchSemaphore(value: 0)
        let begun = Mutex(0)
        do {
            let maker = Maker(ending: ending)
            let frames = FramesAhead(of: Self.shot(Array(0..<200)), threads: threads) { number in
                begun.withLock { $0 += 1 }
                return maker.frame(number)
            }
            for number in 0..<taken { #expect(Self.number(of: frames.next()) == number) }
            frames.stop()
        }
        // The threads hold the frames, and these the maker.
        #expect(ending.wait(timeout: .now() + 50) == .success)
        #expect(begun.withLock(\.self) <= taken + max(4, threads + 2))
    }
}
