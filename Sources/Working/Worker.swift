package import Files
import Foundation
package import Model

/// The parent's side: starts a child process for one job, listens, and ends it when it must.
package struct Worker: Sendable {
    private let executable: String
    /// How long one job may take.
    private let timeLimit: TimeSpan

    /// - Parameter executable: A program that runs `WorkerMain` on the subcommand `worker`; by default this one.
    package init(executable: String = "/proc/self/exe", timeLimit: TimeSpan) {
        self.executable = executable
        self.timeLimit = timeLimit
    }

    /// Renders a picture in a process of its own.
    ///
    /// Cancelling the task kills the process and throws `CancellationError`.
    ///
    /// - Parameters:
    ///   - depth: The picture's depth file, or the network that tells its depth, for an order that says so.
    ///   - images: One for each `DebugImage`, in that order, for an order that wants them; those that were not drawn stay empty.
    ///   - video: Empty; holds a whole video when this returns, which is not synchronized yet.
    ///   - progress: Called on another thread with frames done and frames in all.
    /// - Throws: `JobFailure`, `FileError` or `CancellationError`.
    package func render(
        _ order: WorkOrder, picture: borrowing OpenedFile, depth: consuming Descriptor? = nil, images: [DebugFile] = [],
        to video: borrowing UnnamedFile,
        progress: @escaping @Sendable (Int, Int) -> Void
    ) async throws -> WorkReport {
        try await work(
            order, picture: try picture.duplicateDescriptor(), depth: depth, video: try video.duplicateDescriptor(),
            images: images, progress: progress)
    }

    /// Chooses the shot for a picture in a process of its own, and makes no video. Throws the same.
    package func plan(
        _ order: WorkOrder, picture: borrowing OpenedFile, depth: consuming Descriptor? = nil
    ) async throws -> WorkReport {
        var order = order
        order.isPlan = true
        // Nothing is written: what is open for reading may stand in the video's place.
        return try await work(
            order, picture: try picture.duplicateDescriptor(), depth: depth, video: try picture.duplicateDescriptor(),
            progress: { _, _ in })
    }

    /// Does any order; what stands behind the descriptors is as for `render`.
    package func work(
        _ order: WorkOrder, picture: consuming Descriptor, depth: consuming Descriptor?, video: consuming Descriptor,
        images: [DebugFile] = [], progress: @escaping @Sendable (Int, Int) -> Void
    ) async throws -> WorkReport {
        let conversation = WorkerConversation(
            picture: picture, depth: depth, video: video, images: images, timeLimit: timeLimit, progress: progress)
        let executable = executable
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                // A thread of its own that lasts as long as the child: waiting must not block the cooperative pool, and
                // the kernel ends the child when the thread that started it ends.
                Thread.detachNewThread {
                    continuation.resume(with: Result { try conversation.run(order, executable: executable) })
                }
            }
        } onCancel: {
            conversation.cancel()
        }
    }
}
