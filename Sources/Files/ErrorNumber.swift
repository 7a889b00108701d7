import Glibc

/// An errno(3) with its meaning for people and its class for the program.
struct ErrorNumber {
    let value: Int32

    init(_ value: Int32) { self.value = value }

    static let noSpace: Set<Int32> = [ENOSPC, EDQUOT]
    static let missing: Set<Int32> = [ENOENT, ENOTDIR]
    static let unsupported: Set<Int32> = [EOPNOTSUPP, ENOSYS, EINVAL]
    /// ENXIO and ENODEV: the device went away; ESTALE and ENOTCONN: the server or its daemon did.
    static let transient: Set<Int32> = [
        EIO, ESTALE, ENODEV, ENXIO, EROFS, ENOMEM, ENFILE, EMFILE, EAGAIN, EBUSY, ETIMEDOUT, ENOTCONN, EREMOTEIO,
    ]

    /// The C library's words for the number.
    var explanation: String {
        guard let text = unsafe strerror(value) else { return "error \(value)" }
        return unsafe String(cString: text)
    }

    /// What to do about it, as a whole sentence.
    var remedy: String {
        switch value {
        case ENOENT, ENOTDIR: "Check the path, and that its volume is mounted."
        case EACCES, EPERM: "Give the user that runs soframe access to it."
        case EROFS: "Mount the volume for writing."
        case ENOSPC: "Free some space on the volume."
        case EDQUOT: "Raise the quota of the user that runs soframe, or free some space."
        case EIO, EREMOTEIO: "Check the disk and the kernel's log."
        case ESTALE, ENODEV, ENXIO, ENOTCONN, ETIMEDOUT: "Check that the volume is still connected and mounted."
        case ENFILE, EMFILE: "Raise the limit of open files (LimitNOFILE), or close other programs."
        case ENOMEM: "Free some memory."
        case ELOOP: "Replace the symbolic link by what it points to."
        case EXDEV: "Keep the place inside its folder, on one volume."
        case ENAMETOOLONG: "Use a shorter name."
        case EEXIST: "Use another name, or move what is there."
        case EOPNOTSUPP, ENOSYS, EINVAL: "Use a file system that supports it, such as ext4, XFS or btrfs."
        default: "Check the place, and try again."
        }
    }
}
