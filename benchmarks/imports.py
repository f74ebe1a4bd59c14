"""What importing the official core workbook costs: CPU from file to stored edition, peak memory, and twice."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
SHARED = Path(os.environ.get("COMMONGROUND_SHARED_DATA") or REPOSITORY / "../shared/data")
WORKBOOK = SHARED / "mipex" / "mipex_core_2007-2019.xlsx"
TARGET_S, TARGET_MB = 15.0, 300.0


def run(home: str, *words: str) -> None:
    """Run a command of ours on an installation at ``home``."""
    environment = {**os.environ, "COMMONGROUND_HOME": home}
    subprocess.run(
        [sys.executable, "-m", "commonground.cli", *words], env=environment, check=True, stdout=subprocess.DEVNULL
    )


def measured(home: str, *words: str) -> tuple[float, float]:
    """CPU seconds of a command, and the peak memory in MB of any command so far."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run(home, *words)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, after.ru_maxrss / 1024


def line(bench: str, value: float, unit: str, target: float) -> None:
    """One result."""
    print(json.dumps({"bench": bench, "value": round(value, 1), "unit": unit, "target": target}))


def main() -> None:
    """Import into a fresh installation whose database is already prepared, then again."""
    if not WORKBOOK.is_file():
        print(f"The import benchmark needs the official data: {WORKBOOK.name} is not here.", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as home:
        run(home, "demo", "--prepare-only")
        seconds, megabytes = measured(home, "import", "mipex", str(WORKBOOK))
        line("import core workbook, CPU", seconds, "s", TARGET_S)
        line("import core workbook, peak memory", megabytes, "MB", TARGET_MB)
        seconds, _ = measured(home, "import", "mipex", str(WORKBOOK))
        line("import core workbook again, CPU", seconds, "s", TARGET_S)


if __name__ == "__main__":
    main()
