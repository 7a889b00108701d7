/// That a picture was rendered and has gone, and how long that is known.
package struct Remembrance: Equatable, Sendable {
    /// When its file went, or its video was delivered if that was later.
    package let since: Timestamp
    /// From when on it is forgotten.
    package let until: Timestamp

    package init(since: Timestamp, until: Timestamp) {
        self.since = since
        self.until = until
    }

    /// Nil when nothing is to be remembered: a lifetime of zero.
    package init?(since: Timestamp, for lifetime: TimeSpan) {
        guard lifetime > .zero else { return nil }
        self.init(since: since, until: since + lifetime)
    }

    /// Whether a picture that was first seen at `arrival` came again after the one that went, as far as is known now. One
    /// that was seen beside it did not: whoever puts the same picture there twice wants two videos.
    package func covers(arrival: Timestamp, at now: Timestamp) -> Bool { since <= arrival && now < until }

    /// What is remembered once the same went again: from the first time on, for as long as is right now.
    package func followed(by later: Remembrance) -> Remembrance {
        Remembrance(since: min(since, later.since), until: later.until)
    }
}
