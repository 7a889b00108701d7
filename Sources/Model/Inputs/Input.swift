/// What a file in the inbox is for, judged by its name alone. Raw values are the journal's words.
package enum InputKind: String, CaseIterable, Sendable {
    /// Wanted as a video.
    case picture
    /// Settings for a picture.
    case sidecar
    /// Belongs to a picture (`NAME.depth.*`) and is no job of its own.
    case companion
    /// A program's file in flight, left behind if it stays.
    case transfer
}

/// A file of the inbox when it is noticed.
package struct Sighting: Equatable, Sendable {
    package let path: RelativePath
    package let kind: InputKind
    package let stamp: FileStamp
    package let at: Timestamp
    /// The input whose very file this is, if it was known under another name, which it has still.
    package let twin: Int64?

    package init(path: RelativePath, kind: InputKind, stamp: FileStamp, at: Timestamp, twin: Int64? = nil) {
        self.twin = twin
        self.path = path
        self.kind = kind
        self.stamp = stamp
        self.at = at
    }
}

/// A file of the inbox as the ledger knows it: one content version at one place, until it goes.
package struct Input: Equatable, Sendable, Identifiable {
    package let id: Int64
    package var path: RelativePath
    package var kind: InputKind
    /// As of the last time that it was looked at whole: sighted, or read.
    package var stamp: FileStamp
    /// Keyed hash of the content; nil until it was read.
    package var contentHash: [UInt8]?
    /// When it was first seen. Its age counts from here.
    package var arrival: Timestamp
    /// When it goes at the latest; fixed at first sight.
    package var deadline: Timestamp
    /// For a picture that was read: the keyed hash of the sidecar that its latest job was made with; nil for none.
    package var sidecarHash: [UInt8]?
    /// Whether the latest job of a picture was refused before it could be queued.
    package var isRefused: Bool

    package init(
        id: Int64, path: RelativePath, kind: InputKind, stamp: FileStamp, contentHash: [UInt8]?, arrival: Timestamp,
        deadline: Timestamp, sidecarHash: [UInt8]?, isRefused: Bool
    ) {
        self.id = id
        self.path = path
        self.kind = kind
        self.stamp = stamp
        self.contentHash = contentHash
        self.arrival = arrival
        self.deadline = deadline
        self.sidecarHash = sidecarHash
        self.isRefused = isRefused
    }
}
