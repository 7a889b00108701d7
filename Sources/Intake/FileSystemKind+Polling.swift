package import Files

extension FileSystemKind {
    /// Why a folder on it is polled, as a whole sentence; nil when every change is told.
    package var reasonToPoll: String? {
        switch self {
        case .local: nil
        case .network(let name): "It is on \(name), where changes by others are not told."
        case .overlay: "It is on an overlay, where changes in the layers below are not told."
        }
    }
}
