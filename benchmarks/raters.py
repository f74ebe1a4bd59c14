"""How long a rater model takes: 56 places, 20 coders of whom 5 a place, 4 questions; and a bootstrap of alpha."""

from __future__ import annotations

import json
import sys
from statistics import median
from time import perf_counter, process_time

from commonground.methods.agreement import Scale, alpha
from commonground.methods.raters import Design, fit, simulate_panel
from commonground.methods.raters.fit import installed

RUNS = 3
FIT_S = 30.0
ALPHA_MS = 100.0


def main() -> None:
    """Print both; the model by the clock on two cores, since its chains run side by side."""
    panel = simulate_panel(Design(), seed=1).ratings
    times = []
    for _ in range(RUNS):
        start = process_time()
        alpha(panel.of("q0"), Scale.ORDINAL, seed=1)
        times.append(1000 * (process_time() - start))
    print(
        json.dumps(
            {"bench": "alpha and 1000 resamples", "value": round(median(times), 1), "unit": "ms", "target": ALPHA_MS}
        )
    )
    if not installed():
        print(
            'benchmarks.raters: no rater model without NumPyro (pip install "commonground[raters]").', file=sys.stderr
        )
        return
    clock, processor = perf_counter(), process_time()
    fit(panel, seed=1)
    line = {
        "bench": "rater model 56 x 20 x 4",
        "value": round(perf_counter() - clock, 1),
        "unit": "s",
        "target": FIT_S,
        "cpu_s": round(process_time() - processor, 1),
    }
    print(json.dumps(line))


if __name__ == "__main__":
    main()
