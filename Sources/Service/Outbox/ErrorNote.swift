import Journaling
import Model
import StrictJSON

/// What the outbox says of a picture that was not rendered.
struct ErrorNote: Equatable {
    let failure: JobFailure
    /// How often it was tried.
    let attempts: Int
    /// When the picture goes.
    let deadline: Timestamp

    var text: String {
        JSONWriter.pretty([
            "code": .string(failure.code.rawValue), "what": .string(failure.sentence),
            "advice": .string(failure.advice),
            "attempts": .integer(attempts), "picture_is_deleted_at": .string(deadline.text),
        ]) + "\n"
    }
}
