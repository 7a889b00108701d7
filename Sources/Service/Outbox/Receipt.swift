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
            "chosen": Self.rounded([
                "motion": .string(report.choices.motion.rawValue), "motion_amount": .number(report.choices.amount),
                "fit": .string(report.choices.fit.rawValue),
                "focus": ["x": .number(report.choices.focus.x), "y": .number(report.choices.focus.y)],
                "depth": report.choices.depth?.json ?? .null,
                "reasons": .array(report.choices.reasons.map { .string($0) }),
            ]),
            "picture": ["width": .integer(report.pictureWidth), "height": .integer(report.pictureHeight)],
            "video": [
                "width": .integer(report.width), "height": .integer(report.height), "frames": .integer(report.frames),
                "digital_source": .string(report.digitalSource),
            ],
            "seconds": Self.rounded(["decoding": .number(report.decoding), "rendering": .number(report.rendering)]),
            "remarks": .array(report.remarks.map { .string($0) }),
            "contained_by": .string(report.containment.rawValue),
            "picture_is_deleted_at": .string(deadline.text),
        ]) + "\n"
    }

    /// With its numbers to four digits after the point, for what was computed is for people to read.
    private static func rounded(_ value: JSONValue) -> JSONValue {
        switch value {
        case .number(let number): .number((number * 10_000).rounded() / 10_000)
        case .array(let elements): .array(elements.map(rounded))
        case .object(let object): .object(JSONObject(object.members.map { ($0.key, rounded($0.value)) }))
        case .null, .bool, .integer, .string: value
        }
    }
}
