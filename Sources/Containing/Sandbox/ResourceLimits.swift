import Glibc

/// What a worker may use at most; beyond that the kernel refuses or ends it (setrlimit(2)).
package struct ResourceLimits: Equatable, Sendable {
    /// Bytes of memory beyond what the program itself takes.
    package var memory: Int64
    /// Seconds of processor time, over all threads.
    package var processorSeconds: Int
    /// Bytes of the largest file it may write.
    package var fileSize: Int64
    /// How many threads it will have.
    package var threads: Int

    package init(memory: Int64, processorSeconds: Int, fileSize: Int64, threads: Int) {
        self.memory = memory
        self.processorSeconds = processorSeconds
        self.fileSize = fileSize
        self.threads = threads
    }

    /// A thread's stack and its arena of glibc's set addresses aside that they never use: 8 and twice 64 MiB.
    private static let addressesPerThread: UInt64 = 136 << 20

    func apply() throws(SandboxError) {
        try set(__rlimit_resource_t(RLIMIT_CORE.rawValue), 0)
        // At the first limit the process gets SIGXCPU, which says why it ended; SIGKILL at the second would not.
        try set(__rlimit_resource_t(RLIMIT_CPU.rawValue), UInt64(processorSeconds), UInt64(processorSeconds) + 5)
        try set(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), UInt64(fileSize))
        try set(
            __rlimit_resource_t(RLIMIT_AS.rawValue),
            Self.ownAddresses + UInt64(memory) + UInt64(threads) * Self.addressesPerThread)
    }

    private func set(_ resource: __rlimit_resource_t, _ most: UInt64, _ utmost: UInt64? = nil) throws(SandboxError) {
        var limit = rlimit(rlim_cur: rlim_t(most), rlim_max: rlim_t(utmost ?? most))
        var present = rlimit()
        if unsafe getrlimit(resource, &present) == 0 {
            // What the user allows is never exceeded.
            limit.rlim_max = min(limit.rlim_max, present.rlim_max)
            limit.rlim_cur = min(limit.rlim_cur, limit.rlim_max)
        }
        guard unsafe setrlimit(resource, &limit) == 0 else {
            throw SandboxError("limits", unsafe String(cString: strerror(errno)))
        }
    }

    /// Bytes of addresses that the process has now: the first number of /proc/self/statm, in pages.
    private static var ownAddresses: UInt64 {
        let file = unsafe open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        defer { close(file) }
        let text = unsafe [UInt8](unsafeUninitializedCapacity: 128) { buffer, count in
            count = unsafe max(0, read(file, buffer.baseAddress, buffer.count))
        }
        let pages = UInt64(String(decoding: text.prefix { $0 != UInt8(ascii: " ") }, as: UTF8.self)) ?? 1 << 20
        return pages * UInt64(sysconf(Int32(_SC_PAGESIZE)))
    }
}
