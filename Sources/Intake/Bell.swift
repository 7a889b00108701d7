import Synchronization

/// Wakes the one task that waits for it; a ring while nobody waits is kept.
package final class Bell: Sendable {
    private struct State {
        var isRung = false
        var waiting: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    package init() {}

    package func ring() {
        let woken = state.withLock { state in
            let woken = state.waiting
            state.waiting = nil
            state.isRung = woken == nil
            return woken
        }
        woken?.resume()
    }

    /// Returns at the next ring, or when the task is cancelled. After a wait that was cancelled the next may return at once.
    package func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let waits = state.withLock { state in
                    let waits = !state.isRung && !Task.isCancelled
                    state.isRung = false
                    if waits { state.waiting = continuation }
                    return waits
                }
                if !waits { continuation.resume() }
            }
        } onCancel: {
            ring()
        }
    }

    /// The same, and after the span.
    ///
    /// - Parameter sleep: waits so long, or throws when the task is cancelled.
    package func wait(
        atMost span: Duration,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) async {
        await withTaskGroup { group in
            group.addTask {
                guard (try? await sleep(span)) != nil else { return }
                self.ring()
            }
            await wait()
            group.cancelAll()
        }
    }
}
