import Foundation

/// How bad what is said is, by the numbers of syslog(3), for systemd's journal.
enum Severity: Int {
    case critical = 2
    case error, warning, notice, info, debug

    /// Lines as they are said: each with its severity when the journal reads them.
    func marked(_ text: String, forJournal: Bool) -> String {
        guard forJournal else { return text }
        return text.split(separator: "\n", omittingEmptySubsequences: true).map { "<\(rawValue)>\($0)" }
            .joined(separator: "\n")
    }
}

/// What systemd says of the journal's stream in `JOURNAL_STREAM`: device and inode (systemd.exec(5)).
struct JournalStream {
    private let device: UInt64
    private let inode: UInt64

    /// Nil when it says nothing.
    init?(_ text: String?) {
        let numbers = (text ?? "").split(separator: ":").compactMap { UInt64($0) }
        guard numbers.count == 2 else { return nil }
        (device, inode) = (numbers[0], numbers[1])
    }

    /// Whether it is what a descriptor of ours is, and not of the program's that started this one only.
    func isOpen(as descriptor: Int32) -> Bool {
        var status = stat()
        return unsafe fstat(descriptor, &status) == 0 && status.st_dev == device && status.st_ino == inode
    }
}
