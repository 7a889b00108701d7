package import Model

/// What intake waits for and demands, as configured.
package struct IntakeRules: Equatable, Sendable {
    /// How long nothing may happen to a file before it is taken.
    package var settle = TimeSpan.seconds(1)
    /// The same for a file that was found by looking instead of being told of: its writer's end goes unnoticed.
    package var foundSettle = TimeSpan.seconds(5)
    /// How long a picture waits for its sidecar after the last thing that happened to it.
    package var sidecarWait = TimeSpan.seconds(2)
    /// A picture without a sidecar waits on.
    package var sidecarRequired = false
    /// Whether folders in the inbox are looked into.
    package var recursive = true
    /// How often the whole inbox is compared with the ledger, whatever was told.
    package var reconcile = TimeSpan.minutes(5)
    /// Which folders are looked at again and again: those that cannot be watched, all, or none.
    package var poll = IntakeOptions.Poll.auto
    /// How often that is.
    package var pollInterval = TimeSpan.seconds(5)
    /// The largest picture, in bytes.
    package var fileBytes: Int64 = 268_435_456
    /// The configuration's defaults for videos, the nearest first.
    package var defaults: [SettingsLayer] = []

    package init() {}

    package init(_ configuration: Configuration) {
        settle = configuration.intake.settle
        foundSettle = max(foundSettle, settle)
        sidecarWait = configuration.intake.sidecarWait
        sidecarRequired = configuration.intake.sidecar == .required
        recursive = configuration.intake.recursive
        poll = configuration.intake.poll
        reconcile = configuration.intake.reconcile
        fileBytes = Int64(configuration.limits.fileBytes)
        defaults = configuration.defaults
    }
}

/// How long a file may take until it is given up for now; not for people to set.
enum Patience {
    /// Another name, or missing rights, may be a delivery's intermediate state: `ln` and `rm`, `chmod`.
    static let beforeRefusal = Duration.seconds(10)
    /// How often such a file is looked at again, and for how long; later only when something happens or at a reconcile.
    static let recheck = Duration.seconds(2)
    static let young = Duration.seconds(60)

    /// How long a sidecar may be without its picture before that is said.
    static let orphan = TimeSpan.minutes(10)

    /// Waits after a failure of the machine: doubling from one second to a minute.
    static func afterFailures(_ count: Int) -> Duration { .seconds(min(60, 1 << min(max(count - 1, 0), 6))) }
}
