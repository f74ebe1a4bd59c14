"""How many pages of a pinned edition a server hands out: the demonstration index, two server processes, loopback.

The processor time that the servers spend on a request is what counts: two cores spend two seconds in one. The clock is
given too, with the reader on the same cores.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

PAGES = ("/indices/harbour@1", "/indices/harbour@1/places/XA", "/indices/harbour@1/places/XA.json")
CORES, RATE = 2, 1000
MOST_MS = 1000 * CORES / RATE
READERS, REQUESTS = 8, 500
TICK = os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Set up the demonstration in a home of its own, serve it, and read."""
    if not Path("/proc/self/stat").exists():
        print("There is no /proc here, so the servers' time cannot be read.", file=sys.stderr)
        return
    with TemporaryDirectory() as home:
        environment = os.environ | {"COMMONGROUND_HOME": home, "DATABASE_URL": ""}
        prepare = [sys.executable, "-m", "commonground.cli", "demo", "--prepare-only"]
        subprocess.run(prepare, env=environment, check=True, stdout=subprocess.DEVNULL)
        port = free_port()
        serve = [sys.executable, "-m", "commonground.cli", "serve", "--port", str(port), "--workers", str(CORES)]
        server = subprocess.Popen(serve, env=environment, stdout=subprocess.DEVNULL)
        try:
            wait(port)
            measure(port, server.pid)
        finally:
            server.terminate()
            server.wait()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait(port: int) -> None:
    """Until the server answers."""
    for _ in range(600):
        try:
            read(port, PAGES[0], 1)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError


def measure(port: int, server: int) -> None:
    """Read every page, kept by then, and say what it cost."""
    for page in PAGES:
        for _ in range(3 * CORES):
            read(port, page, 1)
        spent, started = processor(server), time.monotonic()
        readers = [Thread(target=read, args=(port, page, REQUESTS)) for _ in range(READERS)]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        seconds, count = time.monotonic() - started, READERS * REQUESTS
        cost = 1000 * (processor(server) - spent) / count
        line(f"kept page {page}, processor time of the servers", cost, "ms a request", MOST_MS)
        print(f"{page}: {count / seconds:.0f} a second by the clock, reader included", file=sys.stderr)


def read(port: int, page: str, times: int) -> None:
    """Ask for a page over one connection, again and again."""
    asked = f"GET {page} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", port)) as connection:
        for _ in range(times):
            connection.sendall(asked)
            receive(connection)


def receive(connection: socket.socket) -> None:
    """One answer, whole; anything but 200 is an error."""
    got = b""
    while b"\r\n\r\n" not in got:
        got += connection.recv(65536)
    head, _, body = got.partition(b"\r\n\r\n")
    if b" 200 " not in head.split(b"\r\n", 1)[0]:
        raise RuntimeError(head.decode())
    length = next(int(each[15:]) for each in head.lower().split(b"\r\n") if each.startswith(b"content-length:"))
    while len(body) < length:
        body += connection.recv(65536)


def processor(server: int) -> float:
    """Seconds of processor time of the server and its workers."""
    return sum(spent(pid) for pid in (server, *children(server)))


def children(parent: int) -> list[int]:
    """The processes that a process has started."""
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [pid for each in map(int, listed) for pid in (each, *children(each))]


def spent(pid: int) -> float:
    """Seconds of processor time of one process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def line(bench: str, value: float, unit: str, target: float) -> None:
    """One result."""
    print(json.dumps({"bench": bench, "value": round(value, 3), "unit": unit, "target": target}))
    if value > target:
        print(f"Over its target: {bench}", file=sys.stderr)


if __name__ == "__main__":
    main()
