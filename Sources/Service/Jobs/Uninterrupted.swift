/// Does work to its end even when the task that asked for it is cancelled.
///
/// The journal refuses a cancelled task, and what has begun to be recorded must be recorded whole.
func uninterrupted<Success: Sendable>(_ work: @escaping @Sendable () async throws -> Success) async throws -> Success {
    try await Task { try await work() }.value
}
