import CLinux
import Glibc
import Model

extension Directory {
    /// Opens a folder at or below this one for reading and as a starting point.
    func openFolder(_ path: RelativePath) throws(FileError) -> Descriptor {
        let steps = Self.steps(path)
        var folder = Descriptor(owning: try openBeneath(descriptor, steps[0], O_DIRECTORY, subject(path)))
        for step in steps.dropFirst() {
            folder = Descriptor(owning: try openBeneath(folder, step, O_DIRECTORY, subject(path)))
        }
        return folder
    }

    /// Opens what stands at `name` in an opened folder; fails on a symbolic link.
    func openName(
        _ name: [UInt8], in folder: borrowing Descriptor, flags: Int32, _ path: RelativePath
    ) throws(FileError) -> Descriptor {
        Descriptor(owning: try openBeneath(folder, name, flags, subject(path)))
    }

    private func openBeneath(
        _ folder: borrowing Descriptor, _ path: [UInt8], _ flags: Int32, _ subject: String
    ) throws(FileError) -> Int32 {
        // Without O_NOFOLLOW, so that a link at the end is ELOOP as one on the way is, not ENOTDIR.
        let every = UInt64(UInt32(bitPattern: O_RDONLY | O_CLOEXEC | flags))
        return try folder.withRawValue { raw throws(FileError) in
            try attempt(.open, subject) {
                unsafe linux_openat2(raw, terminated(path), every, 0, linux_resolve_beneath_without_links())
            }
        }
    }

    /// A path cut into pieces that each fit in PATH_MAX (4096 bytes with the terminating zero, limits.h).
    private static func steps(_ path: RelativePath) -> [[UInt8]] {
        if path.bytes.count < 4096 { return [path.isRoot ? Array(".".utf8) : path.bytes] }
        var steps: [[UInt8]] = []
        for component in path.components {
            if let last = steps.last, last.count + 1 + component.count < 4096 {
                steps[steps.count - 1] = last + [UInt8(ascii: "/")] + component
            } else {
                steps.append(component)
            }
        }
        return steps
    }
}
