import ServiceLifecycle

/// Does a service's work until the program is told to stop, which is no failure.
func untilStopped(_ work: @escaping @Sendable () async throws -> Void) async throws {
    do {
        try await cancelWhenGracefulShutdown { try await work() }
    } catch is CancellationError {
        return
    }
}
