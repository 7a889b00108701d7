/// Where a file of an installation lies.
package enum FilePlace: Hashable, Sendable {
    case inbox(RelativePath)
    case outbox(RelativePath)

    package var path: RelativePath {
        switch self {
        case .inbox(let path), .outbox(let path): path
        }
    }
}
