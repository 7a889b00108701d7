package import Model

/// What the proof says of one deletion: what sort of thing went, when it was due, and how it went. Nothing says which.
package struct Deletion: Equatable, Sendable {
    /// Raw values are the journal's words.
    package enum Class: String, CaseIterable, Sendable {
        case picture, sidecar, companion, transfer
        case video, note, receipt
        /// A file that only ever had a hidden name.
        case temporary
    }

    /// Raw values are the journal's words.
    package enum Outcome: String, CaseIterable, Sendable {
        /// Its name was removed on schedule, and that was on the disk.
        case deleted
        /// Its name was gone already when its time came.
        case gone
        /// Its name showed another file by then, which was left alone.
        case superseded
        /// A user asked for it to be gone at once.
        case erased
    }

    package let `class`: Class
    package let deadline: Timestamp
    package let outcome: Outcome

    package init(_ class: Class, deadline: Timestamp, outcome: Outcome) {
        self.class = `class`
        self.deadline = deadline
        self.outcome = outcome
    }
}

extension Deletion.Class {
    package init(_ kind: InputKind) {
        self =
            switch kind {
            case .picture: .picture
            case .sidecar: .sidecar
            case .companion: .companion
            case .transfer: .transfer
            }
    }

    package init(_ kind: Output.Kind) {
        self =
            switch kind {
            case .video: .video
            case .note: .note
            case .receipt: .receipt
            }
    }
}
