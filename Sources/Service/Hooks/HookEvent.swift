import Logging
import Model

/// What came of running a hook.
enum HookEvent: Equatable, Sendable {
    case ran(job: Int64)
    /// It will be run again after the span.
    case failed(job: Int64, HookTrouble, again: TimeSpan)
    case givenUp(job: Int64, HookTrouble)

    /// Ids only, as of jobs.
    func log(to logger: Logger) {
        switch self {
        case .ran(let job): logger.info("hook ran", metadata: ["job": "\(job)"])
        case .failed(let job, let trouble, let span):
            logger.warning(
                "hook failed and is run again",
                metadata: [
                    "job": "\(job)", "reason": "\(trouble.sentence)", "again_after": "\(span.text)",
                ])
        case .givenUp(let job, let trouble):
            logger.error(
                "hook failed too often and is given up",
                metadata: ["job": "\(job)", "reason": "\(trouble.sentence)"])
        }
    }
}
