/// A picture that is whole, with what is to be made of it: what intake hands over.
package struct Submission: Equatable, Sendable {
    package let path: RelativePath
    /// Of the very bytes that were hashed.
    package let stamp: FileStamp
    /// Keyed hash of the picture's bytes; empty when it is refused unread.
    package let contentHash: [UInt8]
    /// Where its sidecar is and the keyed hash of that; nil when it has none.
    package let sidecar: Sidecar?
    /// Keyed hash of the depth file that is wanted; nil when there is none.
    package let depthHash: [UInt8]?
    /// What to render, or why it is refused.
    package let wish: Result<Settings, JobFailure>
    package let at: Timestamp

    package struct Sidecar: Equatable, Sendable {
        package let path: RelativePath
        package let hash: [UInt8]
        package init(path: RelativePath, hash: [UInt8]) {
            self.path = path
            self.hash = hash
        }
    }

    package init(
        path: RelativePath, stamp: FileStamp, contentHash: [UInt8], sidecar: Sidecar?,
        depthHash: [UInt8]? = nil, wish: Result<Settings, JobFailure>, at: Timestamp
    ) {
        self.path = path
        self.stamp = stamp
        self.contentHash = contentHash
        self.sidecar = sidecar
        self.depthHash = depthHash
        self.wish = wish
        self.at = at
    }
}

/// A file that is found under another name than the one it was known by.
package struct Move: Equatable, Sendable {
    /// The input.
    package let id: Int64
    package let path: RelativePath
    package let stamp: FileStamp

    package init(id: Int64, path: RelativePath, stamp: FileStamp) {
        self.id = id
        self.path = path
        self.stamp = stamp
    }
}

/// What became of a submission.
package enum Admission: Equatable, Sendable {
    /// A new job waits.
    case queued(job: Int64)
    /// A job was recorded as refused, for its note to be written.
    case refused(job: Int64)
    /// A job was recorded that is not to be done, because the same picture was rendered with the same settings before and
    /// has gone since; for its note to be written.
    case repeated(job: Int64)
    /// This content with this sidecar has its job already.
    case unchanged
}
