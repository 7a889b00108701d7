import Files
import Journaling

/// What keeps the program from its work for a while without being anybody's mistake: a full or failing disk, a volume that
/// can only be read, want of memory.
struct EnvironmentTrouble: Equatable {
    /// A few words that name no file.
    let reason: String

    /// Nil for errors that trying again does not mend.
    init?(_ error: any Error) {
        if let outage = JournalOutage(error) {
            reason = outage.reason
        } else if let error = error as? FileError, error.isTransient, let explanation = error.explanation {
            reason = explanation
        } else {
            return nil
        }
    }
}
