import CLinux

/// Memory that the program has freed and glibc keeps for later: for good where it lies below what is still used.
package enum FreedMemory {
    /// Gives all of it back to the kernel. Takes some milliseconds.
    package static func giveBack() { linux_return_freed_memory() }
}
