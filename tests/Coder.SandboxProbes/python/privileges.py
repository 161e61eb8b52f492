import ctypes
import os
import resource
import subprocess

from core import Absent, Refused, libc, probe


def lacks_resource():
    """Containers and virtual machines often take this one from their root."""
    with open("/proc/self/status") as status:
        effective = next(int(line.split()[1], 16) for line in status if line.startswith("CapEff"))
    return None if effective >> 24 & 1 else "this root lacks CAP_SYS_RESOURCE"


@probe("hold a capability", control="root")
def _(target):
    with open("/proc/self/status") as status:
        values = {line.split(":")[0]: int(line.split()[1], 16) for line in status if line.startswith("Cap")}
    if not any(values[name] for name in ("CapPrm", "CapEff", "CapBnd", "CapInh")):
        raise Refused("none is left")


@probe("gain a user by a set-id program")
def _(target):
    if not target["setid_program"]:
        raise Absent("its control needs root, who owns the program")
    said = subprocess.run([target["setid_program"]], capture_output=True, text=True, check=True).stdout
    if f"euid={target['setid_owner']}(" not in said:
        raise Refused("runs as the caller")


@probe("become root", control="root")
def _(target):
    os.setresuid(0, 0, 0)
    os.chown(".", 0, 0)


@probe("become another user", control="root")
def _(target):
    os.setresuid(12345, 12345, 12345)


@probe("change the groups", control="root")
def _(target):
    os.setgroups([0])


@probe("give a file away", control="root")
def _(target):
    with open("given", "w"):
        pass
    os.chown("given", 12345, 12345)


@probe("raise a hard limit", control="root", machine=lacks_resource)
def _(target):
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard + 1, hard + 1))
    except ValueError as failure:
        raise Refused(str(failure)) from failure


@probe("allow core dumps")
def _(target):
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (1 << 20, 1 << 20))
    except ValueError as failure:
        raise Refused(str(failure)) from failure


@probe("lock a megabyte of memory", control="root")
def _(target):
    buffer = ctypes.create_string_buffer(1 << 20)
    if libc.mlock(buffer, len(buffer)):
        raise OSError(ctypes.get_errno(), "mlock")


@probe("become more urgent", control="root")
def _(target):
    os.setpriority(os.PRIO_PROCESS, 0, os.getpriority(os.PRIO_PROCESS, 0) - 5)


@probe("run in real time", control="root")
def _(target):
    os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))


@probe("escape the out-of-memory killer", control="root", machine=lacks_resource)
def _(target):
    with open("/proc/self/oom_score_adj", "w") as score:
        score.write("-500")
