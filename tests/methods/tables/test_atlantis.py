"""The demonstration index: the figures that pages, the tutorial and the demonstration rely on."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from commonground.methods.index import profile, score
from commonground.methods.tables import (
    audit_index,
    read_answers,
    read_framework,
    read_index,
    write_answers,
    write_framework,
)

ATLANTIS = Path(__file__).parents[3] / "demo" / "atlantis"
FRAMEWORK, ANSWERS, PUBLISHED = (ATLANTIS / name for name in ("framework.yaml", "answers.csv", "published.csv"))


@pytest.fixture(scope="module")
def bundle():
    return read_index(FRAMEWORK, ANSWERS, PUBLISHED, strict=False)


@pytest.fixture(scope="module")
def card(bundle):
    return score(bundle.framework, bundle.answers)


def test_its_size(bundle):
    assert bundle.answers.points.shape == (24, 3, 30)
    assert [place.code for place in bundle.places] == [f"X{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWX"]
    assert [place.name for place in bundle.places] == sorted(place.name for place in bundle.places)
    assert [period.reference_date for period in bundle.periods] == ["2018-12-31", "2021-12-31", "2024-12-31"]
    assert [bundle.framework.group(area).title for area in bundle.framework.areas] == [
        "Work",
        "School",
        "Health",
        "Family",
        "Voice",
    ]
    assert all(len(bundle.framework.leaves(area)) == 6 for area in bundle.framework.areas)
    assert bundle.fictional


def test_its_places_have_tiles_of_their_own(bundle):
    assert len({place.tile for place in bundle.places}) == 24


def test_what_is_missing(bundle):
    answers = bundle.answers
    assert (~answers.applicable).sum() == 2
    assert (np.isnan(answers.points) & answers.applicable).sum() == 22


def test_its_comments_and_sources(bundle):
    latest = [note for (_, period, _), note in bundle.notes.items() if period == "2024"]
    assert len([note for note in latest if note.comment]) >= 120
    assert len([note for note in latest if note.source]) >= 360
    assert all(bundle.notes["XK", "2024", question].comment for question in bundle.answers.questions)


def test_its_scores(card):
    assert card["overall", "XC", "2024"] == pytest.approx(77.533333, abs=1e-6)
    assert card["overall", "XV", "2024"] == pytest.approx(31.366667, abs=1e-6)
    assert (card.rank("overall", "XC", "2024"), card.rank("overall", "XV", "2024")) == (1, 24)
    assert card["E", "XK", "2024"] == pytest.approx(250 / 6)
    assert [card["E1", "XK", period] for period in ("2018", "2021", "2024")] == [0, 0, 50]


def test_below_the_minimum_coverage_there_is_no_score_and_no_rank(card):
    assert card["E", "XX", "2018"] is None
    assert card["overall", "XX", "2018"] is None
    assert card.rank("overall", "XX", "2018") is None
    assert card["overall_no_voice", "XX", "2018"] is not None


def test_every_combination_of_the_lookup_has_a_score(bundle):
    rule = bundle.framework.group("DS").rule
    steps = (0.0, 25.0, 50.0, 75.0, 100.0)
    table = np.array([[_looked_up(rule, {"D1": one, "D2": two}) for two in steps] for one in steps])
    assert (np.diff(table, axis=0) >= 0).all()
    assert (np.diff(table, axis=1) >= 0).all()


def _looked_up(rule, points):
    return next(row.score for row in rule.rows if all(points[child] in allowed for child, allowed in row.when.items()))


def test_every_place_with_all_three_dimensions_has_an_approach(card):
    standings = profile(card, "welcome")
    assert standings["XC", "2024"].approach.code == "all_three"


def test_its_answers_can_be_read_strictly(bundle):
    strict = read_answers(ANSWERS, read_framework(FRAMEWORK))
    assert not strict.problems
    assert np.array_equal(strict.answers.points, bundle.answers.points, equal_nan=True)


def test_the_audit_finds_the_typing_error(bundle):
    audit = audit_index(bundle)
    assert (audit.published, audit.reproduced) == (502, 501)
    assert [(each.place, each.period, each.node, each.published) for each in audit.mismatches] == [
        ("XQ", "2024", "overall", 57.343333)
    ]
    assert "digits are swapped" in audit.mismatches[0].cause
    assert not audit.warnings


def test_it_is_written_as_it_is_read(tmp_path):
    file = read_framework(FRAMEWORK)
    write_framework(file, tmp_path / "framework.yaml")
    assert read_framework(tmp_path / "framework.yaml") == file
    write_answers(read_answers(ANSWERS, file, strict=False), file, tmp_path / "answers.csv")
    assert (tmp_path / "answers.csv").read_bytes() == ANSWERS.read_bytes()


def test_no_option_is_without_words_of_its_own(bundle):
    for question in bundle.framework.questions:
        labels = [option.label for option in question.options]
        assert all(labels)
        assert len(set(labels)) == len(labels)


def test_every_answer_stands_in_the_file_once():
    with ANSWERS.open(encoding="utf-8", newline="") as file:
        cells = [tuple(row[:3]) for row in csv.reader(file)][1:]
    assert len(set(cells)) == len(cells) == 2160
