/// Whether the queue is held for want of room, so that beginning and end are told once each, however often one looks.
package struct SpaceHold: Equatable, Sendable {
    package enum Change: Equatable, Sendable {
        case began(SpaceShortage)
        case ended
    }

    /// What is lacking; nil while jobs may be begun.
    package private(set) var shortage: SpaceShortage?

    package init() {}

    /// Takes in what was found; returns what there is to be told of it.
    package mutating func see(_ found: SpaceShortage?) -> Change? {
        defer { shortage = found }
        switch (shortage, found) {
        case (nil, let found?): return .began(found)
        case (_?, nil): return .ended
        case (nil, nil), (_?, _?): return nil
        }
    }
}
