"""Recording a round that comes from a file, and freezing it."""

from __future__ import annotations

import datetime as dt
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np
from django.db import transaction

from commonground.core.models import Place
from commonground.fieldwork.models import (
    Decision,
    Origin,
    Period,
    PublishedFigure,
    Round,
    RoundState,
    Snapshot,
    State,
    Unit,
    WordingVariant,
)
from commonground.instruments.models import Option, QuestionnaireVersion
from commonground.methods.canonical import canonical
from commonground.methods.construction import Dataset, dataset_digest, dataset_document
from commonground.methods.index import Answers, answers_digest, answers_document
from commonground.methods.tables.bundle import IndexBundle, Note

BATCH = 4000
NOTHING = Note()


@transaction.atomic
def record_round(*, questionnaire: QuestionnaireVersion, bundle: IndexBundle, places: dict[str, Place]) -> Round:
    """A round with the periods, units, decisions, published figures and wording variants of ``bundle``.

    Decisions have the origin ``import``: no coder is invented.
    """
    index = questionnaire.index
    made = Round.objects.create(
        index=index,
        number=index.rounds.count() + 1,
        title=f"{index.title} {bundle.edition_label}",
        questionnaire=questionnaire,
        source_name=bundle.source.name,
        source_sha256=bundle.source.sha256,
        recipe=bundle.source.recipe,
        recipe_version=bundle.source.recipe_version,
    )
    cells = _Cells(made, bundle, places)
    Decision.objects.bulk_create(cells.decisions(), batch_size=BATCH)
    PublishedFigure.objects.bulk_create(cells.published(), batch_size=BATCH)
    WordingVariant.objects.bulk_create(cells.variants())
    return made


class _Cells:
    """The rows of a round, built from the arrays of a bundle."""

    def __init__(self, made: Round, bundle: IndexBundle, places: dict[str, Place]) -> None:
        self.round, self.bundle = made, bundle
        self.units = {u.place.code: u for u in _units(made, [places[info.code] for info in bundle.places])}
        self.periods = {period.code: period for period in _periods(made, bundle)}
        self.questions = {q.code: q for q in made.questionnaire.questions.prefetch_related("options")}
        self.options = {code: _Options(list(q.options.all())) for code, q in self.questions.items()}

    def decisions(self) -> Iterator[Decision]:
        """One for each cell that is answered, does not apply, or was commented on."""
        answers, notes = self.bundle.answers, self.bundle.notes
        said = ~np.isnan(answers.points) | ~answers.applicable
        for place, period, question in notes:
            said[answers.places.index(place), answers.periods.index(period), answers.questions.index(question)] = True
        for i, j, k in zip(*(axis.tolist() for axis in np.nonzero(said)), strict=True):
            place, period, question = answers.places[i], answers.periods[j], answers.questions[k]
            note = notes.get((place, period, question), NOTHING)
            state, points = _state(answers, i, j, k)
            yield Decision(
                round=self.round,
                unit=self.units[place],
                period=self.periods[period],
                question=self.questions[question],
                option=self.options[question].chosen(self.bundle.choices.get((place, period, question)), points),
                state=state,
                points=points,
                raw=note.raw,
                comment=note.comment,
                source=note.source,
                at=note.at,
                origin=Origin.IMPORT,
            )

    def published(self) -> Iterator[PublishedFigure]:
        for figure in self.bundle.published:
            yield PublishedFigure(
                round=self.round,
                unit=self.units[figure.place],
                period=self.periods[figure.period],
                node=figure.node,
                value=figure.value,
                at=f"{figure.sheet}!{figure.cell}",
            )

    def variants(self) -> Iterator[WordingVariant]:
        for variant in self.bundle.variants:
            if question := self.questions.get(variant.question):
                yield WordingVariant(
                    round=self.round,
                    question=question,
                    field=variant.field,
                    text=variant.text,
                    sheets=list(variant.sheets),
                )


class _Options:
    """A question's options, by code and by points where only one has them."""

    def __init__(self, options: list[Option]) -> None:
        self.by_code = {option.code: option for option in options}
        points = Counter(option.points for option in options)
        self.by_points = {option.points: option for option in options if points[option.points] == 1}

    def chosen(self, code: str | None, points: float | None) -> Option | None:
        """The option that a file names, or the only one with these points."""
        if code is not None:
            return self.by_code[code]
        return None if points is None else self.by_points.get(points)


def _state(answers: Answers, i: int, j: int, k: int) -> tuple[State, float | None]:
    if not answers.applicable[i, j, k]:
        return State.NOT_APPLICABLE, None
    points = float(answers.points[i, j, k])
    return (State.NO_ANSWER, None) if np.isnan(points) else (State.ANSWERED, points)


def _units(made: Round, places: list[Place]) -> list[Unit]:
    Unit.objects.bulk_create(Unit(round=made, place=place) for place in places)
    return list(made.units.select_related("place"))


def _periods(made: Round, bundle: IndexBundle) -> list[Period]:
    Period.objects.bulk_create(
        Period(
            round=made,
            position=position,
            code=info.code,
            label=info.label,
            reference_date=dt.date.fromisoformat(info.reference_date) if info.reference_date else None,
        )
        for position, info in enumerate(bundle.periods)
    )
    return list(made.periods.all())


def freeze(*, round_: Round, answers: Answers, state: RoundState = RoundState.LOCKED) -> Snapshot:
    """The snapshot of a round: its answers as a canonical document, with their hash. From here on it stands still."""
    return _freeze(round_, answers_document(answers), answers_digest(answers), state)


def freeze_dataset(*, round_: Round, data: Dataset, state: RoundState = RoundState.LOCKED) -> Snapshot:
    """The snapshot of a round whose answers are measured values."""
    return _freeze(round_, dataset_document(data), dataset_digest(data), state)


@transaction.atomic
def _freeze(round_: Round, document: dict[str, Any], hash_: str, state: RoundState) -> Snapshot:
    snapshot = Snapshot.objects.create(
        round=round_, locking=round_.locking + 1, content=zlib.compress(canonical(document).encode()), hash=hash_
    )
    round_.locking, round_.state = snapshot.locking, state
    round_.save(update_fields=["locking", "state"])
    return snapshot
