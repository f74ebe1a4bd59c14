"""From answers to scores: the one arithmetic path for previews, publications, what-ifs and the command line."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from commonground.methods.errors import AnswersError, Problem
from commonground.methods.index.answers import Answers
from commonground.methods.index.evaluate import cover, evaluate, worksheet
from commonground.methods.index.framework import Framework
from commonground.methods.index.scorecard import Scorecard


def score(framework: Framework, answers: Answers) -> Scorecard:
    """Score every node, place and period: scores, coverage and ranks at full precision.

    A question's score is its points, on the framework's scale; nothing is clipped to the scale. Answers to
    questions that the framework does not have are left aside; questions without answers are missing. A
    child that does not apply leaves its group's set and never counts as missing; a group below which
    nothing applies has no score and does not count in its own parents.

    Raises ``AnswersError`` where a withheld figure names a node that the framework does not have.
    """
    withheld = _withheld(framework, answers)
    sheet = worksheet(framework, answers)
    cover(framework, sheet)
    evaluate(framework, sheet, withheld)
    by_period = (len(framework.order), len(answers.periods), len(answers.places))
    scores, coverage = (array.reshape(by_period).transpose(0, 2, 1) for array in (sheet.values, sheet.coverage))
    return Scorecard(
        framework=framework,
        answers=answers,
        nodes=framework.order,
        scores=scores,
        coverage=coverage,
    )


def _withheld(framework: Framework, answers: Answers) -> dict[str, NDArray[np.intp]]:
    strangers = sorted({node for _, _, node in answers.withheld} - set(framework.order))
    if strangers:
        raise AnswersError(
            *(
                Problem(
                    code="answers-unknown",
                    message=f'A withheld figure names "{node}", which the framework does not have.',
                    remedy="Correct the code, or take it out.",
                )
                for node in strangers
            )
        )
    place_at = {place: index for index, place in enumerate(answers.places)}
    period_at = {period: index for index, period in enumerate(answers.periods)}
    cells: defaultdict[str, list[int]] = defaultdict(list)
    for place, period, node in answers.withheld:
        cells[node].append(period_at[period] * len(answers.places) + place_at[place])
    return {node: np.array(found, np.intp) for node, found in cells.items()}
