import GRDB

/// Why a sound journal cannot be used just now: the disk it is on, or the machine, fails it, and may be well again later.
package struct JournalOutage: Equatable, Sendable {
    /// SQLite's words, which name no file.
    package let reason: String

    /// Nil for errors that trying again does not mend.
    package init?(_ error: any Error) {
        guard let error = error as? DatabaseError, Self.passing.contains(error.resultCode),
            error.extendedResultCode != .SQLITE_READONLY_DBMOVED
        else { return nil }
        reason = DatabaseError(resultCode: error.resultCode).message ?? "the journal cannot be used"
    }

    /// The journal was opened for writing once, so that it can only be read now, or that its log cannot be opened beside
    /// it, is the volume's doing too.
    private static let passing: [ResultCode] = [
        .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_NOMEM, .SQLITE_BUSY, .SQLITE_CANTOPEN, .SQLITE_READONLY,
    ]
}
