"""What is examined: one period of an index, from a scorecard or from a build."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from commonground.methods.coherence import Levels, headline_period, levels_of_build, levels_of_scorecard
from commonground.methods.construction import Build, climb
from commonground.methods.examination.coverage import Coverage, coverage
from commonground.methods.index import Framework, Lookup, Scorecard
from commonground.methods.robustness import Dropping, FrameworkModel

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Subject:
    """An index in one period.

    ``without[part, unit]`` are the top's scores if one of ``parts`` were left out. ``names`` are those of units;
    a unit that is not named goes by its code.
    """

    code: str
    title: str
    edition: str
    period: str
    levels: Levels
    coverage: Coverage
    parts: tuple[str, ...]
    without: Values
    names: Mapping[str, str] = field(default_factory=dict)
    fictional: bool = False

    def unit(self, code: str) -> str:
        """The name of a unit."""
        return self.names.get(code, code)

    def node(self, code: str) -> str:
        """The title of a node."""
        return self.levels.node(code).title


def subject_of_scorecard(
    card: Scorecard,
    *,
    code: str = "",
    title: str = "",
    edition: str = "",
    period: str = "",
    names: Mapping[str, str] | None = None,
    fictional: bool = False,
) -> Subject:
    """One period of a scorecard, the latest in which at least half of the places have a headline score if left out.

    The parts that are left out in turn are the questions; of a lookup table, which has no row without one of
    its children, the whole. Raises a ``KeyError`` for an unknown period.
    """
    when = period or headline_period(card)
    levels = levels_of_scorecard(card, when)
    parts = tuple(dict.fromkeys(_parts(card.framework, levels)))
    return Subject(
        code=code or card.framework.code,
        title=title or card.framework.title,
        edition=edition,
        period=when,
        levels=levels,
        coverage=_answered(card, when, levels),
        parts=parts,
        without=_dropped(card, when, parts),
        names=names or {},
        fictional=fictional,
    )


def subject_of_build(found: Build, *, edition: str = "", period: str | None = None) -> Subject:
    """One period of a build, its last if left out. The parts that are left out in turn are the indicators.

    Their weight is taken away after normalisation, so the other indicators keep their values. Coverage counts
    values before imputation. Raises a ``KeyError`` for an unknown period.
    """
    when = found.data.periods[-1] if period is None else period
    levels = levels_of_build(found, when)
    at = found.data.periods.index(when)
    given = ~np.isnan(found.tables["raw"][:, at])
    return Subject(
        code=found.spec.code,
        title=found.spec.title or found.spec.code,
        edition=edition,
        period=when,
        levels=levels,
        coverage=coverage(
            units=found.data.places,
            indicators=found.spec.hierarchy.codes,
            given=given,
            asked=np.ones_like(given),
            scored=~np.isnan(levels.values(levels.top)[:, 0]),
        ),
        parts=found.spec.hierarchy.codes,
        without=_unweighted(found, at),
        names={code: name for code, name in zip(found.data.places, found.data.names, strict=False) if name},
    )


def _parts(framework: Framework, levels: Levels) -> Iterator[str]:
    for code in levels.indicators:
        above = (code, *levels.ancestors(code))
        whole = [at for at, group in enumerate(above[1:], start=1) if isinstance(framework.group(group).rule, Lookup)]
        highest = above[whole[-1]] if whole else code
        if highest != levels.top:
            yield highest


def _dropped(card: Scorecard, period: str, parts: tuple[str, ...]) -> Values:
    if not parts:
        return np.empty((0, len(card.answers.places)))
    model = FrameworkModel(
        framework=card.framework, answers=card.answers, assumptions=(Dropping(nodes=parts),), seed=0, period=period
    )
    # The first alternative drops nothing.
    return model.run(np.arange(1, len(parts) + 1)[:, np.newaxis])


def _unweighted(found: Build, at: int) -> Values:
    hierarchy, count = found.spec.hierarchy, len(found.spec.hierarchy.codes)
    weights = np.repeat(found.weights[at][np.newaxis], count, axis=0)
    weights[np.arange(count), np.arange(count)] = 0.0
    rules = found.spec.rules
    return climb(
        hierarchy,
        found.tables["normalised"][:, at],
        [each.rule for each in rules],
        weights=weights,
        thresholds=[each.threshold for each in rules],
    )[-1][..., 0]


def _answered(card: Scorecard, period: str, levels: Levels) -> Coverage:
    answers = card.answers
    at = answers.periods.index(period)
    shape = (len(answers.places), len(levels.indicators))
    given, asked = np.zeros(shape, np.bool_), np.ones(shape, np.bool_)
    for column, code in enumerate(levels.indicators):
        if code in answers.questions:
            where = answers.questions.index(code)
            given[:, column] = ~np.isnan(answers.points[:, at, where])
            asked[:, column] = answers.applicable[:, at, where]
    scored = ~np.isnan(levels.values(levels.top)[:, 0])
    return coverage(units=answers.places, indicators=levels.indicators, given=given, asked=asked, scored=scored)
