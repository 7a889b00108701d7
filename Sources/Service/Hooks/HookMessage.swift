import Foundation
import Journaling
import Model
import StrictJSON

/// What a hook's program reads on its standard input: one JSON object on one line. Keys are only ever added.
struct HookMessage: Equatable {
    let hook: OwedHook

    var text: String { JSONWriter.line(.object(object)) + "\n" }

    private var object: JSONObject {
        var object: JSONObject = [
            "event": .string(hook.occasion.rawValue), "job": .integer(Int(hook.job)),
            "attempt": .integer(hook.failures + 1),
        ]
        Self.add("picture", hook.picture, to: &object)
        Self.add("video", hook.video, to: &object)
        object.append("code", Self.word(hook.code?.rawValue))
        object.append("what", Self.word(hook.sentence))
        object.append("advice", Self.word(hook.advice))
        object.append("arrived_at", .string(hook.arrival.text))
        object.append("queued_at", .string(hook.made.text))
        object.append("ended_at", .string(hook.ended.text))
        object.append("picture_is_deleted_at", hook.picture == nil ? .null : .string(hook.deadline.text))
        return object
    }

    /// JSON cannot hold a name that is no UTF-8: that one is null, and its bytes stand beside it.
    private static func add(_ key: String, _ path: RelativePath?, to object: inout JSONObject) {
        let text = path.flatMap { String(validating: $0.bytes, as: UTF8.self) }
        object.append(key, word(text))
        if let path, text == nil { object.append("\(key)_base64", .string(Data(path.bytes).base64EncodedString())) }
    }

    private static func word(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
}
