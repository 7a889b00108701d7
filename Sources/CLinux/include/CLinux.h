/// Linux calls and constants that Swift's `Glibc` module does not show, each with the reason.
///
/// Everything is `static inline` so that a caller pays nothing; `CLinux.c` only gives the build something to compile.
/// glibc hides many of these behind `_GNU_SOURCE`, which the already built `Glibc` module does not define and which a
/// header inside another module cannot define for it. Those constants are spelled here from the kernel's own ABI.
#pragma once

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/magic.h>
#include <linux/openat2.h>
#include <linux/stat.h>

/// openat2(2), the only call that keeps every component of a path beneath a folder. glibc 2.36 has no wrapper, and
/// `syscall` is variadic. Returns a descriptor, or -1 with errno.
static inline int linux_openat2(int folder, const char *path, uint64_t flags, uint64_t mode, uint64_t resolve) {
    struct open_how how;
    memset(&how, 0, sizeof how);
    how.flags = flags;
    how.mode = mode;
    how.resolve = resolve;
    return (int)syscall(SYS_openat2, folder, path, &how, sizeof how);
}

/// Every rule of openat2(2) that a path from outside must obey. linux/openat2.h is in no module that Swift reads.
static inline uint64_t linux_resolve_beneath_without_links(void) {
    return RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
}

/// O_PATH of open(2): hidden behind `_GNU_SOURCE`. `__O_PATH` is glibc's own name for it.
static inline int linux_o_path(void) { return __O_PATH; }

/// O_TMPFILE of open(2): hidden behind `_GNU_SOURCE`. It contains O_DIRECTORY so that old kernels refuse it.
static inline int linux_o_tmpfile(void) { return __O_TMPFILE; }

/// renameat2(2) with RENAME_NOREPLACE: hidden behind `_GNU_SOURCE`. Fails with EEXIST instead of overwriting.
static inline int linux_rename_without_replacing(int from_folder, const char *from, int to_folder, const char *to) {
    return (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, 1u /* RENAME_NOREPLACE, linux/fs.h */);
}

/// renameat2(2) with RENAME_EXCHANGE: hidden behind `_GNU_SOURCE`. Swaps two names in one step.
static inline int linux_exchange_names(int one_folder, const char *one, int other_folder, const char *other) {
    return (int)syscall(SYS_renameat2, one_folder, one, other_folder, other, 2u /* RENAME_EXCHANGE, linux/fs.h */);
}

/// fcntl(2) F_SETLEASE with F_RDLCK: hidden behind `_GNU_SOURCE`; the value is linux/fcntl.h's F_LINUX_SPECIFIC_BASE.
static inline int linux_take_read_lease(int descriptor) { return fcntl(descriptor, 1024, F_RDLCK); }

/// fcntl(2) F_SETLEASE with F_UNLCK.
static inline int linux_release_lease(int descriptor) { return fcntl(descriptor, 1024, F_UNLCK); }

/// Ignores SIGIO, which kills a lease holder by default: `SIG_IGN` is a macro with a cast that Swift cannot see.
static inline void linux_ignore_sigio(void) { signal(SIGIO, SIG_IGN); }

/// prctl(2) PR_SET_PDEATHSIG: variadic, and sys/prctl.h is not in the `Glibc` module. The calling process gets `signal`
/// when the thread that made it ends.
static inline int linux_set_parent_death_signal(int signal) { return prctl(PR_SET_PDEATHSIG, signal, 0, 0, 0); }

/// posix_spawn_file_actions_addclosefrom_np(3), glibc 2.34: newer than what the `Glibc` module declares.
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);

/// posix_spawn_file_actions_addchdir_np(3): glibc hides it behind `_GNU_SOURCE`.
extern int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *folder);

/// POSIX_SPAWN_SETSID of posix_spawnattr_setflags(3): hidden behind `_GNU_SOURCE`.
static inline short linux_spawn_in_new_session(void) { return 0x80; }

/// pidfd_open(2), a descriptor that can be read from once the process has ended, closed in children: sys/pidfd.h is not in
/// the `Glibc` module. Returns a descriptor, or -1 with errno.
static inline int linux_process_descriptor(int process) { return (int)syscall(SYS_pidfd_open, process, 0); }

/// statfs(2)'s type of the file system that holds `descriptor`, or -1 with errno: sys/statfs.h is not in the `Glibc`
/// module. Compare with the magic numbers below.
static inline int64_t linux_file_system_type(int descriptor) {
    struct statfs status;
    return fstatfs(descriptor, &status) == 0 ? (int64_t)(uint32_t)status.f_type : -1;
}

/// statx(2)'s time of birth of a name, nanoseconds since 1970: `statx` is hidden behind `_GNU_SOURCE`. Returns 0, or -1 when
/// there is nothing of that name or no such time.
static inline int linux_birth_time(int folder, const char *name, int64_t *nanoseconds) {
    struct statx status;
    if (syscall(SYS_statx, folder, name, AT_SYMLINK_NOFOLLOW, STATX_BTIME, &status) != 0) return -1;
    if (!(status.stx_mask & STATX_BTIME)) return -1;
    *nanoseconds = status.stx_btime.tv_sec * 1000000000 + status.stx_btime.tv_nsec;
    return 0;
}

