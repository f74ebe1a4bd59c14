"""Runs every benchmark in this folder, each in a process of its own so that none pays for another's memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    """Run them by name; 1 where one of them broke off, after the others have had their turn."""
    broken = []
    for path in sorted(HERE.glob("[!_]*.py")):
        sys.stdout.flush()
        if subprocess.run([sys.executable, "-m", f"benchmarks.{path.stem}"], cwd=HERE.parent, check=False).returncode:
            broken.append(path.name)
    if broken:
        print(f"Broke off: {', '.join(broken)}", file=sys.stderr)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
