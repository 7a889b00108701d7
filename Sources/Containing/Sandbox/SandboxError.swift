/// The kernel did not let a process lock itself in.
package struct SandboxError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A whole sentence.
    package let description: String

    init(_ step: String, _ reason: String) { description = "The sandbox's \(step) cannot be set up: \(reason)." }
}
