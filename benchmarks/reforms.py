"""How long it takes to find the cheapest reforms of places in the official core workbook, and to split changes."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from time import process_time

from commonground.methods.index import score
from commonground.methods.whatif import Rank, Score, reforms_to, six_causes
from commonground.methods.workbooks import read_mipex

REPOSITORY = Path(__file__).parent.parent
SHARED = Path(os.environ.get("COMMONGROUND_SHARED_DATA") or REPOSITORY / "../shared/data")
WORKBOOK = SHARED / "mipex" / "mipex_core_2007-2019.xlsx"
PLACES, PERIOD, BEFORE = 20, "2019", "2014"
TARGETS = (Score(60), Score(70), Rank(5))
LONGEST_S, CAUSES_S = 1.0, 0.5


def line(bench: str, value: float, target: float) -> None:
    """One result."""
    print(json.dumps({"bench": bench, "value": round(value, 3), "unit": "s", "target": target}))


def main() -> None:
    """The longest of all searches, each proven to be the cheapest; and the six causes of every place."""
    if not WORKBOOK.is_file():
        print(f"The benchmark of reforms needs the official data: {WORKBOOK.name} is not here.", file=sys.stderr)
        return
    bundle = read_mipex(WORKBOOK).bundle
    times = []
    for place in bundle.answers.places[:PLACES]:
        for target in TARGETS:
            start = process_time()
            found = reforms_to(bundle.framework, bundle.answers, place, PERIOD, target)
            times.append(process_time() - start)
            if not found.proven:
                print(f"Not proven: {place}, {target}, gap {found.gap:g}", file=sys.stderr)
    line(f"reforms, {PLACES} places x {len(TARGETS)} targets, the longest search, CPU", max(times), LONGEST_S)
    card = score(bundle.framework, bundle.answers)
    start = process_time()
    six_causes(card, card, before=BEFORE, after=PERIOD)
    line("six causes of every place, CPU", process_time() - start, CAUSES_S)


if __name__ == "__main__":
    main()
