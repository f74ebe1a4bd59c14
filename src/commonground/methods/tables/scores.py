"""Scores as text: one line a place, period and node that has a score."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import numpy as np

from commonground.methods.index import Scorecard

HEADER = ("place", "period", "node", "score", "coverage", "rank")


def score_rows(card: Scorecard) -> Iterator[tuple[str, str, str, float, float, int]]:
    """``(place, period, node, score, coverage, rank)``, sorted by place, period and framework order.

    Cells without a score are left out. Scores at full precision; coverage 0-1; rank 1 is the highest.
    """
    places, periods = card.answers.places, card.answers.periods
    for i in sorted(range(len(places)), key=places.__getitem__):
        for j in sorted(range(len(periods)), key=periods.__getitem__):
            columns = (card.scores[:, i, j], card.coverage[:, i, j], card.ranks[:, i, j])
            for node, value, coverage, rank in zip(card.nodes, *(c.tolist() for c in columns), strict=True):
                if not np.isnan(value):
                    yield places[i], periods[j], node, value, coverage, rank


def scores_csv(card: Scorecard) -> str:
    """The rows as CSV with the header ``place,period,node,score,coverage,rank``; numbers as ``repr(float)``."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n")
    write.writerow(HEADER)
    write.writerows((*names, repr(value), repr(coverage), rank) for *names, value, coverage, rank in score_rows(card))
    return out.getvalue()


def scores_document(card: Scorecard) -> dict[str, Any]:
    """The rows for JSON, under ``scores``, with the framework's code and version."""
    framework = card.framework
    return {
        "framework": framework.code,
        "version": framework.version,
        "scores": [dict(zip(HEADER, row, strict=True)) for row in score_rows(card)],
    }
