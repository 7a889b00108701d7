import Files

/// What keeps a file from being taken although nobody writes it.
enum Obstacle: Equatable, Sendable {
    case notRegular(FileKind)
    /// The file has another name.
    case linked
    case unreadable

    var patience: Duration {
        switch self {
        case .notRegular: .zero
        case .linked, .unreadable: Patience.beforeRefusal
        }
    }

    /// Whether it can go without the name being touched.
    var mayPass: Bool {
        switch self {
        case .notRegular: false
        case .linked, .unreadable: true
        }
    }
}
