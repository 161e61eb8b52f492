import ctypes
import errno
import fcntl
import mmap
import os
import platform
import pty
import struct

from core import Absent, Refused, call, inside, probe, setting


@probe("add a key")
def _(target):
    call("add_key", b"user", b"probe", b"x", 1, -2)


@probe("ask for a key")
def _(target):
    call("request_key", b"user", b"probe-none", None, -2, reached=(errno.ENOKEY,))


@probe("find the session's keyring")
def _(target):
    call("keyctl", 0, -3, 1)


@probe("make a BPF map", control="root")
def _(target):
    attributes = ctypes.create_string_buffer(struct.pack("IIIII", 2, 4, 4, 1, 0), 128)
    os.close(call("bpf", 0, attributes, 128))


@probe("open a performance counter", machine=setting("/proc/sys/kernel/perf_event_paranoid", "3", "4"))
def _(target):
    software, task_clock, size, exclude_kernel_and_hypervisor = 1, 1, 112, 0x60
    attributes = ctypes.create_string_buffer(struct.pack("IIQQQQQ", software, size, task_clock, 0, 0, 0, exclude_kernel_and_hypervisor), size)
    os.close(call("perf_event_open", attributes, 0, -1, -1, 0))


@probe("set up io_uring", machine=setting("/proc/sys/kernel/io_uring_disabled", "1", "2"))
def _(target):
    os.close(call("io_uring_setup", 4, ctypes.create_string_buffer(120)))


@probe("handle page faults")
def _(target):
    os.close(call("userfaultfd", 1 | os.O_CLOEXEC))


@probe("change the personality")
def _(target):
    call("personality", 0xffffffff)


@probe("watch all files", control="root")
def _(target):
    os.close(call("fanotify_init", 0, 0))


@probe("set the clock", control="root")
def _(target):
    # An impossible time, so that nothing is set where it is allowed.
    call("clock_settime", 0, ctypes.create_string_buffer(struct.pack("qq", 0, -1)), reached=(errno.EINVAL,))


@probe("adjust the clock")
def _(target):
    call("adjtimex", ctypes.create_string_buffer(256))


@probe("restart the machine", control="root")
def _(target):
    # Without the right magic numbers nothing happens but the check of who asks.
    call("reboot", 0, 0, 0, 0, reached=(errno.EINVAL,))


@probe("load a kernel module", control="root", machine=setting("/proc/sys/kernel/modules_disabled", "1"))
def _(target):
    call("init_module", None, 0, b"", reached=(errno.EFAULT, errno.ENOEXEC, errno.EINVAL))


@probe("load another kernel", control="root", machine=setting("/proc/sys/kernel/kexec_load_disabled", "1"))
def _(target):
    call("kexec_load", 0, 0, None, 0xffff, reached=(errno.EINVAL,))


@probe("add swap", control="root")
def _(target):
    call("swapon", b"/nonexistent", 0, reached=(errno.ENOENT,))


@probe("switch on accounting", control="root")
def _(target):
    call("acct", b"/nonexistent", reached=(errno.ENOENT,))


@probe("read the kernel's log", control="root")
def _(target):
    call("syslog", 10, None, 0)


@probe("rename the machine", control="root")
def _(target):
    if not inside():
        call("unshare", 0x4000000)
    call("sethostname", b"probe", 5)


@probe("reach the I/O ports")
def _(target):
    call("iopl", 0)


@probe("change the segment table")
def _(target):
    call("modify_ldt", 0, ctypes.create_string_buffer(16), 16)


def may_write(name, path, flags=os.O_WRONLY):
    # Opened only: what a write would do to this machine is known.
    @probe(name, control="root")
    def _(target):
        if not os.path.exists(path) and not inside():
            raise Absent(f"no {path}")
        os.close(os.open(path, flags))


may_write("write the core pattern", "/proc/sys/kernel/core_pattern")
may_write("write the module loader's path", "/proc/sys/kernel/modprobe")
may_write("write the hot-plug helper", "/sys/kernel/uevent_helper")
may_write("write the magic key", "/proc/sysrq-trigger")
may_write("write a virtual memory setting", "/proc/sys/vm/overcommit_memory")
may_write("read the kernel's memory", "/proc/kcore", os.O_RDONLY)
may_write("read the kernel's messages", "/proc/kmsg", os.O_RDONLY)


@probe("read the machine's devices")
def _(target):
    os.listdir("/sys/kernel")


@probe("write a control group", control="root")
def _(target):
    for folder, _, names in os.walk("/sys/fs/cgroup"):
        if "cgroup.procs" in names and os.access(os.path.join(folder, "cgroup.procs"), os.W_OK):
            return
    raise Refused("none is there")


@probe("use the machine's second call table")
def _(target):
    if platform.machine() != "x86_64":
        raise Absent(f"{platform.machine()} has none that compat calls could use here")
    # getpid by int 0x80: the 32-bit table, whose numbers a filter for 64-bit ones would misread.
    code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")
    function = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))
    if function() != os.getpid():
        raise Absent("this kernel has no 32-bit calls")


def terminal(name, request, *reached):
    @probe(name, machine=setting("/proc/sys/dev/tty/legacy_tiocsti", "0") if not reached else None)
    def _(target):
        child, master = pty.fork()
        if child == 0:
            try:
                fcntl.ioctl(0, request, b"x")
                os._exit(0)
            except OSError as failure:
                os._exit(0 if failure.errno in reached else failure.errno)
        error = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if error:
            raise OSError(error, "ioctl")


terminal("type into the terminal", 0x5412)
terminal("paste into the terminal", 0x541C, errno.ENOTTY)
