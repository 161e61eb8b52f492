import errno
import socket

from core import Absent, Refused, expect, inside, probe

NO_FAMILY = (errno.EAFNOSUPPORT, errno.EPROTONOSUPPORT)


def connect(family, address, kind=socket.SOCK_STREAM):
    with socket.socket(family, kind) as s:
        s.settimeout(3)
        s.connect(address)
        if kind == socket.SOCK_DGRAM:
            s.send(b"probe")
        return s.recv(100)


@probe("reach a loopback service")
def _(target):
    expect(connect(socket.AF_INET, ("127.0.0.1", target["tcp"])), target["secret"].encode())


@probe("reach a loopback service over IPv6")
def _(target):
    if not target["tcp6"]:
        raise Absent("no IPv6 loopback")
    expect(connect(socket.AF_INET6, ("::1", target["tcp6"])), target["secret"].encode())


@probe("reach a loopback datagram service")
def _(target):
    expect(connect(socket.AF_INET, ("127.0.0.1", target["udp"]), socket.SOCK_DGRAM), target["secret"].encode())


@probe("reach the host by its own address")
def _(target):
    if not target["address"]:
        raise Absent("the host has no address but loopback")
    expect(connect(socket.AF_INET, (target["address"], target["tcp_any"])), target["secret"].encode())


@probe("have a route to other machines")
def _(target):
    if not target["address"]:
        raise Absent("the host has no route")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        s.connect(("192.0.2.1", 9))


@probe("reach a unix socket")
def _(target):
    expect(connect(socket.AF_UNIX, target["unix"]), target["secret"].encode())


@probe("reach an abstract unix socket")
def _(target):
    expect(connect(socket.AF_UNIX, "\0" + target["abstract"]), target["secret"].encode())


@probe("see the host's network devices")
def _(target):
    if not target["devices"]:
        raise Absent("the host has no device but loopback")
    with open("/proc/net/dev") as devices:
        if not set(devices.read().replace(":", " ").split()) & set(target["devices"]):
            raise Refused("only its own")


def opens(name, family, kind, protocol=0, control="user"):
    @probe(f"open a {name} socket", control)
    def _(target):
        try:
            socket.socket(family, kind, protocol).close()
        except OSError as failure:
            if failure.errno in NO_FAMILY and not inside():
                raise Absent(f"this kernel has no {name} sockets") from failure
            raise


opens("vsock", 40, socket.SOCK_STREAM)
opens("netlink", 16, socket.SOCK_RAW)
opens("netlink audit", 16, socket.SOCK_RAW, 9)
opens("packet", 17, socket.SOCK_RAW, 0, "root")
opens("raw IP", socket.AF_INET, socket.SOCK_RAW, 1, "root")
opens("raw IPv6", socket.AF_INET6, socket.SOCK_RAW, 58, "root")
opens("kernel crypto", 38, 5)
opens("XDP", 44, socket.SOCK_RAW, 0, "root")
opens("key management", 15, socket.SOCK_RAW, 2, "root")
opens("TIPC", 30, socket.SOCK_DGRAM)
opens("Bluetooth", 31, socket.SOCK_RAW, 1)
