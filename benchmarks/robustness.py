"""What robustness runs cost: ASEM and COINr's synthetic index, and an index far larger; with R, COINr beside them.

Every figure holds the building of the alternatives, the runs and the ranks of all runs.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time

import numpy as np

from benchmarks.coinr import asem, synthetic
from commonground.methods.construction import Arithmetic, Composite, Dataset, Geometric, Hierarchy, Indicator, MinMax
from commonground.methods.construction.spec import Normalise, Spec
from commonground.methods.robustness import (
    Aggregations,
    BuildModel,
    Normalisations,
    Weights,
    sensitivity,
    simulate,
)

REPOSITORY = Path(__file__).parent.parent
SHARED = Path(os.environ.get("COMMONGROUND_SHARED_DATA") or REPOSITORY / "../shared/data") / "coinr"
RUNS, REPEATS = 1000, 5
SYNTHETIC_S, ASEM_S, LARGE_S, LARGE_MB = 0.05, 0.3, 10.0, 1024.0
LARGE_RUNS, PLACES, INDICATORS, AREAS = 10_000, 200, 300, 20
COINR_RUNS = 200
MEGABYTE = 1024 if sys.platform == "linux" else 1024**2

COINR = """
suppressMessages(library(COINr))
arguments <- commandArgs(trailingOnly = TRUE)
runs <- as.integer(arguments[3])
meta <- read.csv(arguments[1]); data <- read.csv(arguments[2])
coin <- new_coin(data, meta, level_names = c("Indicator", "Area", "Index"), quietly = TRUE)
coin <- Normalise(coin, dset = "Raw", global_specs = list(f_n = "n_minmax", f_n_para = list(c(1, 100))))
coin <- Aggregate(coin, dset = "Normalised", f_ag = "a_amean")
noise <- list(list(Level = 1, NoiseFactor = 0.25), list(Level = 2, NoiseFactor = 0.25))
sets <- get_noisy_weights(coin$Meta$Weights$Original, noise, 100)
ways <- list(list(f_n = "n_minmax", f_n_para = list(c(1, 100))), list(f_n = "n_zscore", f_n_para = list(c(10, 2))))
specs <- list(
  Normalisation = list(Address = "$Log$Normalise$global_specs", Distribution = ways, Type = "discrete"),
  Weights = list(Address = "$Log$Aggregate$w", Distribution = sets, Type = "discrete"),
  Aggregation = list(Address = "$Log$Aggregate$f_ag", Distribution = c("a_amean", "a_gmean"), Type = "discrete"))
set.seed(42)
before <- proc.time()
invisible(get_sensitivity(
  coin, SA_specs = specs, N = runs, SA_type = "UA", dset = "Aggregated", iCode = "Index", quietly = TRUE))
spent <- proc.time() - before
cat(spent[["user.self"]] + spent[["sys.self"]])
"""


def line(bench: str, value: float, unit: str, target: float | None) -> None:
    """One result."""
    print(json.dumps({"bench": bench, "value": round(value, 4), "unit": unit, "target": target}), flush=True)


def seconds(model: Callable[[], BuildModel], runs: int, repeats: int) -> float:
    """The median CPU of a simulation by a fresh model, so that nothing is prepared."""
    times = []
    for _ in range(repeats):
        fresh = model()
        start = process_time()
        simulate(fresh, runs=runs, seed=1)
        times.append(process_time() - start)
    return median(times)


def large() -> BuildModel:
    """Random values of 200 places and 300 indicators in 20 areas."""
    areas = [f"a{number}" for number in range(AREAS)]
    codes = [f"i{number}" for number in range(INDICATORS)]
    hierarchy = Hierarchy(
        indicators=tuple(Indicator(code=code, parent=areas[at % AREAS]) for at, code in enumerate(codes)),
        composites=(*(Composite(code=area, parent="top") for area in areas), Composite(code="top")),
    )
    values = np.random.default_rng(1).random((PLACES, 1, INDICATORS))
    places = tuple(f"p{number}" for number in range(PLACES))
    ways = (Normalise(method=MinMax(lower=1.0)), Normalise(method=MinMax(lower=10.0)))
    return BuildModel(
        spec=Spec(hierarchy=hierarchy),
        data=Dataset(places=places, indicators=tuple(codes), values=values),
        assumptions=(
            Normalisations(alternatives=ways),
            Weights(),
            Aggregations(alternatives=(Arithmetic(), Geometric())),
        ),
        seed=1,
    )


def official() -> None:
    """The two indices that COINr was timed with."""
    simulate(synthetic(SHARED, seed=1), runs=RUNS, seed=1)  # what is slow once in a process is not a run's
    spent = seconds(lambda: synthetic(SHARED, seed=1), RUNS, REPEATS)
    line(f"{RUNS} runs of 56 x 58, CPU", spent, "s", SYNTHETIC_S)
    beside(spent)
    line(f"{RUNS} runs of ASEM, CPU", seconds(lambda: asem(SHARED, seed=1), RUNS, REPEATS), "s", ASEM_S)
    start = process_time()
    found = sensitivity(asem(SHARED, seed=1), base=4096, seed=1)
    line(f"Sobol indices of ASEM, {found.runs} runs, CPU", process_time() - start, "s", None)


def beside(spent: float) -> None:
    """COINr on the same index, where R and COINr are at hand."""
    if not (rscript := shutil.which("Rscript")):
        print("COINr is not timed beside it: there is no Rscript on the path.", file=sys.stderr)
        return
    files = [str(SHARED / "synth_meta.csv"), str(SHARED / "synth_data.csv")]
    command = [rscript, "-e", COINR, "--args", *files, str(COINR_RUNS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"COINr could not be timed: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        return
    each = float(done.stdout.split()[-1]) / COINR_RUNS
    line("COINr: a run of 56 x 58, CPU", each, "s", None)
    line("COINr's time over ours", each / (spent / RUNS), "times", None)


def main() -> None:
    """Print every figure; the large case last, since it sets the peak of memory."""
    if SHARED.is_dir():
        official()
    else:
        print(f"The runs of ASEM and the synthetic index need the official data: no {SHARED.name}.", file=sys.stderr)
    line(f"{LARGE_RUNS} runs of {PLACES} x {INDICATORS}, CPU", seconds(large, LARGE_RUNS, 1), "s", LARGE_S)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    line(f"{LARGE_RUNS} runs of {PLACES} x {INDICATORS}, peak memory", peak, "MB", LARGE_MB)


if __name__ == "__main__":
    main()
