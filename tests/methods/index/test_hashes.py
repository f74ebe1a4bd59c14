"""What changes a hash, and what does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commonground.methods.index import (
    Answers,
    Lookup,
    Reason,
    Row,
    answers_digest,
    framework_meaning_hash,
    framework_text_hash,
    questionnaire_meaning_hash,
    questionnaire_text_hash,
    results_digest,
    score,
)
from tests.methods.index.sample import OPTIONS, SAMPLE, SAMPLE_ANSWERS, TABLE

HASHES = {
    "questionnaire meaning": questionnaire_meaning_hash,
    "questionnaire text": questionnaire_text_hash,
    "framework meaning": framework_meaning_hash,
    "framework text": framework_text_hash,
}


def changed(framework):
    """The hashes in which a framework differs from the sample."""
    return {name for name, find in HASHES.items() if find(framework) != find(SAMPLE)}


def with_group(code, **change):
    groups = tuple(replace(group, **change) if group.code == code else group for group in SAMPLE.groups)
    return replace(SAMPLE, groups=groups)


def with_question(**change):
    first, *rest = SAMPLE.questions
    return replace(SAMPLE, questions=(replace(first, **change), *rest))


def with_option(**change):
    return with_question(options=(replace(OPTIONS[0], **change), *OPTIONS[1:]))


def with_profile(**change):
    return replace(SAMPLE, profiles=(replace(SAMPLE.profiles[0], **change),))


@pytest.mark.parametrize(
    ("framework", "expected"),
    [
        (with_question(title="Another"), {"questionnaire text"}),
        (with_question(text="Another"), {"questionnaire text"}),
        (with_question(help="Another"), {"questionnaire text"}),
        (with_option(label="Another"), {"questionnaire text"}),
        (with_option(points=99), {"questionnaire meaning"}),
        (with_option(points=None, reason=Reason.NO_DATA), {"questionnaire meaning"}),
        (with_option(code="Y"), {"questionnaire meaning", "questionnaire text"}),
        (with_question(tags={"kind": ("practice",)}), {"framework meaning"}),
        (with_group("overall", title="Another"), {"framework text"}),
        (with_group("overall", children=("w", "l", "g", "x", "p")), {"framework meaning"}),
        (with_group("l", rule=Lookup(rows=tuple(reversed(TABLE.rows)))), {"framework meaning"}),
        (with_group("x", missing=SAMPLE.group("w").missing), {"framework meaning"}),
        (replace(SAMPLE, title="Another"), {"framework text"}),
        (replace(SAMPLE, bands=(replace(SAMPLE.bands[0], label="X"), SAMPLE.bands[1])), {"framework text"}),
        (replace(SAMPLE, bands=()), {"framework meaning", "framework text"}),
        (replace(SAMPLE, scale=(0, 101), bands=()), {"framework meaning", "framework text"}),
        (with_profile(title="Another"), {"framework text"}),
        (
            with_profile(dimensions=(replace(SAMPLE.profiles[0].dimensions[0], threshold=51),)),
            {"framework meaning"},
        ),
    ],
)
def test_a_change_shows_where_it_belongs(framework, expected):
    assert changed(framework) == expected


@pytest.mark.parametrize(
    "same",
    [
        replace(SAMPLE, version="2", code="other"),
        replace(SAMPLE, questions=SAMPLE.questions[::-1], groups=SAMPLE.groups[::-1], areas=SAMPLE.areas[::-1]),
        with_group("overall", children=SAMPLE.group("overall").children[::-1]),
        with_question(options=OPTIONS[::-1]),
        with_option(points=100.0),
        with_group("l", rule=Lookup(rows=(Row(when={"q": (0.0,), "p": (50, 100)}, score=33.3), TABLE.rows[1]))),
    ],
)
def test_order_and_the_kind_of_number_change_nothing(same):
    assert changed(same) == set()


def shuffled(answers):
    """The same answers, lying the other way round in memory."""
    return Answers(
        places=answers.places[::-1],
        periods=answers.periods[::-1],
        questions=answers.questions[::-1],
        points=answers.points[::-1, ::-1, ::-1],
        applicable=answers.applicable[::-1, ::-1, ::-1],
        withheld=answers.withheld,
    )


def test_answers_hash_the_same_in_any_order():
    assert answers_digest(shuffled(SAMPLE_ANSWERS)) == answers_digest(SAMPLE_ANSWERS)
    assert answers_digest(replace(SAMPLE_ANSWERS, withheld=frozenset())) != answers_digest(SAMPLE_ANSWERS)
    points = SAMPLE_ANSWERS.points.copy()
    points[0, 0, 0] += 1e-12
    assert answers_digest(replace(SAMPLE_ANSWERS, points=points)) != answers_digest(SAMPLE_ANSWERS)


def test_results_hash_the_same_in_any_order_and_within_rounding():
    card = score(SAMPLE, SAMPLE_ANSWERS)
    assert results_digest(score(SAMPLE, shuffled(SAMPLE_ANSWERS))) == results_digest(card)
    assert results_digest(replace(card, scores=card.scores + 1e-12)) == results_digest(card)
    assert results_digest(replace(card, scores=card.scores + 1e-6)) != results_digest(card)
    assert results_digest(replace(card, scores=-card.scores)) != results_digest(card)


def test_the_hashes_of_the_sample_stand():
    """They are kept in published editions: whoever changes one needs a new schema version."""
    assert {name: find(SAMPLE)[:16] for name, find in HASHES.items()} == {
        "questionnaire meaning": "4200a97ab9fe631c",
        "questionnaire text": "eaef30fb9ee08965",
        "framework meaning": "6910731b4344f21a",
        "framework text": "bf90d99bfb6f8bdf",
    }
    assert answers_digest(SAMPLE_ANSWERS)[:16] == "4c310dbec743f35f"
    assert results_digest(score(SAMPLE, SAMPLE_ANSWERS))[:16] == "37d90c75a2c99a13"
