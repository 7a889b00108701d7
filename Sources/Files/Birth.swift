import CLinux
import Glibc
package import Model

extension Directory {
    /// When the file at a place was made, in nanoseconds since 1970 (UTC), without following a link; nil where nothing
    /// stands there or its file system does not tell (statx(2)). Nobody can set it, and no rename changes it.
    package func birth(of path: RelativePath) throws(FileError) -> Int64? {
        let parent: Descriptor
        do {
            parent = try openFolder(path.parent)
        } catch {
            if error.isMissing { return nil }
            throw error
        }
        return parent.withRawValue { raw in
            var time: Int64 = 0
            return unsafe linux_birth_time(raw, terminated(path.name), &time) == 0 ? time : nil
        }
    }
}
