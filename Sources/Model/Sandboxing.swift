/// How strictly a worker is contained.
package enum SandboxMode: String, CaseIterable, Sendable {
    /// By Landlock and seccomp; where the kernel lacks one of them nothing is rendered.
    case required
    /// By seccomp alone, for kernels without Landlock.
    case seccompOnly = "seccomp_only"
    /// Not at all.
    case off
}

/// What held a worker while it worked, as receipts and the journal record it.
package enum Containment: String, Equatable, Sendable {
    case landlockAndSeccomp = "landlock and seccomp"
    case seccompOnly = "seccomp only"
    case none
}
