"""Runs a program and kills it at the Nth of its calls that change something, whichever process or thread makes it.

`strace -e inject=…:signal=KILL:when=N` counts for each thread and each call by itself, so what the second busiest thread
does is never reached. Here a seccomp filter stops the program (ptrace(2), PTRACE_EVENT_SECCOMP) before each such call,
and all of them are counted together, also those of the sandboxed worker: a filter that it adds only takes away.
"""
import ctypes
import ctypes.util
import os
import signal
import threading
from dataclasses import dataclass, field

O_CREAT, O_TMPFILE = 0o100, 0o20000000
# Calls that change what is on a disk or what another process sees; of those that open, only such as make a file. The
# second is which argument has the flags.
CHANGING = ["write", "pwrite64", "writev", "pwritev", "fsync", "fdatasync", "link", "linkat", "rename", "renameat",
            "renameat2", "unlink", "unlinkat", "rmdir", "ftruncate", "fallocate", "mkdir", "mkdirat", "copy_file_range",
            "sendfile", "fchmod", "chmod"]
MAKING = [("open", 1), ("openat", 2)]
CALLS = CHANGING + [name for name, _ in MAKING]

# linux/ptrace.h
CONT, SETOPTIONS, GETEVENTMSG, SEIZE = 7, 0x4200, 0x4201, 0x4206
FORK, VFORK, CLONE, EXEC, SECCOMP, EXITKILL = 2, 4, 8, 0x10, 0x80, 0x100000
EVENT_SECCOMP, EVENT_STOP = 7, 128
# sys/wait.h: threads too.
WALL = 0x40000000
# seccomp.h
ALLOW, TRACE, MASKED_EQUAL = 0x7FFF0000, 0x7FF00000, 7


class Comparison(ctypes.Structure):
    _fields_ = [("argument", ctypes.c_uint), ("kind", ctypes.c_int), ("mask", ctypes.c_uint64),
                ("value", ctypes.c_uint64)]


libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p]
libc.ptrace.restype = ctypes.c_long
seccomp = ctypes.CDLL("libseccomp.so.2")
seccomp.seccomp_init.restype = ctypes.c_void_p
seccomp.seccomp_load.argtypes = [ctypes.c_void_p]
seccomp.seccomp_rule_add_array.argtypes = [ctypes.c_void_p, ctypes.c_uint32, ctypes.c_int, ctypes.c_uint,
                                           ctypes.POINTER(Comparison)]


def ptrace(request, process, data=0):
    return libc.ptrace(request, process, None, data)


def filter_of_calls():
    """Stops the program at each, with its place in the list as the message."""
    made = seccomp.seccomp_init(ALLOW)

    def stop(name, *comparisons):
        number = seccomp.seccomp_syscall_resolve_name(name.encode())
        array = (Comparison * len(comparisons))(*comparisons)
        # Some machines lack the older ones.
        if number >= 0:
            seccomp.seccomp_rule_add_array(made, TRACE | CALLS.index(name), number, len(comparisons), array)

    for name in CHANGING:
        stop(name)
    for name, place in MAKING:
        for flag in [O_CREAT, O_TMPFILE]:
            stop(name, Comparison(place, MASKED_EQUAL, flag, flag))
    return made


@dataclass
class Run:
    """What came of it. `calls` are those that changed something, in order; `own` says of each whether the program itself
    made it, and not a child."""
    code: int = 0
    calls: list = field(default_factory=list)
    own: list = field(default_factory=list)
    was_killed: bool = False
    errors: str = ""


def run(words, errors, kill_at=0, patience=60):
    """Runs a program to its end; `errors` is the file that takes its standard error."""
    words = [os.fspath(word) for word in words]
    stops = filter_of_calls()
    program = os.fork()
    if program == 0:
        be(words, errors, stops)
    os.waitpid(program, os.WUNTRACED)
    if ptrace(SEIZE, program, FORK | VFORK | CLONE | EXEC | SECCOMP | EXITKILL) != 0:
        why = ctypes.get_errno()
        os.kill(program, signal.SIGKILL)
        os.waitpid(program, 0)
        raise OSError(why, "this process may trace no other (ptrace(2))")
    os.kill(program, signal.SIGCONT)
    done = Run()
    alarm = threading.Timer(patience, lambda: os.kill(program, signal.SIGKILL))
    alarm.start()
    follow(program, kill_at, done)
    alarm.cancel()
    with open(errors) as file:
        done.errors = file.read()
    return done


def be(words, errors, stops):
    """The program's process, until it is the program."""
    try:
        nothing, told = os.open("/dev/null", os.O_RDWR), os.open(errors, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for number, file in enumerate([nothing, nothing, told]):
            os.dup2(file, number)
        os.kill(os.getpid(), signal.SIGSTOP)
        if seccomp.seccomp_load(stops) == 0:
            os.execv(words[0], words)
    finally:
        os._exit(127)


def follow(program, kill_at, done):
    """Until every process of it has ended. This process must have no other child that ends meanwhile."""
    while True:
        try:
            thread, status = os.waitpid(-1, WALL)
        except ChildProcessError:
            return
        if os.WIFEXITED(status) or os.WIFSIGNALED(status):
            if thread == program:
                done.code = os.waitstatus_to_exitcode(status)
            continue
        event, number = status >> 16, os.WSTOPSIG(status)
        if event == EVENT_SECCOMP:
            owner = process_of(thread)
            done.calls.append(CALLS[message(thread)])
            done.own.append(owner == program)
            if len(done.calls) == kill_at:
                done.was_killed = True
                os.kill(owner, signal.SIGKILL)
                continue
        ptrace(CONT, thread, 0 if event else number)


def message(thread):
    value = ctypes.c_ulong()
    libc.ptrace(GETEVENTMSG, thread, None, ctypes.addressof(value))
    return value.value


def process_of(thread):
    with open(f"/proc/{thread}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("Tgid:"))
