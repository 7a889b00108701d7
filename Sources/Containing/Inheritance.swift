import CLinux

/// What programs that this one starts, workers and hooks, get from it.
package enum Inheritance {
    /// Keeps from them what a service manager granted to this process alone, such as CAP_LEASE (capabilities(7), ambient).
    /// Holds for the calling thread and those made later, so it is called first. Where there is nothing to keep, or no such
    /// thing, nothing happens.
    package static func keepCapabilities() { _ = linux_keep_capabilities() }
}
