import Glibc

/// The journal's file before SQLite opens it.
///
/// SQLite would give a new file whatever permissions the umask leaves; its rollback journal gets the file's.
enum JournalFile {
    /// Makes the file if it is missing, and takes away what rights others have on it.
    static func prepare(_ path: String) throws(JournalError) {
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            close(descriptor)
            return
        }
        guard errno == EEXIST else { throw .unusable(path, why: reason(errno)) }
        // By its name: opening and closing a file ends every lock that this process holds on it (fcntl(2)), also those
        // of another connection.
        let permissions = try status(path).st_mode & 0o777
        guard permissions & 0o077 != 0 else { return }
        guard unsafe chmod(path, permissions & 0o700) == 0 else { throw .unusable(path, why: reason(errno)) }
    }

    /// Throws unless there is a file.
    static func check(_ path: String) throws(JournalError) { _ = try status(path) }

    private static func status(_ path: String) throws(JournalError) -> stat {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { throw .missing(path) }
            throw .unusable(path, why: reason(errno))
        }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notRegular(path) }
        return status
    }

    private static func reason(_ number: Int32) -> String {
        guard let text = unsafe strerror(number) else { return "error \(number)" }
        return unsafe String(cString: text)
    }
}
