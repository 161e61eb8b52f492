"""Registers probes, runs each in a process of its own, and says how it ended.

A probe raises OSError or Refused when it was stopped, Absent when there is nothing to try it on, and returns when it got what it wanted.
Anything else is a mistake of the probe's and must not pass for a sandbox that held.
"""
import ctypes
import errno
import json
import os
import platform
import signal

PATIENCE_SECONDS = 15
PROBES = []

libc = ctypes.CDLL(None, use_errno=True)

# arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h of the kernel.
NUMBERS = {
    "x86_64": dict(
        ptrace=101, process_vm_readv=310, kcmp=312, pidfd_open=434, pidfd_getfd=438, add_key=248, request_key=249, keyctl=250, bpf=321,
        perf_event_open=298, userfaultfd=323, mount=165, pivot_root=155, chroot=161, unshare=272, setns=308, open_tree=428, fsopen=430,
        kexec_load=246, init_module=175, reboot=169, clock_settime=227, adjtimex=159, open_by_handle_at=304, personality=135, swapon=167,
        acct=163, syslog=103, sethostname=170, fanotify_init=300, iopl=172, modify_ldt=154, clone3=435, io_uring_setup=425, clone=56,
        name_to_handle_at=303),
    "aarch64": dict(
        ptrace=117, process_vm_readv=270, kcmp=272, pidfd_open=434, pidfd_getfd=438, add_key=217, request_key=218, keyctl=219, bpf=280,
        perf_event_open=241, userfaultfd=282, mount=40, pivot_root=41, chroot=51, unshare=97, setns=268, open_tree=428, fsopen=430,
        kexec_load=104, init_module=105, reboot=142, clock_settime=112, adjtimex=171, open_by_handle_at=265, personality=92, swapon=224,
        acct=89, syslog=116, sethostname=161, fanotify_init=262, clone3=435, io_uring_setup=425, clone=220, name_to_handle_at=264),
}.get(platform.machine(), {})


class Refused(Exception):
    """Stopped by something else than the error of a system call."""


class Absent(Exception):
    """This machine has nothing to try it on."""


def probe(name, control="user", machine=None):
    """control: as whom it must work outside, `user` or `root`. machine: says why this machine refuses it by its own settings, or None."""
    def register(function):
        PROBES.append((name, control, machine, function))
        return function
    return register


def call(name, *arguments, reached=()):
    """Makes a system call; the errors in `reached` come from behind the door, so they count as having got through it."""
    if name not in NUMBERS:
        raise Absent(f"{platform.machine()} has no {name}")
    result = libc.syscall(NUMBERS[name], *[ctypes.c_long(a) if isinstance(a, int) else a for a in arguments])
    if result >= 0:
        return result
    error = ctypes.get_errno()
    if error in reached:
        return 0
    if error == errno.ENOSYS:
        raise OSError(error, f"{name}: not in this kernel, or hidden")
    raise OSError(error, name)


def inside():
    """True in a sandbox: outside, what is tried must not touch the machine's own mounts and names."""
    return os.getcwd() == "/workspace"


def expect(found, wanted):
    if wanted not in found:
        raise Refused("something else was there")


def setting(path, *forbidding):
    """A machine's own reason: the value of a kernel setting."""
    def reason():
        try:
            with open(path) as file:
                value = file.read().strip()
        except OSError:
            return None
        return f"{path} is {value}" if value in forbidding else None
    return reason


def run(control, target):
    for name, user, machine, function in PROBES:
        if control in (None, user):
            end, detail = attempt(function, target)
            reason = machine() if control and machine and end == "refused" else None
            yield dict(name=name, group=function.__module__, control=user, end="absent" if reason else end, detail=reason or detail)


def attempt(function, target):
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        signal.alarm(PATIENCE_SECONDS)
        os.write(write, json.dumps(outcome(function, target)).encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        text = pipe.read()
    status = os.waitpid(child, 0)[1]
    if text:
        return json.loads(text)
    name = signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else f"exit {status}"
    return ("broken", "it hung") if name == "SIGALRM" else ("refused", name)


def outcome(function, target):
    try:
        detail = function(target)
        return "done", detail or ""
    except Absent as reason:
        return "absent", str(reason)
    except Refused as reason:
        return "refused", str(reason)
    except OSError as failure:
        if failure.errno is None:
            return "refused", str(failure)
        text = errno.errorcode.get(failure.errno, str(failure.errno))
        return ("absent" if failure.errno == errno.ENOSYS else "refused"), text
    except BaseException as mistake:
        return "broken", f"{type(mistake).__name__}: {mistake}"
