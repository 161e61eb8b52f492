"""Usage: host.py FOLDER SECRET CANARY. A process of the host with everything that probes look for: files, memory, sockets, and marks in its command line
and environment. Prints where it all is, as one line of JSON, and ends with its standard input.
"""
import ctypes
import glob
import json
import os
import pwd
import socket
import sys
import threading

folder, secret, canary = sys.argv[1:4]
libc = ctypes.CDLL(None, use_errno=True)
libc.shmat.restype = ctypes.c_void_p
SECRET_FILE = os.path.join(folder, "secret")


def serve(family, address, kind=socket.SOCK_STREAM):
    """Answers everybody with the secret; the bound address, or None where the family is missing."""
    try:
        listener = socket.socket(family, kind)
        listener.bind(address)
    except OSError:
        return None
    if kind == socket.SOCK_STREAM:
        listener.listen()
    threading.Thread(target=answer, args=(listener, kind), daemon=True).start()
    return listener.getsockname()


def answer(listener, kind):
    while True:
        if kind == socket.SOCK_DGRAM:
            listener.sendto(secret.encode(), listener.recvfrom(100)[1])
        else:
            connection = listener.accept()[0]
            connection.sendall(secret.encode())
            connection.close()


def own_address():
    """The address by which this machine would reach another one; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        try:
            s.connect(("192.0.2.1", 9))
            return s.getsockname()[0]
        except OSError:
            return None


def port(address):
    return address and address[1]


descriptor = os.open(SECRET_FILE, os.O_RDONLY)
memory = ctypes.create_string_buffer(secret.encode())
# PR_SET_PTRACER, PR_SET_PTRACER_ANY: any process may trace this one, where the machine asks for that.
libc.prctl(0x59616D61, ctypes.c_ulong(-1), 0, 0, 0)
segment = libc.shmget(0, 4096, 0o1666)
ctypes.memmove(libc.shmat(segment, None, 0), secret.encode(), len(secret))
# IPC_RMID: it can still be attached by its number, and goes when this process does.
libc.shmctl(segment, 0, None)
queue = f"/{canary}"
libc.mq_open(queue.encode(), os.O_CREAT | os.O_RDWR, 0o666, None)
shared = f"/dev/shm/{canary}"
with open(shared, "w") as file:
    file.write(secret)
os.chmod(shared, 0o666)

print(json.dumps(dict(
    secret=secret, canary=canary, secret_file=SECRET_FILE, open_folder=os.path.join(folder, "open"), shared_memory_file=shared,
    account=next((entry.pw_name for entry in pwd.getpwall() if entry.pw_name not in ("root", "nobody", "agent")), None),
    victim=os.getpid(), victim_descriptor=descriptor, victim_address=ctypes.addressof(memory), victim_segment=segment, victim_queue=queue,
    tcp=port(serve(socket.AF_INET, ("127.0.0.1", 0))), tcp6=port(serve(socket.AF_INET6, ("::1", 0))), tcp_any=port(serve(socket.AF_INET, ("0.0.0.0", 0))),
    udp=port(serve(socket.AF_INET, ("127.0.0.1", 0), socket.SOCK_DGRAM)), address=own_address(),
    unix=serve(socket.AF_UNIX, os.path.join(folder, "open", "socket")), abstract=canary if serve(socket.AF_UNIX, "\0" + canary) else None,
    devices=[name for name in map(os.path.basename, glob.glob("/sys/class/net/*")) if name != "lo"])), flush=True)
sys.stdin.read()
os.unlink(shared)
libc.mq_unlink(queue.encode())