/// The name of a file system whose other clients' changes inotify does not see, or null. linux/magic.h is in no module
/// that Swift reads.
static inline const char *linux_network_file_system_name(int64_t type) {
    switch ((uint32_t)type) {
    case NFS_SUPER_MAGIC: return "NFS";
    case SMB_SUPER_MAGIC: return "SMB";
    case CIFS_SUPER_MAGIC: return "CIFS";
    case SMB2_SUPER_MAGIC: return "SMB2";
    case FUSE_SUPER_MAGIC: return "FUSE";
    case V9FS_MAGIC: return "9p";
    case CEPH_SUPER_MAGIC: return "Ceph";
    case AFS_SUPER_MAGIC:
    case AFS_FS_MAGIC: return "AFS";
    case CODA_SUPER_MAGIC: return "Coda";
    default: return 0;
    }
}

/// Whether a file system is laid over others (overlay), whose changes beneath it inotify does not see.
static inline int linux_is_overlay(int64_t type) { return (uint32_t)type == OVERLAYFS_SUPER_MAGIC; }

/// prctl(2) PR_SET_NO_NEW_PRIVS and PR_SET_DUMPABLE: variadic, as above. From now on no program that this process starts
/// gains rights, and nobody but root may look into it. Returns 0, or -1 with errno.
static inline int linux_give_up_privileges(void) {
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) ? -1 : 0;
}

/// prctl(2) PR_CAP_AMBIENT with PR_CAP_AMBIENT_CLEAR_ALL: variadic, as above. Programs that the calling thread, and those it
/// will make, start get no capability of this process's. Returns 0, or -1 with errno.
static inline int linux_keep_capabilities(void) { return prctl(47, 4, 0, 0, 0); }

/// landlock(7): no library, no wrappers. Returns the version of the kernel's interface, or -1 with errno when it has none.
static inline int linux_landlock_version(void) { return (int)syscall(SYS_landlock_create_ruleset, 0, 0, 1u); }

/// Takes every right over files, and from later kernels over TCP ports, abstract sockets and other processes, that a ruleset
/// of that version can take, from the calling thread and those it will start. Where `readable` is a folder's descriptor and
/// not −1, the files below it may be read, and its folders listed. Returns 0, or -1 with errno.
static inline int linux_landlock_deny_everything(int version, int readable) {
    // landlock_ruleset_attr as of version 6; linux/landlock.h of Debian 12 ends at version 2.
    struct { uint64_t files, ports, scopes; } rights;
    // landlock_path_beneath_attr: LANDLOCK_ACCESS_FS_READ_FILE and _READ_DIR.
    struct __attribute__((packed)) { uint64_t rights; int32_t folder; } below = {1 << 2 | 1 << 3, readable};
    const int file_rights[] = {13, 14, 15, 15, 16};
    rights.files = (1ull << file_rights[version < 5 ? version - 1 : 4]) - 1;
    rights.ports = 3;
    rights.scopes = 3;
    size_t size = version < 4 ? 8 : version < 6 ? 16 : 24;
    int rules = (int)syscall(SYS_landlock_create_ruleset, &rights, size, 0u);
    if (rules < 0) return -1;
    int result = readable < 0 ? 0 : (int)syscall(SYS_landlock_add_rule, rules, 1 /* LANDLOCK_RULE_PATH_BENEATH */, &below, 0u);
    if (result == 0) result = (int)syscall(SYS_landlock_restrict_self, rules, 0u);
    int code = errno;
    close(rules);
    errno = code;
    return result;
}

/// What a sandbox must refuse, tried: each answers errno, or 0 when it was let. fork and clone are unavailable in Swift;
/// ptrace and unshare are in no module that it reads. There is no such program and no such process, so that where exec and
/// ptrace are let they fail otherwise.
static inline int linux_try_fork(void) {
    long child = syscall(SYS_clone, (long)SIGCHLD, 0L, 0L, 0L, 0L);
    if (child == 0) _exit(0);
    return child < 0 ? errno : 0;
}
static inline int linux_try_exec(void) {
    char *const nothing[] = {0};
    return execve("/proc/self/no-program", nothing, nothing) < 0 ? errno : 0;
}
static inline int linux_try_trace(void) { return syscall(SYS_ptrace, 16L /* PTRACE_ATTACH */, -1L, 0L, 0L) < 0 ? errno : 0; }
static inline int linux_try_namespace(void) { return syscall(SYS_unshare, 0x10000000L) < 0 ? errno : 0; }

/// memfd_create(2), an open file in memory without a name, closed in children: hidden behind `_GNU_SOURCE`.
static inline int linux_memory_file(void) { return (int)syscall(SYS_memfd_create, "soframe", 1u /* MFD_CLOEXEC */); }

/// pipe2(2) with O_CLOEXEC: hidden behind `_GNU_SOURCE`. Sets the reading and the writing end.
static inline int linux_pipe(int *reading, int *writing) {
    int ends[2] = {-1, -1};
    int result = (int)syscall(SYS_pipe2, ends, O_CLOEXEC);
    *reading = ends[0];
    *writing = ends[1];
    return result;
}

/// malloc_trim(3): malloc.h is in no module that Swift reads.
static inline void linux_return_freed_memory(void) { malloc_trim(0); }
