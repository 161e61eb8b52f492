import ctypes
import glob
import os

from core import Refused, call, expect, libc, probe, setting

VICTIM_IS_CLOSED = setting("/proc/sys/kernel/yama/ptrace_scope", "2", "3")


def everybody(name):
    for path in glob.glob(f"/proc/[0-9]*/{name}"):
        try:
            with open(path, "rb") as file:
                yield file.read()
        except OSError:
            pass


@probe("see another process's command line")
def _(target):
    if not any(target["canary"].encode() in line for line in everybody("cmdline")):
        raise Refused("not in any")


@probe("read another process's environment")
def _(target):
    with open(f"/proc/{target['victim']}/environ", "rb") as file:
        expect(file.read(), target["canary"].encode())


@probe("find the host's environment anywhere")
def _(target):
    if not any(target["host_canary"].encode() in line for line in everybody("environ")):
        raise Refused("not in any")


@probe("read another process's memory file", machine=VICTIM_IS_CLOSED)
def _(target):
    with open(f"/proc/{target['victim']}/mem", "rb", buffering=0) as memory:
        memory.seek(target["victim_address"])
        expect(memory.read(len(target["secret"])), target["secret"].encode())


class Piece(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


@probe("copy another process's memory", machine=VICTIM_IS_CLOSED)
def _(target):
    length = len(target["secret"])
    buffer = ctypes.create_string_buffer(length)
    here, there = Piece(ctypes.addressof(buffer), length), Piece(target["victim_address"], length)
    call("process_vm_readv", target["victim"], ctypes.byref(here), 1, ctypes.byref(there), 1, 0)
    expect(buffer.raw, target["secret"].encode())


@probe("trace another process", machine=VICTIM_IS_CLOSED)
def _(target):
    seize, detach = 0x4206, 17
    call("ptrace", seize, target["victim"], 0, 0)
    call("ptrace", detach, target["victim"], 0, 0, reached=(3,))


@probe("trace a child of its own")
def _(target):
    call("ptrace", 0, 0, 0, 0)


@probe("signal another process")
def _(target):
    os.kill(target["victim"], 0)


@probe("read another process's root")
def _(target):
    with open(f"/proc/{target['victim']}/root{target['secret_file']}") as file:
        expect(file.read(), target["secret"])


@probe("reopen another process's descriptor")
def _(target):
    with open(f"/proc/{target['victim']}/fd/{target['victim_descriptor']}") as file:
        expect(file.read(), target["secret"])


@probe("take another process's descriptor", machine=VICTIM_IS_CLOSED)
def _(target):
    process = call("pidfd_open", target["victim"], 0)
    os.close(call("pidfd_getfd", process, target["victim_descriptor"], 0))


@probe("compare with another process")
def _(target):
    call("kcmp", os.getpid(), target["victim"], 1, 0, 0)


@probe("attach another process's shared memory")
def _(target):
    libc.shmat.restype = ctypes.c_void_p
    address = libc.shmat(target["victim_segment"], None, 0o10000)
    if address in (None, ctypes.c_void_p(-1).value):
        raise OSError(ctypes.get_errno(), "shmat")
    expect(ctypes.string_at(address, len(target["secret"])), target["secret"].encode())


@probe("open another process's message queue")
def _(target):
    queue = libc.mq_open(target["victim_queue"].encode(), os.O_RDONLY)
    if queue < 0:
        raise OSError(ctypes.get_errno(), "mq_open")


@probe("change another process's priority")
def _(target):
    os.setpriority(os.PRIO_PROCESS, target["victim"], 15)
