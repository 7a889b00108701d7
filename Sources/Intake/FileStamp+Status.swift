import Files
import Model

extension FileStamp {
    init(_ status: FileStatus) {
        self.init(identity: status.identity, size: status.size, modified: status.modified, changed: status.changed)
    }

    /// Whether only names, rights or owners changed between the two.
    func isSameContent(as other: FileStamp) -> Bool {
        identity == other.identity && size == other.size && modified == other.modified
    }
}
