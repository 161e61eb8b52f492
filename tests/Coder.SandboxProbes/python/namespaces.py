import ctypes
import errno
import os

from core import call, inside, probe, setting

NEWNS, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET = 0x20000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000
SIGCHLD = 17


def no_namespaces():
    return (setting("/proc/sys/kernel/unprivileged_userns_clone", "0")() or setting("/proc/sys/user/max_user_namespaces", "0")()
            or setting("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1")())


def isolate():
    if not inside():
        call("unshare", NEWUSER | NEWNS)


@probe("make a user namespace", machine=no_namespaces)
def _(target):
    call("unshare", NEWUSER)


@probe("make a mount namespace", control="root")
def _(target):
    call("unshare", NEWNS)


@probe("make a network namespace", control="root")
def _(target):
    call("unshare", NEWNET)


@probe("make a pid namespace", control="root")
def _(target):
    call("unshare", NEWPID)


@probe("make a user namespace by clone", machine=no_namespaces)
def _(target):
    child = call("clone", NEWUSER | SIGCHLD, 0, 0, 0, 0)
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


@probe("make a user namespace by clone3", machine=no_namespaces)
def _(target):
    arguments = (ctypes.c_uint64 * 8)(NEWUSER, 0, 0, 0, SIGCHLD, 0, 0, 0)
    child = call("clone3", ctypes.byref(arguments), ctypes.sizeof(arguments))
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


@probe("enter a namespace", control="root")
def _(target):
    call("setns", os.open("/proc/self/ns/uts", os.O_RDONLY), NEWUTS)


@probe("mount a memory file system", machine=no_namespaces)
def _(target):
    isolate()
    os.mkdir("mounted")
    call("mount", b"none", b"mounted", b"tmpfs", 0, None)


@probe("bind a folder elsewhere", machine=no_namespaces)
def _(target):
    isolate()
    os.mkdir("bound")
    call("mount", b"/usr", b"bound", None, 4096, None)


@probe("make the read-only root writable", control="root")
def _(target):
    if not inside():
        call("unshare", NEWNS)
        call("mount", b"none", b"/", None, 0x44000, None)
    call("mount", None, b"/", None, 32 | 4096, None)


@probe("pivot the root", machine=no_namespaces)
def _(target):
    isolate()
    call("pivot_root", b".", b".", reached=(errno.EINVAL, errno.EBUSY))


@probe("change the root", machine=no_namespaces)
def _(target):
    isolate()
    call("chroot", b".")


@probe("clone a mount tree", machine=no_namespaces)
def _(target):
    isolate()
    call("open_tree", -100, b"/usr", 1, reached=(errno.EINVAL,))


@probe("open a file system to mount", machine=no_namespaces)
def _(target):
    isolate()
    call("fsopen", b"tmpfs", 0)
