package import StrictJSON

/// Why a sidecar, folder defaults, the configuration or an environment variable was refused. Names no file: whoever
/// read it puts the file's name before the sentence.
package struct SettingsError: Error, Equatable, Sendable {
    package enum Reason: Sendable {
        /// Not JSON, or not within the limits of depth.
        case malformed
        /// More bytes than allowed.
        case tooLarge
        case unknownKey
        /// The value's kind, range or form.
        case notAllowed
        /// Keys that need or exclude each other.
        case conflict
        /// A key that is not taken from where it stands.
        case misplaced
    }

    package var reason: Reason
    package var pointer: JSONPointer
    /// Nil when the text came from an environment variable.
    package var position: JSONPosition?
    /// The environment variable that is at fault, if one is.
    package var variable: String?
    /// What is wrong: a clause without a full stop.
    package var problem: String
    /// What may stand there instead: a phrase that completes "Write …".
    package var allowed: String?
    /// The valid key or word that is nearest to the one that was written, when one is near.
    package var nearest: String?
    /// What to do when `allowed` does not say it: a whole sentence.
    package var advice: String?
}

extension SettingsError: CustomStringConvertible {
    /// Whole sentences: the place, what is wrong there, and what to write instead.
    package var description: String {
        var text = place + problem + "."
        if let nearest { text += " The nearest valid one is \(JSONText.quoted(nearest))." }
        if let allowed, nearest == nil || reason != .unknownKey { text += " Write \(allowed)." }
        if let advice { text += " " + advice }
        return text
    }

    private var place: String {
        if let variable { return "In \(JSONText.visible(variable)), " }
        guard let position else { return "" }
        let numbers = "line \(position.line), column \(position.column)"
        guard pointer != .root else { return "At \(numbers), " }
        return "At \(JSONText.visible(pointer.description)) (\(numbers)), "
    }
}

extension SettingsError {
    init(_ error: JSONError) {
        let reason: Reason = if case .tooLarge = error.problem { .tooLarge } else { .malformed }
        self.init(
            reason: reason, pointer: error.pointer, position: error.position, problem: error.problem.description)
    }

    /// A value that its key does not take.
    static func notAllowed(_ node: JSONNode, allowed: String, nearest: String? = nil) -> SettingsError {
        SettingsError(
            reason: .notAllowed, pointer: node.pointer, position: node.position,
            problem: "\(node.shown) is not allowed",
            allowed: allowed, nearest: nearest)
    }
}

extension JSONNode {
    /// The value as an error message shows it.
    var shown: String {
        switch content {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number(let number): JSONText.visible(number.text)
        case .string(let text): JSONText.shown(text)
        case .array(let elements): elements.isEmpty ? "an empty array" : "an array"
        case .object: "an object"
        }
    }
}
