"""What differs between two editions of an index."""

from __future__ import annotations

from dataclasses import dataclass

from commonground.methods.index.compare import Comparison, compare
from commonground.scores.models import Edition
from commonground.scores.queries.editions import scorecard


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """The two editions, and what the comparison of their scores found."""

    older: Edition
    newer: Edition
    questionnaire_changed: bool
    framework_changed: bool
    comparison: Comparison


def differences(older: Edition, newer: Edition) -> Differences:
    """Every answer and every figure that is not the same in ``newer`` as in ``older``."""
    return Differences(
        older=older,
        newer=newer,
        questionnaire_changed=older.framework.questionnaire_id != newer.framework.questionnaire_id,
        framework_changed=older.framework.meaning_hash != newer.framework.meaning_hash,
        comparison=compare(scorecard(older), scorecard(newer)),
    )
