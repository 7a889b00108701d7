import Dispatch
import Foundation
import Model
import Pixels
import Rendering
import Synchronization

/// The frames of a shot in order, rendered on a thread of their own a few ahead of the encoder, which would otherwise wait
/// for each while another core stands idle.
final class FramesAhead: Sendable {
    private struct State {
        var frames: [Frame] = []
        var isStopped = false
    }

    /// Enough to bridge the encoder's pauses; each costs the memory of a frame.
    private static let limit = 4

    private let state = Mutex(State())
    // Both count from zero, as a semaphore must not end below the number that it began with.
    private let room = DispatchSemaphore(value: 0)
    private let ready = DispatchSemaphore(value: 0)

    /// Begins to render.
    init(of shot: Shot, _ renderer: ShotRenderer) {
        for _ in 0..<Self.limit { room.signal() }
        Thread.detachNewThread { self.render(shot, renderer) }
    }

    /// The next frame, when it is ready. Ask no more often than there are windows in the shot. Blocks the thread.
    func next() -> Frame {
        ready.wait()
        let frame = state.withLock { $0.frames.removeFirst() }
        room.signal()
        return frame
    }

    /// Ends the rendering of frames that nobody will ask for.
    func stop() {
        state.withLock { $0.isStopped = true }
        room.signal()
    }

    private func render(_ shot: Shot, _ renderer: ShotRenderer) {
        var last: Frame?
        for number in shot.windows.indices {
            room.wait()
            // A camera that stands still shows the same frame again.
            let repeated = shot.repeats(number) ? last : nil
            let frame = repeated ?? renderer.frame(number)
            let isStopped = state.withLock { state in
                state.frames.append(frame)
                return state.isStopped
            }
            ready.signal()
            if isStopped { return }
            last = frame
        }
    }
}
