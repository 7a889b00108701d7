/// What a hook is run for. Raw values are the words of the configuration, the journal and the hook's message.
package enum HookOccasion: String, CaseIterable, Sendable {
    /// A video is in the outbox.
    case delivered
    /// A job failed for good, or was refused.
    case failed
}

/// Programs of the user's that are told how jobs ended: each the words of its command line, the first its absolute path.
package struct Hooks: Equatable, Sendable {
    package var delivered: [String]?
    package var failed: [String]?

    package init() {}

    /// The command line for an occasion; nil when nobody is to be told.
    package subscript(occasion: HookOccasion) -> [String]? {
        switch occasion {
        case .delivered: delivered
        case .failed: failed
        }
    }

    package var occasions: Set<HookOccasion> { Set(HookOccasion.allCases.filter { self[$0] != nil }) }
}
