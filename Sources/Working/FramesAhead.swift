import Dispatch
import Foundation
import Model
import Pixels
import Rendering
import Synchronization

/// The frames of a shot in order, rendered a few ahead of the encoder by threads of their own: it would otherwise wait for
/// each while other cores stand idle.
final class FramesAhead: Sendable {
    private struct State {
        /// What is rendered and not asked for yet, by its place among the frames that are rendered.
        var frames: [Int: Frame] = [:]
        /// How many were begun, and how many given away.
        var begun = 0
        var taken = 0
        /// How often a frame was asked for, and what was given last.
        var asked = 0
        var last: Frame?
        var isStopped = false
    }

    private let shot: Shot
    private let renderer: ShotRenderer
    private let threads: Int
    /// Those to be rendered: where a camera stands still, the frame before is shown again.
    private let numbers: [Int]
    private let state = Mutex(State())
    // All count from zero, as a semaphore must not end below the number that it began with.
    private let room = DispatchSemaphore(value: 0)
    /// One for each frame that there is room for, in turn.
    private let ready: [DispatchSemaphore]

    /// Threads that render a shot whose encoder has so many. A camera that moves over the picture is faster than any encoder
    /// with one, and a second one would take the encoder's time; moves through depth take as many as there are cores.
    static func threads(for shot: Shot, besides encoderThreads: Int) -> Int {
        shot.depth == nil ? 1 : max(1, min(encoderThreads, ProcessInfo.processInfo.activeProcessorCount))
    }

    /// Begins to render.
    init(of shot: Shot, _ renderer: ShotRenderer, threads: Int) {
        self.shot = shot
        self.renderer = renderer
        self.threads = threads
        numbers = shot.windows.indices.filter { $0 == 0 || !shot.repeats($0) }
        // Enough to bridge the encoder's pauses; each costs the memory of a frame.
        ready = (0..<max(4, threads + 2)).map { _ in DispatchSemaphore(value: 0) }
        for _ in ready { room.signal() }
        for _ in 0..<threads { Thread.detachNewThread { self.render() } }
    }

    /// The next frame, when it is ready. Ask no more often than there are windows in the shot, and from one thread. Blocks it.
    func next() -> Frame {
        let (place, last) = state.withLock { state in
            defer { state.asked += 1 }
            guard state.taken < numbers.count, numbers[state.taken] == state.asked else { return (0, state.last) }
            defer { state.taken += 1 }
            return (state.taken, nil as Frame?)
        }
        if let last { return last }
        ready[place % ready.count].wait()
        let frame = state.withLock { state in
            state.last = state.frames.removeValue(forKey: place)
            return state.last
        }
        room.signal()
        // It is there: the semaphore was signalled for it.
        return frame ?? renderer.frame(numbers[place])
    }

    /// Ends the rendering of frames that nobody will ask for.
    func stop() {
        state.withLock { $0.isStopped = true }
        for _ in 0..<threads { room.signal() }
    }

    private func render() {
        while true {
            room.wait()
            let place = state.withLock { state in
                defer { state.begun += 1 }
                return state.isStopped ? numbers.count : state.begun
            }
            guard place < numbers.count else { return }
            let frame = renderer.frame(numbers[place])
            state.withLock { $0.frames[place] = frame }
            ready[place % ready.count].signal()
        }
    }
}
