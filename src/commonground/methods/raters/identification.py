"""Whether ratings can tell a coder from a place at all.

Where every place has one coder, a harsh coder and a low place look the same. Coders become comparable by cases
that several of them rated: places shared, vignettes that all rated, bridge coders who rated the places of others.
A question's coders and cases must hang together in one graph.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from commonground.methods.errors import Problem
from commonground.methods.raters.errors import RatersError
from commonground.methods.raters.panel import Panel

SHOWN = 3
LEAST = 2


def require_identified(panel: Panel) -> None:
    """Raise ``RatersError`` with every question whose ratings cannot tell coders from places, or do nothing."""
    if not panel.ratings.questions:
        raise RatersError(
            Problem(
                code="raters-no-question",
                message="There are no ratings of any question.",
                remedy="Give the coders' answers to one question or more.",
            )
        )
    problems = [problem for at in range(len(panel.ratings.questions)) for problem in _question(panel, at)]
    if problems:
        raise RatersError(*problems)


def _question(panel: Panel, at: int) -> Iterator[Problem]:
    question = panel.ratings.questions[at]
    mine = panel.question_of_case[panel.case] == at
    cases, case = np.unique(panel.case[mine], return_inverse=True)
    coders, coder = np.unique(panel.coder_of[panel.pair[mine]], return_inverse=True)
    if len(np.unique(panel.category[mine])) < LEAST:
        yield Problem(
            code="raters-no-variation",
            message="All coders gave the same answer everywhere, or none gave any.",
            remedy="Leave the question out of the rater model.",
            place=question,
        )
    elif np.bincount(case).max() < LEAST:
        yield Problem(
            code="raters-one-coder",
            message=f"No place has more than one coder ({len(coders)} in all), "
            "so a strict coder cannot be told from a low place.",
            remedy="Let some places be coded twice, or let all coders answer the same vignettes.",
            place=question,
        )
    elif len(cases) < LEAST:
        yield Problem(
            code="raters-one-place",
            message="All answers are about one place and time, so there is nothing that coders tell apart.",
            remedy="Add answers about other places, or leave the question out of the rater model.",
            place=question,
        )
    elif len(parts := _parts(coder, case, len(coders), len(cases))) > 1:
        yield _apart(panel, question, [coders[part] for part in parts])


def _parts(coder: NDArray[np.intp], case: NDArray[np.intp], coders: int, cases: int) -> list[NDArray[np.intp]]:
    """The coders of each connected part of the graph of coders and cases, the largest first."""
    edges = coo_array((np.ones(len(coder)), (coder, coders + case)), shape=(coders + cases,) * 2)
    number, label = connected_components(edges, directed=False)
    parts = [np.flatnonzero(label[:coders] == at) for at in range(number)]
    return sorted(parts, key=len, reverse=True)


def _apart(panel: Panel, question: str, parts: list[NDArray[np.intp]]) -> Problem:
    codes = panel.ratings.coders
    groups = [", ".join(codes[at] for at in part[:SHOWN]) + (" ..." if len(part) > SHOWN else "") for part in parts]
    named = "; ".join([*groups[:SHOWN], *(["..."] if len(groups) > SHOWN else [])])
    return Problem(
        code="raters-not-connected",
        message=f"The coders fall into {len(parts)} sets without a case in common ({named}).",
        remedy="Let a coder of each set also code a place of another, or let all answer the same vignettes.",
        place=question,
    )
