"""Hashes of what an edition is made of: what counts, what it is called, what was answered, what came out.

A meaning hash changes only with what can change a score or its reading; a text hash only with wording. Neither
depends on the order in which questions, groups or options are listed, where that order decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import isnan

import numpy as np
from numpy.typing import NDArray

from commonground.methods.canonical import Value, canonical_lines, digest, round9
from commonground.methods.index.answers import Answers
from commonground.methods.index.framework import Framework, Group, Option, Profile, Reason
from commonground.methods.index.rule_document import missing_document, rule_document
from commonground.methods.index.rules import Lookup, Row, Rule
from commonground.methods.index.scorecard import Scorecard

Record = tuple[tuple[str, ...], Mapping[str, Value]]

VERSION = 1


def questionnaire_meaning_hash(framework: Framework) -> str:
    """Over the questions' codes, and their options' codes, points and reasons."""
    return _hash(
        "questionnaire-meaning",
        (
            ((question.code,), {"options": {option.code: _option(option) for option in question.options}})
            for question in framework.questions
        ),
    )


def questionnaire_text_hash(framework: Framework) -> str:
    """Over the questions' titles, texts and help, and their options' labels."""
    return _hash(
        "questionnaire-text",
        (
            (
                (question.code,),
                {
                    "title": question.title,
                    "text": question.text,
                    "help": question.help,
                    "options": {option.code: option.label for option in question.options},
                },
            )
            for question in framework.questions
        ),
    )


def framework_meaning_hash(framework: Framework) -> str:
    """Over the tree, its rules, the scale, bands, profiles, and the questions' tags (which cuts depend on)."""
    return _hash("framework-meaning", _meaning(framework))


def framework_text_hash(framework: Framework) -> str:
    """Over the titles and texts of the framework, its groups, bands and profiles."""
    return _hash("framework-text", _text(framework))


def answers_digest(answers: Answers) -> str:
    """Over all answers and withheld figures, in whatever order places, periods and questions lie in memory."""
    return _hash("answers", _answers(answers))


def results_digest(card: Scorecard) -> str:
    """Over all scores, coverages and ranks, rounded to 1e-9."""
    return _hash("results", _results(card))


def _hash(schema: str, records: Iterable[Record]) -> str:
    return digest(canonical_lines(f"commonground/{schema}", VERSION, records))


def _option(option: Option) -> Mapping[str, Value]:
    points: dict[str, Value] = {} if option.points is None else {"points": option.points}
    return points if option.reason is None else {**points, "reason": option.reason}


def _meaning(framework: Framework) -> Iterator[Record]:
    yield (
        ("framework",),
        {
            "scale": framework.scale,
            "aggregates": framework.aggregates,
            "areas": sorted(framework.areas),
            "bands": {band.code: [band.lower, band.upper] for band in framework.bands},
        },
    )
    for group in framework.groups:
        yield ("group", group.code), _group(group)
    for profile in framework.profiles:
        yield ("profile", profile.code), _profile(profile)
    for question in framework.questions:
        yield ("tags", question.code), {axis: sorted(values) for axis, values in question.tags.items()}


def _group(group: Group) -> Mapping[str, Value]:
    return {
        "children": sorted(group.children),
        "rule": rule_document(_settled(group.rule)),
        "missing": missing_document(group.missing),
    }


def _settled(rule: Rule) -> Rule:
    """The rule with the points of its lookup rows in order, which decides nothing."""
    if not isinstance(rule, Lookup):
        return rule
    rows = (
        Row(when={code: tuple(sorted(points)) for code, points in row.when.items()}, score=row.score)
        for row in rule.rows
    )
    return Lookup(rows=tuple(rows))


def _profile(profile: Profile) -> Mapping[str, Value]:
    return {
        "dimensions": {
            each.code: {"children": sorted(each.children), "threshold": each.threshold} for each in profile.dimensions
        },
        "approaches": [{"code": each.code, "when": each.when} for each in profile.approaches],
    }


def _text(framework: Framework) -> Iterator[Record]:
    yield ("framework",), {"title": framework.title, "text": framework.text}
    for group in framework.groups:
        yield ("group", group.code), {"title": group.title, "text": group.text}
    for band in framework.bands:
        yield ("band", band.code), {"label": band.label, "level": band.level}
    for profile in framework.profiles:
        yield (
            ("profile", profile.code),
            {
                "title": profile.title,
                "dimensions": {each.code: each.title for each in profile.dimensions},
                "approaches": {each.code: each.title for each in profile.approaches},
            },
        )


def _answers(answers: Answers) -> Iterator[Record]:
    yield ("questions",), {"codes": sorted(answers.questions)}
    for at, place in enumerate(answers.places):
        for when, period in enumerate(answers.periods):
            points = _present(answers.questions, answers.points[at, when])
            unasked = np.flatnonzero(~answers.applicable[at, when])
            reasons = {answers.questions[question]: Reason.NOT_APPLICABLE.value for question in unasked}
            yield ("answers", place, period), {**points, **reasons}
    for place, period, node in answers.withheld:
        yield ("withheld", place, period, node), {}


def _results(card: Scorecard) -> Iterator[Record]:
    for at, place in enumerate(card.answers.places):
        for when, period in enumerate(card.answers.periods):
            scores = _present(card.nodes, card.scores[:, at, when])
            coverage = _present(card.nodes, card.coverage[:, at, when])
            ranks = dict(zip(card.nodes, card.ranks[:, at, when].tolist(), strict=True))
            yield (
                (place, period),
                {
                    "scores": {node: round9(value) for node, value in scores.items()},
                    "coverage": {node: round9(value) for node, value in coverage.items()},
                    "ranks": {node: rank for node, rank in ranks.items() if rank},
                },
            )


def _present(codes: Iterable[str], values: NDArray[np.float64]) -> dict[str, float]:
    """The values by code, without those that are NaN."""
    return {code: value for code, value in zip(codes, values.tolist(), strict=True) if not isnan(value)}
