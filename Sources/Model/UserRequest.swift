/// What a user can ask about a picture. Raw values are the journal's words and the commands' names.
package enum UserRequest: String, Sendable {
    /// Render it again.
    case retry
    /// Delete it now, with what belongs to it, what was made of it, and every trace.
    case erase
    /// Exempt it from deletion on schedule.
    case hold
    /// End that.
    case release
}

/// How a request ended.
package struct Answer: Equatable, Sendable {
    package let succeeded: Bool
    /// A whole sentence.
    package let sentence: String

    package init(succeeded: Bool, sentence: String) {
        self.succeeded = succeeded
        self.sentence = sentence
    }
}
