import Files
import Model

/// Whether a job that failed is tried again: the machine's troubles pass, a bad picture stays bad.
enum RetryPolicy {
    enum Verdict: Equatable {
        case fail
        case again(after: TimeSpan)
    }

    /// - Parameter attempt: How often the job was begun, 1 for the first time.
    static func verdict(on failure: JobFailure, attempt: Int) -> Verdict {
        switch failure.code {
        case .noSpace, .unreadable: .again(after: backoff(attempt))
        case .workerCrashed: attempt < 2 ? .again(after: .seconds(5)) : .fail
        case .notAnImage, .unsupportedFormat, .truncated, .tooManyPixels, .fileTooLarge, .notARegularFile,
            .linkedElsewhere, .sidecarInvalid, .sidecarTooLarge, .depthInvalid, .modelUnavailable, .renderTimeout,
            .expiredUnrendered, .alreadyRendered,
            .outOfMemory,
            .sandboxUnavailable, .internalError:
            .fail
        }
    }

    /// 10 s, doubled with every attempt, 10 min at the most.
    static func backoff(_ attempt: Int) -> TimeSpan {
        TimeSpan(milliseconds: min(600_000, 10_000 << Int64(max(0, min(attempt - 1, 6)))))
    }
}

extension FileError {
    /// The same for the person who dropped the picture.
    var failure: JobFailure {
        if isNoSpace {
            return JobFailure(.noSpace, description, advice: "Free space there; the job is tried again by itself.")
        }
        return JobFailure(
            isTransient ? .unreadable : .internalError, description,
            advice: isTransient
                ? "Check the disk; the job is tried again by itself."
                : "Check the folder's permissions, then run soframe retry.")
    }
}
