/// Why one picture did not become a video, in words for the person who dropped it. Other jobs go on.
package struct JobFailure: Error, Equatable, Sendable {
    package var code: FailureCode
    /// Whole sentences: what failed, on what, and why.
    package var sentence: String
    /// What to do about it, as a whole sentence.
    package var advice: String

    package init(_ code: FailureCode, _ sentence: String, advice: String) {
        self.code = code
        self.sentence = sentence
        self.advice = advice
    }
}

/// The stable names of failures, as notes and `--json` output print them.
package enum FailureCode: String, CaseIterable, Sendable {
    case notAnImage = "not-an-image"
    case unsupportedFormat = "unsupported-format"
    case truncated
    case tooManyPixels = "too-many-pixels"
    case fileTooLarge = "file-too-large"
    case notARegularFile = "not-a-regular-file"
    case linkedElsewhere = "linked-elsewhere"
    case sidecarInvalid = "sidecar-invalid"
    case sidecarTooLarge = "sidecar-too-large"
    case depthInvalid = "depth-invalid"
    case modelUnavailable = "model-unavailable"
    case unreadable
    case noSpace = "no-space"
    case renderTimeout = "render-timeout"
    case workerCrashed = "worker-crashed"
    case expiredUnrendered = "expired-unrendered"
    case alreadyRendered = "already-rendered"
    case outOfMemory = "out-of-memory"
    case sandboxUnavailable = "sandbox-unavailable"
    case internalError = "internal"
}
