import CSeccomp
import Glibc

/// Leaves a process the system calls that decoding, rendering and encoding need, and answers every other with EPERM
/// (seccomp(2), through libseccomp).
enum SystemCallFilter {
    /// Memory, threads, time, and reading and writing what is open already. Nothing opens, connects, starts or signals.
    private static let allowed = [
        "read", "write", "pread64", "pwrite64", "readv", "writev", "lseek", "close", "fstat", "newfstatat", "munmap",
        "mremap", "madvise", "brk", "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigaltstack", "futex",
        "set_robust_list", "rseq", "sched_yield", "sched_getaffinity", "sched_setaffinity", "getpid", "gettid",
        "clock_gettime", "clock_nanosleep", "nanosleep", "getrandom", "exit", "exit_group", "fsync", "fdatasync",
        "ftruncate", "membarrier", "getrusage", "restart_syscall",
    ]

    /// What a process is about to do.
    enum Stage {
        /// A library that it trusts looks at its own files, and makes programs in memory.
        case preparing
        /// Nothing but what is `allowed`.
        case working
    }

    /// What looking at files takes, which Landlock confines to a folder. `seccomp` is for the stricter filter that follows.
    private static let preparing = ["getdents64", "readlink", "readlinkat", "stat", "mmap", "mprotect"]

    /// - Parameter onEveryThread: Binds the threads that there are by now as well; until now the same filter must have bound
    ///   them all.
    static func load(_ stage: Stage, onEveryThread: Bool = false) throws(SandboxError) {
        guard let filter = unsafe seccomp_init(soframe_seccomp_refuse(EPERM)) else {
            throw SandboxError("system call filter (seccomp)", "libseccomp is out of memory")
        }
        defer { unsafe seccomp_release(filter) }
        for name in allowed { try unsafe add(filter, soframe_seccomp_allow, name) }
        // The process gave up what it could gain before the first filter.
        try check(unsafe seccomp_attr_set(filter, SCMP_FLTATR_CTL_NNP, 0))
        if onEveryThread { try check(unsafe seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1)) }
        switch stage {
        case .working:
            // No memory that was written becomes a program.
            for name in ["mmap", "mprotect"] {
                try unsafe add(filter, soframe_seccomp_allow, name, [masked(2, UInt64(PROT_EXEC), 0)])
            }
        case .preparing:
            for name in preparing { try unsafe add(filter, soframe_seccomp_allow, name) }
            let writing = UInt64(O_ACCMODE | O_CREAT | O_TRUNC)
            try unsafe add(filter, soframe_seccomp_allow, "openat", [masked(2, writing, 0)])
            // SECCOMP_SET_MODE_FILTER: filters add up, and the strictest counts.
            try unsafe add(filter, soframe_seccomp_allow, "seccomp", [equal(0, 1)])
        }
        // Threads of this process, in the same namespaces; never another process.
        try unsafe add(
            filter, soframe_seccomp_allow, "clone",
            [
                masked(
                    0, UInt64(soframe_clone_thread | soframe_clone_namespaces), UInt64(soframe_clone_thread))
            ])
        // Its arguments are out of a filter's sight; glibc then takes clone.
        try unsafe add(filter, soframe_seccomp_refuse(ENOSYS), "clone3")
        // abort(3), and only to end itself.
        try unsafe add(filter, soframe_seccomp_allow, "tgkill", [equal(0, UInt64(getpid()))])
        // Looking at limits, not changing them.
        try unsafe add(filter, soframe_seccomp_allow, "prlimit64", [equal(2, 0)])
        // What stdio and FFmpeg ask of a descriptor; no leases, owners or signals.
        for command in [F_GETFD, F_SETFD, F_GETFL] {
            try unsafe add(filter, soframe_seccomp_allow, "fcntl", [equal(1, UInt64(command))])
        }
        try check(unsafe seccomp_load(filter))
    }

    private static func add(
        _ filter: scmp_filter_ctx, _ action: UInt32, _ name: String, _ conditions: [scmp_arg_cmp] = []
    ) throws(SandboxError) {
        let number = unsafe seccomp_syscall_resolve_name(name)
        // A call that this kind of processor does not have needs no rule.
        guard number >= 0 else { return }
        try check(
            unsafe conditions.withUnsafeBufferPointer {
                unsafe seccomp_rule_add_array(filter, action, number, UInt32($0.count), $0.baseAddress)
            })
    }

    private static func check(_ code: Int32) throws(SandboxError) {
        guard code != 0 else { return }
        // A number above zero is that of a thread that could not be bound.
        throw SandboxError(
            "system call filter (seccomp)",
            code > 0 ? "a thread is out of reach" : unsafe String(cString: strerror(-code)))
    }

    private static func masked(_ argument: UInt32, _ mask: UInt64, _ value: UInt64) -> scmp_arg_cmp {
        scmp_arg_cmp(arg: argument, op: SCMP_CMP_MASKED_EQ, datum_a: mask, datum_b: value)
    }

    private static func equal(_ argument: UInt32, _ value: UInt64) -> scmp_arg_cmp {
        scmp_arg_cmp(arg: argument, op: SCMP_CMP_EQ, datum_a: value, datum_b: 0)
    }
}
