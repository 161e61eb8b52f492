import os
import struct
import ctypes

from core import Absent, Refused, call, expect, probe


def read(path):
    with open(path, errors="replace") as file:
        return file.read()


@probe("read a file of the host")
def _(target):
    expect(read(target["secret_file"]), target["secret"])


@probe("write a file of the host")
def _(target):
    with open(os.path.join(target["open_folder"], "written"), "w") as file:
        file.write("x")


@probe("list a folder of the host")
def _(target):
    os.listdir(target["open_folder"])


@probe("read the host's shared memory folder")
def _(target):
    expect(read(target["shared_memory_file"]), target["secret"])


@probe("read through a symbolic link in the workspace")
def _(target):
    os.symlink(target["secret_file"], "link")
    expect(read("link"), target["secret"])


@probe("make a hard link to a file of the host")
def _(target):
    os.link(target["secret_file"], "hard")
    expect(read("hard"), target["secret"])


@probe("rename a file of the host into the workspace")
def _(target):
    path = os.path.join(target["open_folder"], "moved")
    with open(path, "w") as file:
        file.write("x")
    os.rename(path, "moved")


@probe("leave the workspace by its parent")
def _(target):
    expect(read(os.path.join(os.getcwd(), "../" * 20, target["secret_file"].lstrip("/"))), target["secret"])


@probe("read an inherited descriptor")
def _(target):
    for descriptor in os.listdir("/proc/self/fd"):
        try:
            if target["secret"].encode() in os.pread(int(descriptor), 4096, 0):
                return
        except OSError:
            pass
    raise Refused("none holds it")


@probe("open a file by handle", control="root")
def _(target):
    handle = ctypes.create_string_buffer(struct.pack("Ii", 128, 0) + bytes(128))
    mount = ctypes.c_int()
    call("name_to_handle_at", -100, b".", handle, ctypes.byref(mount), 0)
    folder = os.open(".", os.O_RDONLY)
    os.close(call("open_by_handle_at", folder, handle, os.O_RDONLY))


@probe("write into /usr", control="root")
def _(target):
    if not os.access("/usr", os.W_OK):
        raise Refused("no access")


@probe("write into /etc", control="root")
def _(target):
    if not os.access("/etc", os.W_OK):
        raise Refused("no access")


@probe("see the accounts of the host")
def _(target):
    if not target["account"]:
        raise Absent("the host has no account but root")
    expect(read("/etc/passwd"), f"\n{target['account']}:")


@probe("leave a set-id file behind")
def _(target):
    with open("tool", "w") as file:
        file.write("x")
    os.chmod("tool", 0o4755)


@probe("create a file with a set-id mode")
def _(target):
    os.close(os.open("made", os.O_CREAT | os.O_WRONLY, 0o4755))
    if not os.stat("made").st_mode & 0o4000:
        raise Refused("mode was cut")


@probe("make a device", control="root")
def _(target):
    os.mknod("device", 0o020666, os.makedev(1, 3))


@probe("read a block device", control="root")
def _(target):
    for name in sorted(os.listdir("/sys/block")) if os.path.isdir("/sys/block") else []:
        if os.path.exists(f"/dev/{name}"):
            with open(f"/dev/{name}", "rb") as device:
                device.read(512)
            return
    raise Absent("no block device")


def opens(name, control, flags=os.O_RDWR):
    @probe(f"open /dev/{name}", control)
    def _(target):
        if not os.path.exists(f"/dev/{name}"):
            raise Absent(f"no /dev/{name}")
        os.close(os.open(f"/dev/{name}", flags))


opens("kmsg", "root", os.O_RDONLY)
opens("kvm", "root")
opens("fuse", "root")
opens("net/tun", "root")
opens("loop-control", "root")
opens("mem", "root", os.O_RDONLY)
