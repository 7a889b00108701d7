import Synchronization

/// What the watching thread and the reader share.
///
/// The thread never waits for the reader, and the reader never blocks a thread of the cooperative pool.
final class EventStore: Sendable {
    private struct State {
        var pending: PendingEvents
        var stopRequested = false
        /// The watched folder went; told once, as the last event.
        var rootGone = false
        /// The thread is done with the library.
        var ended = false
        /// Resumed at every change; each looks again by itself.
        var waiting: [CheckedContinuation<Void, Never>] = []

        mutating func take() -> Taken {
            if stopRequested { return .end }
            if let event = pending.takeNext() { return .event(event) }
            guard ended else { return .nothingYet }
            guard rootGone else { return .end }
            rootGone = false
            return .event(.rootGone)
        }
    }

    private enum Taken {
        case event(DirectoryEvent)
        case nothingYet, end
    }

    private let state: Mutex<State>

    init(pendingLimit: Int) { state = Mutex(State(pending: PendingEvents(limit: pendingLimit))) }

    var stopRequested: Bool { state.withLock { $0.stopRequested } }

    func requestStop() { change { $0.stopRequested = true } }

    /// Adds to what the reader will see.
    func add(_ body: (inout PendingEvents) -> Void) { change { body(&$0.pending) } }

    /// The thread's last call: nothing is added any more.
    func end(rootGone: Bool) {
        change {
            $0.rootGone = rootGone
            $0.ended = true
        }
    }

    /// The oldest event, waiting for one; nil at the end, or at once when the watch was stopped or the task cancelled,
    /// which stops the watch.
    func next() async -> DirectoryEvent? {
        while !Task.isCancelled {
            var taken = Taken.nothingYet
            await wait { state in
                taken = state.take()
                if case .nothingYet = taken { return !Task.isCancelled }
                return false
            }
            switch taken {
            case .event(let event): return event
            case .end: return nil
            case .nothingYet: continue
            }
        }
        requestStop()
        return nil
    }

    /// Returns when the thread has ended, whether or not the task is cancelled.
    func untilEnded() async {
        while !state.withLock({ $0.ended }) {
            await wait { !$0.ended }
        }
    }

    /// Waits for the next change, or for cancellation, if `isNeeded` says so under the lock.
    private func wait(ifNeeded isNeeded: (inout State) -> Bool) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let waits = state.withLock { state in
                    let waits = isNeeded(&state)
                    if waits { state.waiting.append(continuation) }
                    return waits
                }
                if !waits { continuation.resume() }
            }
        } onCancel: {
            change { _ in }
        }
    }

    private func change(_ body: (inout sending State) -> Void) {
        let woken = state.withLock { state in
            body(&state)
            let woken = state.waiting
            state.waiting = []
            return woken
        }
        for continuation in woken { continuation.resume() }
    }
}
