"""Usage: limits.py NAME. Takes more of one thing than a sandbox of the probe program gives, and says `done` when it got it. Bounded: it runs outside as well."""
import os
import resource
import signal
import subprocess
import sys
import time

MIB = 1 << 20


def hold(megabytes):
    block = bytearray(megabytes * MIB)
    block[::4096] = b"x" * len(block[::4096])
    return block


def children(count, work):
    made = []
    try:
        for _ in range(count):
            child = os.fork()
            if child == 0:
                work()
                os._exit(0)
            made.append(child)
    finally:
        ready = len(made) == count
        for child in made if not ready else []:
            os.kill(child, signal.SIGKILL)
    return made


def fork_bomb():
    for child in children(200, signal.pause):
        os.kill(child, signal.SIGKILL)


def threads():
    import threading
    stop = threading.Event()
    for _ in range(200):
        threading.Thread(target=stop.wait, daemon=True).start()
    stop.set()


def memory():
    def work():
        kept = hold(80)
        time.sleep(2)
        del kept
    for child in children(4, work):
        if os.waitpid(child, 0)[1]:
            raise SystemExit("a child was killed")


def memory_of_one_process():
    hold(300)


def disk():
    for number in range(4):
        with open(f"large{number}", "wb") as file:
            file.write(bytes(30 * MIB))
    time.sleep(2)


def deleted_files():
    kept = []
    for number in range(4):
        file = open(f"gone{number}", "wb")
        os.unlink(file.name)
        file.write(bytes(30 * MIB))
        file.flush()
        kept.append(file)
    time.sleep(2)


def inodes():
    os.mkdir("many")
    for number in range(4000):
        os.mknod(f"many/{number}")
    time.sleep(2)


def one_file():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with open("sparse", "wb") as file:
        file.truncate(40 * MIB)


def memory_file_system():
    folder = "/dev/shm"
    path = os.path.join(folder, f"coder-probe-{os.getpid()}")
    try:
        for part in range(4):
            with open(f"{path}-{part}", "wb") as file:
                file.write(bytes(24 * MIB))
    finally:
        for part in range(4):
            if os.path.exists(f"{path}-{part}"):
                os.unlink(f"{path}-{part}")


def open_files():
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    kept = [os.open("/dev/null", os.O_RDONLY) for _ in range(300)]
    del kept


def processor_time():
    def work():
        while time.process_time() < 1.2:
            pass
    for child in children(2, work):
        os.waitpid(child, 0)


def wall_clock():
    time.sleep(3)


def output_flood():
    chunk = b"x" * MIB
    for _ in range(8):
        sys.stdout.buffer.write(chunk)
    sys.stdout.buffer.flush()
    print()


def daemon():
    """Leaves a process behind in a session of its own, without a terminal, deaf to polite signals. argv[2] marks it."""
    code = "import signal, time\nfor s in (1, 2, 15): signal.signal(s, signal.SIG_IGN)\nprint('up', flush=True)\ntime.sleep(60)"
    child = subprocess.Popen([sys.executable, "-c", code, sys.argv[2]], start_new_session=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    child.stdout.readline()


def daemon_past_the_time():
    daemon()
    time.sleep(3)


if __name__ == "__main__":
    try:
        globals()[sys.argv[1]]()
    except (OSError, MemoryError, RuntimeError) as failure:
        sys.exit(f"refused: {failure or type(failure).__name__}")
    print("done")
