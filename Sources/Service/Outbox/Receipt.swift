import Model
import StrictJSON
import Working

/// What settled a video: its settings whole, what `auto` chose and why, and how long it took.
struct Receipt: Equatable {
    let settings: Settings
    let report: WorkReport
    let deadline: Timestamp

    var text: String {
        JSONWriter.pretty([
            "settings": settings.json,
            "chosen": [
                "motion": .string(report.choices.motion.rawValue), "motion_amount": .number(report.choices.amount),
                "fit": .string(report.choices.fit.rawValue),
                "focus": ["x": .number(report.choices.focus.x), "y": .number(report.choices.focus.y)],
                "depth": report.choices.depth?.json ?? .null,
                "reasons": .array(report.choices.reasons.map { .string($0) }),
            ],
            "picture": ["width": .integer(report.pictureWidth), "height": .integer(report.pictureHeight)],
            "video": [
                "width": .integer(report.width), "height": .integer(report.height), "frames": .integer(report.frames),
                "digital_source": .string(report.digitalSource),
            ],
            "seconds": ["decoding": .number(report.decoding), "rendering": .number(report.rendering)],
            "remarks": .array(report.remarks.map { .string($0) }),
            "contained_by": .string(report.containment.rawValue),
            "picture_is_deleted_at": .string(deadline.text),
        ]) + "\n"
    }
}
