"""Damages a workbook in every way it can think of: opening it gives its cells or one refusal, and nothing else.

An input that does anything else is kept under ``var/nightly/fuzz/``. The environment may set ``MINUTES`` and ``SEED``.
"""

from __future__ import annotations

import io
import json
import os
import random
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import xlsxwriter

from commonground.methods.errors import WorkbookError
from commonground.methods.workbooks.opening import open_workbook

KEPT = Path("var/nightly/fuzz")
SLOW_S = 10.0
TOKENS = tuple(
    b'< > " </c> <v> 1e999 -1 A0 ZZZZ9 &x; t="s" 999999999 #REF! si="7" SUM( <!DOCTYPE \x00'.split(),
)
TO_THE_END = 0.5
DROPPED = 0.1


def sample() -> bytes:
    """A small workbook with everything that a real one has: texts, numbers, formulas, empty and merged cells."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for name in ("Aldervane", "Brannick"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["Year", "Right to land", "Harbour dues", "Score"])
            for row in range(1, 12):
                sheet.write_row(row, 0, [2010 + row, 50, 100 if row % 3 else "n/a"])
                sheet.write_formula(row, 3, f"=AVERAGE(B{row + 1}:C{row + 1})", value=75)
            sheet.merge_range("F1:G2", "A note")
        sheet.write_blank(20, 5, None, book.add_format({"bold": True}))
    return out.getvalue()


def flip(data: bytes, draw: random.Random) -> bytes:
    """Change single bytes."""
    changed = bytearray(data)
    for _ in range(draw.randint(1, 20)):
        changed[draw.randrange(len(changed))] = draw.randrange(256)
    return bytes(changed)


def cut(data: bytes, draw: random.Random) -> bytes:
    """Leave out a stretch, most often the end."""
    start = draw.randrange(len(data))
    end = len(data) if draw.random() < TO_THE_END else min(len(data), start + draw.randint(1, 200))
    return data[:start] + data[end:]


def double(data: bytes, draw: random.Random) -> bytes:
    """Say a stretch twice."""
    start = draw.randrange(len(data))
    end = min(len(data), start + draw.randint(1, 400))
    return data[:end] + data[start:]


def plant(data: bytes, draw: random.Random) -> bytes:
    """Put in, or over what is there, something that means something in XML or in a spreadsheet."""
    at = draw.randrange(len(data))
    return data[:at] + draw.choice(TOKENS) + data[at + draw.choice((0, 1, 5)) :]


DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (flip, cut, double, plant)


def damage_part(data: bytes, draw: random.Random) -> bytes:
    """Damage, drop or rename one file inside the archive, and pack it again without a flaw."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        chosen = draw.choice(before.namelist())
        for name in before.namelist():
            content = before.read(name)
            if name == chosen and draw.random() < DROPPED:
                continue
            if name == chosen:
                for _ in range(draw.randint(1, 3)):
                    content = draw.choice(DAMAGES)(content, draw) if content else content
            after.writestr(name, content)
    return out.getvalue()


def outcome(path: Path) -> str:
    """What opening a file comes to; anything but ``read`` and ``refused`` is a fault."""
    started = time.process_time()
    try:
        open_workbook(path)
    except WorkbookError as error:
        result = "refused" if len(error.problems) == 1 else f"{len(error.problems)} problems"
    except Exception as error:  # noqa: BLE001 -- any other error is what is looked for
        result = type(error).__name__
    else:
        result = "read"
    return result if time.process_time() - started < SLOW_S else "slow"


def main() -> int:
    """Damage and open until the time is up."""
    seed, until = (
        int(os.environ.get("SEED", time.time())),
        time.monotonic() + 60 * float(os.environ.get("MINUTES", "20")),
    )
    draw, good, counts = random.Random(seed), sample(), Counter[str]()  # noqa: S311 -- nothing secret is drawn
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "damaged.xlsx"
        while time.monotonic() < until:
            data = draw.choice((*DAMAGES, damage_part, damage_part, damage_part))(good, draw)
            path.write_bytes(data)
            counts[result := outcome(path)] += 1
            if result not in {"read", "refused"}:
                KEPT.mkdir(parents=True, exist_ok=True)
                (KEPT / f"{result}-{seed}-{counts.total()}.xlsx").write_bytes(data)
    faults = counts.total() - counts["read"] - counts["refused"]
    print(json.dumps({"value": faults, "unit": "faults", "target": 0, "seed": seed, "outcomes": counts}))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
