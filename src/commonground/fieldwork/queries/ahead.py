"""What locking a round would come to, before it is done: what stands in its way, and what it would leave empty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils import timezone

from commonground.fieldwork.models import Round, State
from commonground.fieldwork.queries.deciding import Adopted, Obstacle, Where, settled
from commonground.methods.questionnaires import Questionnaire, relevant
from commonground.responses.queries import Cell, asked, values_in

FIRST = 5
"""Empty cells that are named for each unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A unit with cells that are asked and would have no value: how many, of how many, and the first of them."""

    unit: int
    name: str
    empty: int
    cells: int
    first: tuple[Cell, ...]

    @property
    def silent(self) -> bool:
        """Whether there is no answer at all."""
        return self.empty == self.cells


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What locking would come to. ``framework`` is empty where no edition would be made."""

    obstacles: tuple[Obstacle, ...]
    gaps: tuple[Gap, ...]
    adopted: int
    framework: str

    @property
    def silent(self) -> tuple[Gap, ...]:
        return tuple(gap for gap in self.gaps if gap.silent)


def ahead(round_: Round) -> Ahead:
    """The dry run of locking."""
    found = settled(round_)
    return Ahead(
        obstacles=found.obstacles,
        gaps=tuple(_gaps(round_, found.adopted)),
        adopted=len(found.adopted),
        framework=str(round_.framework) if round_.framework else "",
    )


def _gaps(round_: Round, adopted: Mapping[Where, Adopted]) -> Iterator[Gap]:
    questionnaire, periods = asked(round_.questionnaire), [period.code for period in round_.periods.all()]
    by_unit: dict[int, dict[Cell, Adopted]] = {}
    for (key, cell), each in adopted.items():
        by_unit.setdefault(key, {})[cell] = each
    for unit in round_.units.select_related("place").order_by("place__name"):
        given = by_unit.get(unit.pk, {})
        cells = list(_asked(questionnaire, periods, given))
        empty = [cell for cell in cells if cell not in given]
        if empty:
            name = unit.place.name
            yield Gap(unit=unit.pk, name=name, empty=len(empty), cells=len(cells), first=tuple(empty[:FIRST]))


def _asked(questionnaire: Questionnaire, periods: list[str], given: Mapping[Cell, Adopted]) -> Iterator[Cell]:
    """The cells whose conditions hold, as things stand."""
    answered = {cell: each for cell, each in given.items() if each.state == State.ANSWERED}
    today = timezone.localdate().isoformat()
    for period in periods:
        codes = relevant(questionnaire, values_in(answered, period), today=today)
        for question in questionnaire.questions:
            if question.answerable and question.code in codes:
                yield from (Cell(question=question.code, period=period, item=item) for item in question.cells)
