import CLinux
import Glibc

/// Whether changes can go unnoticed by inotify(7).
package enum FileSystemKind: Equatable, Sendable {
    case local
    /// A network or user-space file system, by name; it has to be polled.
    case network(String)
    /// Folders laid over one another: what is changed in a layer below goes unnoticed, everything else is told.
    case overlay
}

extension Directory {
    /// The kind of file system that holds the folder (statfs(2)).
    package func fileSystemKind() throws(FileError) -> FileSystemKind {
        let type = try withRawDescriptor { raw throws(FileError) in
            try attempt(.inspect, title) { linux_file_system_type(raw) }
        }
        if linux_is_overlay(type) != 0 { return .overlay }
        guard let name = unsafe linux_network_file_system_name(type) else { return .local }
        return unsafe .network(String(cString: name))
    }

    /// The bytes on the folder's volume that this user may still fill (statvfs(3)).
    package func freeBytes() throws(FileError) -> UInt64 {
        var volume = statvfs()
        _ = try withRawDescriptor { raw throws(FileError) in
            try attempt(.measureSpace, title) { unsafe fstatvfs(raw, &volume) }
        }
        return UInt64(volume.f_bavail).multipliedReportingOverflow(by: UInt64(volume.f_frsize)).partialValue
    }
}
