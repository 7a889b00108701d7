import Dispatch
import Foundation
import Model
import Pixels
import Synchronization

/// The frames of a shot in order, made a few ahead of the encoder by threads of their own: it would otherwise wait for each
/// while other cores stand idle.
final class FramesAhead<Failure: Error>: Sendable {
    private struct State {
        /// What was made, or why it could not be, and may still be asked for, by its place among those that are made.
        var made: [Int: Result<Frame, Failure>] = [:]
        var begun = 0
        /// How many frames of the shot were given away.
        var given = 0
        var isStopped = false
    }

    private let make: @Sendable (Int) throws(Failure) -> Frame
    private let threads: Int
    /// Those to be made: where a camera stands still, the frame before is given again.
    private let numbers: [Int]
    /// Where among them each frame of the shot is.
    private let places: [Int]
    private let state = Mutex(State())
    // Both count from zero, as a semaphore must not end below the number that it began with.
    private let room = DispatchSemaphore(value: 0)
    private let arrivals = DispatchSemaphore(value: 0)

    /// Begins to make frames.
    ///
    /// - Parameters:
    ///   - threads: At least 1.
    ///   - make: Makes the frame of that number; called on several threads, and not again once it has thrown.
    init(of shot: Shot, threads: Int, make: @escaping @Sendable (Int) throws(Failure) -> Frame) {
        var (numbers, places): ([Int], [Int]) = ([], [])
        for number in shot.windows.indices {
            if !shot.repeats(number) { numbers.append(number) }
            places.append(numbers.count - 1)
        }
        self.make = make
        self.threads = threads
        self.numbers = numbers
        self.places = places
        // Enough to bridge the encoder's pauses; each costs the memory of a frame.
        for _ in 0..<max(4, threads + 2) { room.signal() }
        for _ in 0..<threads { Thread.detachNewThread { self.work() } }
    }

    /// The next frame, when it is ready. Ask no more often than there are windows in the shot, from one thread, and not after
    /// `stop`. Blocks it.
    ///
    /// - Throws: What was thrown when it was made, however often it is asked for.
    func next() throws(Failure) -> Frame {
        while true {
            if let made = state.withLock({ taken(&$0) }) { return try made.get() }
            // Another frame may have arrived; then this waits for one more.
            arrivals.wait()
        }
    }

    /// Ends the making of frames that nobody will ask for.
    func stop() {
        state.withLock { $0.isStopped = true }
        for _ in 0..<threads { room.signal() }
    }

    /// What is to be given next, if it has arrived.
    private func taken(_ state: inout State) -> Result<Frame, Failure>? {
        let place = places[state.given]
        guard let made = state.made[place], case .success = made else { return state.made[place] }
        state.given += 1
        if state.given == places.count || places[state.given] != place {
            state.made[place] = nil
            room.signal()
        }
        return made
    }

    private func work() {
        while true {
            room.wait()
            let place = state.withLock { state in
                defer { state.begun += 1 }
                return state.isStopped ? numbers.count : state.begun
            }
            guard place < numbers.count else { return }
            let number = numbers[place]
            let made = Result { () throws(Failure) in try make(number) }
            state.withLock { state in
                state.made[place] = made
                // All before it were begun, and nobody asks for those after it.
                if case .failure = made { state.isStopped = true }
            }
            arrivals.signal()
        }
    }
}
