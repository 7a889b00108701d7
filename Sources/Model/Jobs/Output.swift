/// A file that was written to the outbox for an input.
package struct Output: Equatable, Sendable, Identifiable {
    /// Raw values are the journal's words.
    package enum Kind: String, CaseIterable, Sendable {
        case video
        /// Why a picture was not rendered.
        case note
        case receipt
    }

    package let id: Int64
    package let input: Int64
    package let job: Int64
    package let kind: Kind
    /// In the outbox; nil once its picture has gone and with it every name that tells of the picture.
    package var path: RelativePath?
    /// The keyed hash of the path, by which it is still known then.
    package let pathHash: [UInt8]
    package let identity: FileIdentity
    package let at: Timestamp

    package init(
        id: Int64, input: Int64, job: Int64, kind: Kind, path: RelativePath?, pathHash: [UInt8], identity: FileIdentity,
        at: Timestamp
    ) {
        self.id = id
        self.input = input
        self.job = job
        self.kind = kind
        self.path = path
        self.pathHash = pathHash
        self.identity = identity
        self.at = at
    }
}
