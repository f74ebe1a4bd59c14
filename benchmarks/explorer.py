"""How long the explorer takes for a view that nobody has asked for: 20 requests a second on the official core set."""

from __future__ import annotations

import json
import os
import socket
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

WORKBOOK = Path(os.environ.get("COMMONGROUND_SHARED_DATA", "../shared/data")) / "mipex/mipex_core_2007-2019.xlsx"
RATE, SECONDS, WORKERS = 20, 15, 2
LONGEST_MS = 150.0
KINDS = (
    *("ranking", "profile", "radar", "slope", "line", "heat", "dumbbell"),
    *("europe", "tiles", "scatter", "change", "own", "what-if", "table"),
)
PLACES = (
    *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"),
    *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
)


def main() -> None:
    """Import the workbook into an installation of its own, serve it, and ask."""
    if not WORKBOOK.is_file():
        print("explorer: the official data is not here (COMMONGROUND_SHARED_DATA=folder names it)", file=sys.stderr)
        return
    with TemporaryDirectory() as home:
        environment = os.environ | {"COMMONGROUND_HOME": home, "COMMONGROUND_PAGE_RATE": "0"}
        run = [sys.executable, "-m", "commonground.cli"]
        terms = ["--as", "mipex", "--licence", "CC BY 4.0", "--comments", "publish"]
        subprocess.run(
            [*run, "import", "mipex", str(WORKBOOK), *terms], env=environment, check=True, capture_output=True
        )
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            port = found.getsockname()[1]
        server = [*run, "serve", "--port", str(port), "--workers", str(WORKERS)]
        with subprocess.Popen(server, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as serving:
            try:
                measure(f"http://127.0.0.1:{port}/indices/mipex/explore")
            finally:
                serving.terminate()


def measure(base: str) -> None:
    """Ask for views at a steady rate, no address twice, after the processes have read the edition."""
    ask = address(base)
    await_server(base)
    with ThreadPoolExecutor(4 * WORKERS) as several:  # one after another would all go to the same process
        list(several.map(timed, [next(ask) for _ in range(8 * len(KINDS))]))
    times: list[float] = []
    threads = []
    start = time.perf_counter()
    for number in range(RATE * SECONDS):
        time.sleep(max(0.0, start + number / RATE - time.perf_counter()))
        threads.append(threading.Thread(target=lambda url: times.append(timed(url)), args=(next(ask),)))
        threads[-1].start()
    for thread in threads:
        thread.join()
    line("explorer, a view never asked for, median", statistics.median(times), LONGEST_MS)
    line(f"explorer, a view never asked for, p95 at {RATE} a second", statistics.quantiles(times, n=20)[-1], LONGEST_MS)


def await_server(base: str) -> None:
    """Until it answers."""
    for _ in range(120):
        try:
            timed(f"{base}/ranking")
        except OSError:
            time.sleep(0.5)
        else:
            return


def address(base: str):  # noqa: ANN201 -- an endless generator of addresses
    """Addresses of every view in turn, each another one."""
    for number in count():
        kind = KINDS[number % len(KINDS)]
        first, second = PLACES[number % 27], PLACES[(number // 27 + number + 1) % 27]
        query = f"measure={'abcdefgh'[number % 8]}&marked={first},{second}"
        if kind == "own":
            query = f"weights=a:{1 + number % 900},b:2,c:1"
        if kind == "what-if":
            query = f"place={first}&changes=bd38:{(0, 50, 100)[number % 3]}"
        yield f"{base}/{kind}?{query}"


def timed(url: str) -> float:
    """Milliseconds until the whole answer is there."""
    start = time.perf_counter()
    with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310 -- our own server
        answer.read()
    return (time.perf_counter() - start) * 1000


def line(bench: str, value: float, target: float) -> None:
    """One result."""
    print(json.dumps({"bench": bench, "value": round(value, 1), "unit": "ms", "target": target}))
    if value > target:
        print(f"Over its target: {bench}", file=sys.stderr)


if __name__ == "__main__":
    main()
