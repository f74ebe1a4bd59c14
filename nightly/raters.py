"""Rater models on fifty simulated panels: how often 95% intervals hold the truth, and how near to it one comes.

Goes on with the panels that are missing where it was stopped, as long as the method's sources are the same.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from time import monotonic

import numpy as np

from commonground.methods import agreement, raters
from commonground.methods.raters import Design, fit, simulate_panel
from commonground.methods.raters.diagnostics import SOUND

PANELS = 50
KEPT = Path(__file__).parent.parent / "var/nightly/raters-panels.json"
COVERED = (0.93, 0.97)
OF_ORACLE = 0.98


def sources() -> str:
    """A digest of what the panels' figures depend on."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for room in (agreement, raters):
        for path in sorted(Path(room.__file__).parent.glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def measured(seed: int) -> dict[str, float]:
    """One panel: what is covered, how near to the truth, and whether the chains agree."""
    panel = simulate_panel(Design(), seed=seed)
    started = monotonic()
    posterior = fit(panel.ratings, seed=seed)
    seconds = monotonic() - started
    draws = posterior.latent()[:, :, 0]
    low, high = np.quantile(draws, [0.025, 0.975], axis=0)
    truth = panel.positions
    return {
        "seconds": seconds,
        "covered": float(((low <= truth) & (truth <= high)).mean()),
        "correlation": correlation(draws.mean(axis=0), truth),
        "oracle": correlation(panel.oracle(), truth),
        "rhat": posterior.diagnostics.rhat,
        "divergences": posterior.diagnostics.divergences,
    }


def correlation(found: np.ndarray, truth: np.ndarray) -> float:
    """The correlation over places within each question, averaged over questions."""
    return float(np.mean([np.corrcoef(*pair)[0, 1] for pair in zip(found.T, truth.T, strict=True)]))


def kept(state: str) -> dict[str, dict[str, float]]:
    """What was measured before on these sources, by seed."""
    try:
        found = json.loads(KEPT.read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return found["panels"] if found["sources"] == state else {}


def main() -> int:
    """Measure the panels that are missing, and hold all of them against the targets."""
    state = sources()
    panels = kept(state)
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    for seed in range(PANELS):
        if str(seed) not in panels:
            panels[str(seed)] = measured(seed)
            KEPT.write_text(json.dumps({"sources": state, "panels": panels}))
    figures = {name: np.array([panel[name] for panel in panels.values()]) for name in panels["0"]}
    covered = float(figures["covered"].mean())
    ratio = float((figures["correlation"] / figures["oracle"]).mean())
    rhat, divergences = float(figures["rhat"].max()), int(figures["divergences"].sum())
    wrong = [
        name
        for name, right in {
            "coverage": COVERED[0] <= covered <= COVERED[1],
            "correlation": ratio >= OF_ORACLE,
            "rhat": rhat < SOUND,
            "divergences": divergences == 0,
        }.items()
        if not right
    ]
    line = {
        "value": round(covered, 4),
        "unit": "covered by 95% intervals",
        "target": COVERED,
        "of_oracle": round(ratio, 4),
        "rhat": round(rhat, 4),
        "divergences": divergences,
        "seconds_each": round(float(np.median(figures["seconds"])), 1),
        "wrong": wrong,
    }
    print(json.dumps(line))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
