"""What reading and auditing the official workbooks costs: CPU from file to findings, and peak memory.

python -m benchmarks.workbooks [FILE ...]
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
SHARED = Path(os.environ.get("COMMONGROUND_SHARED_DATA") or REPOSITORY / "../shared/data") / "mipex"
AUDIT_S, READ_S, PEAK_MB = 12.0, 7.0, 300.0

PROGRAM = """
import sys, time
from pathlib import Path
from commonground.methods.workbooks import audit, read_mipex
reading = read_mipex(Path(sys.argv[1]))
print(time.process_time())
audit(reading)
print(time.process_time())
print(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
"""


def line(bench: str, value: float, unit: str, target: float) -> None:
    """One result."""
    print(json.dumps({"bench": bench, "value": round(value, 1), "unit": unit, "target": target}))


def measure(path: Path) -> None:
    """Read and audit one workbook in a process of its own, its start included."""
    done = subprocess.run([sys.executable, "-c", PROGRAM, path], check=True, capture_output=True, text=True)
    read, audited, peak = map(float, done.stdout.split())
    line(f"read {path.name}, CPU", read, "s", READ_S)
    line(f"audit {path.name}, CPU", audited, "s", AUDIT_S)
    line(f"audit {path.name}, peak memory", peak / 1024, "MB", PEAK_MB)


def main() -> None:
    """Measure the files named, or the official ones."""
    paths = [Path(word) for word in sys.argv[1:]] or sorted(SHARED.glob("*.xlsx"))
    if not paths:
        print(f"The workbook benchmark needs the official data: nothing is in {SHARED.name}.", file=sys.stderr)
    for path in paths:
        measure(path)


if __name__ == "__main__":
    main()
