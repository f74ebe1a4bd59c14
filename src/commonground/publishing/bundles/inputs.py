"""The exact inputs of an edition as files, and those files read again."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commonground.methods.construction import (
    Build,
    build,
    dataset_document,
    dataset_from_document,
    scored,
    spec_document,
    spec_from_document,
)
from commonground.methods.index import (
    Answers,
    Framework,
    Scorecard,
    framework_document,
    framework_from_document,
    score,
)
from commonground.methods.robustness import (
    Plan,
    Standing,
    plan_document,
    plan_from_document,
    standing,
    standing_of_build,
)
from commonground.methods.tables.answers import AnswersFile, read_answers
from commonground.methods.tables.bundle import Note, PeriodInfo, PlaceInfo
from commonground.methods.tables.framework import FrameworkFile
from commonground.methods.tables.rows import read_table
from commonground.methods.tables.write_answers import write_answers
from commonground.methods.tables.write_framework import write_framework
from commonground.publishing.bundles.content import BundleContent, coded_hashes, numeric_hashes

FRAMEWORK, FRAMEWORK_YAML = "inputs/framework.json", "inputs/framework.yaml"
ANSWERS, WITHHELD, PLAN = "inputs/answers.csv", "inputs/withheld.csv", "inputs/plan.json"
SPECIFICATION, DATASET = "inputs/specification.json", "inputs/dataset.json"
PLACES, PERIODS = "data/places.csv", "data/periods.csv"


def document(value: Any) -> bytes:  # noqa: ANN401 -- whatever JSON can hold
    """A value as JSON that people can read; the same value gives the same bytes."""
    return (json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def input_files(content: BundleContent) -> dict[str, bytes]:
    """Framework, answers and plan by name; of a numeric index specification, data and plan."""
    files = _numeric(content.build) if content.build else _coded(content)
    if content.standing is not None:
        files[PLAN] = document(plan_document(content.standing.plan))
    return files


def _numeric(found: Build) -> dict[str, bytes]:
    return {SPECIFICATION: document(spec_document(found.spec)), DATASET: document(dataset_document(found.data))}


def _coded(content: BundleContent) -> dict[str, bytes]:
    file = _framework_file(content)
    files = {FRAMEWORK: document(framework_document(content.card.framework))}
    with tempfile.TemporaryDirectory() as folder:
        write_framework(file, Path(folder, "framework.yaml"))
        write_answers(_answers_file(content), file, Path(folder, "answers.csv"))
        files[FRAMEWORK_YAML] = Path(folder, "framework.yaml").read_bytes()
        files[ANSWERS] = Path(folder, "answers.csv").read_bytes()
    return files


def _framework_file(content: BundleContent) -> FrameworkFile:
    return FrameworkFile(
        framework=content.card.framework,
        places=tuple(sorted(content.places, key=lambda place: place.code)),
        periods=content.periods,
        edition_label=content.label,
        summary=content.summary,
        finding=content.finding,
        licence=content.licence.name,
        fictional=content.fictional,
    )


def _answers_file(content: BundleContent) -> AnswersFile:
    """The answers; a text that is no answer stands with the decisions, so that nothing is read that was not there."""
    cells = {(each.place, each.period, each.question): each for each in content.decisions if not each.item}
    notes = {cell: Note(comment=d.comment, source=d.source) for cell, d in cells.items() if d.comment or d.source}
    reasons = {(q.code, o.code) for q in content.card.framework.questions for o in q.options if o.reason}
    choices = {
        cell: d.option for cell, d in cells.items() if d.option and _needed(d.points, (cell[2], d.option), reasons)
    }
    return AnswersFile(answers=content.card.answers, notes=notes, choices=choices)


def _needed(points: float | None, option: tuple[str, str], reasons: set[tuple[str, str]]) -> bool:
    """Whether an option is written by its code: one that was chosen for its points, or that gives a reason for none."""
    return points is not None or option in reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """All that numbers follow from: its hashes, and the numbers."""

    plan: Plan | None
    hashes: Mapping[str, str]
    card: Callable[[], Scorecard]
    standing: Callable[[Plan], Standing]


def inputs_of(files: Mapping[str, bytes]) -> Inputs:
    """The inputs as a bundle's files hold them."""
    plan = plan_from_document(json.loads(files[PLAN])) if PLAN in files else None
    return _measured(files, plan) if SPECIFICATION in files else _answered(files, plan)


def needed(files: Collection[str]) -> tuple[str, ...]:
    """The files that the inputs are read from."""
    return (SPECIFICATION, DATASET) if SPECIFICATION in files else (FRAMEWORK, ANSWERS, WITHHELD, PLACES, PERIODS)


def _measured(files: Mapping[str, bytes], plan: Plan | None) -> Inputs:
    spec = spec_from_document(json.loads(files[SPECIFICATION]))
    data = dataset_from_document(json.loads(files[DATASET]))
    return Inputs(
        plan=plan,
        hashes=numeric_hashes(spec, data, plan),
        card=lambda: scored(build(spec, data)),
        standing=lambda plan: standing_of_build(spec, data, plan),
    )


def _answered(files: Mapping[str, bytes], plan: Plan | None) -> Inputs:
    framework = framework_from_document(json.loads(files[FRAMEWORK]))
    with tempfile.TemporaryDirectory() as folder:
        for name in (ANSWERS, WITHHELD, PLACES, PERIODS):
            Path(folder, name.rpartition("/")[2]).write_bytes(files[name])
        answers = _read(Path(folder), framework)
    return Inputs(
        plan=plan,
        hashes=coded_hashes(framework, answers, plan),
        card=lambda: score(framework, answers),
        standing=lambda plan: standing(framework, answers, plan),
    )


def _read(folder: Path, framework: Framework) -> Answers:
    columns = {"places.csv": ("code", "name", "groups"), "periods.csv": ("code", "label", "reference_date")}
    places, periods = (
        [line.values for line in read_table(folder / name, required=names).lines] for name, names in columns.items()
    )
    file = FrameworkFile(
        framework=framework,
        places=tuple(PlaceInfo(code=row["code"], name=row["name"]) for row in places),
        periods=tuple(PeriodInfo(code=row["code"], label=row["label"]) for row in periods),
    )
    read = read_answers(folder / "answers.csv", file, strict=False).answers
    withheld = read_table(folder / "withheld.csv", required=("place", "period", "node")).lines
    return Answers(
        places=read.places,
        periods=read.periods,
        questions=read.questions,
        points=read.points,
        applicable=read.applicable,
        withheld=frozenset((line.values["place"], line.values["period"], line.values["node"]) for line in withheld),
    )
