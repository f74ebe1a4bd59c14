"""What an index holds that comes out of a workbook."""

from __future__ import annotations

import hashlib

import pytest

from commonground.methods.index.rules import Require, Skip
from commonground.methods.workbooks import audit, read_mipex, table
from tests.methods.workbooks.factory import core, edition


@pytest.mark.parametrize(("place", "score"), [("SE", 86.39), ("FI", 84.63), ("CA", 79.63), ("IN", 24.24)])
def test_overall_scores_of_2019(official_core, place, score):
    assert round(official_core.reading.scorecard["overall", place, "2019"], 2) == score


def test_the_core_set_as_an_index(official_core):
    bundle = official_core.reading.bundle
    assert (bundle.code, bundle.edition_label, bundle.framework.version) == ("mipex-core", "2007-2019", "1")
    assert (len(bundle.places), len(bundle.periods), len(bundle.framework.questions)) == (56, 14, 72)
    assert {"GB", "TR", "GR"} < {place.code for place in bundle.places}
    assert next(place.name for place in bundle.places if place.code == "TR") == "Türkiye"
    assert all(len(question.options) >= 3 for question in bundle.framework.questions)
    assert sum(bool(note.comment) for note in bundle.notes.values()) == 6400
    assert len(bundle.answers.withheld) == 26
    assert [note.at for note in bundle.notes.values() if note.raw] == ["AR!AC73"]


def test_the_2015_edition_as_an_index(official_2015):
    bundle = official_2015.reading.bundle
    assert (bundle.code, bundle.edition_label) == ("mipex-2015", "2007-2014")
    parents = bundle.framework.parents
    dimensions = [
        group.code
        for group in bundle.framework.groups
        if parents[group.code] and parents[group.code][0] in bundle.framework.areas
    ]
    assert len(dimensions) == 32
    questions = {question.code for question in bundle.framework.questions}
    indicators = {code for group in bundle.framework.groups if group.code in dimensions for code in group.children}
    assert len(indicators) == 167
    assert len(questions - indicators) == 91
    assert bundle.framework.group("29").children[0] == "29a"


def test_the_same_file_is_read_the_same_way(tmp_path):
    path = core().save(tmp_path / "core.xlsx")
    first, second = read_mipex(path), read_mipex(path)
    assert first.bundle.framework == second.bundle.framework
    assert first.bundle.notes == second.bundle.notes
    assert first.bundle.source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (first.bundle.source.recipe, first.bundle.source.recipe_version) == ("mipex-core", "1")


def test_rules_come_from_the_recipe_and_words_from_the_file(tmp_path):
    framework = read_mipex(core().save(tmp_path / "core.xlsx")).bundle.framework
    assert framework.group("d").missing == Skip(minimum=0.75)
    assert framework.group("overall").missing == Require()
    question = framework.question("fb102_new")
    assert (question.title, question.text) == ("Title of fa102_new", "What about fa102_new?")
    assert question.tags == {"dimension": ("secure_future",)}


def test_comments_stand_with_their_cells(tmp_path):
    book = edition()
    reading = read_mipex(book.save(tmp_path / "edition.xlsx"))
    note = reading.bundle.notes["TR", "2014", "1"]
    assert (note.comment, note.at, note.raw) == ("Why 1 in TU", f"TU!{book.at('TU', '1', 2014)}", "")


@pytest.mark.parametrize(("years", "label"), [((2019,), "2019"), ((2014, 2019), "2014-2019")])
def test_an_edition_is_named_by_its_years(tmp_path, years, label):
    assert read_mipex(core(years=years).save(tmp_path / "core.xlsx")).bundle.edition_label == label


def test_a_year_that_few_places_speak_to_does_not_name_the_edition(tmp_path):
    book = core(("SE", "FI", "NO"), (2019, 2020))
    for sheet in ("FI", "NO"):
        for (place, node, period), cell in book.where.items():
            if place == sheet and period == "2020" and node:
                book.put(sheet, cell, None)
    assert read_mipex(book.save(tmp_path / "core.xlsx")).bundle.edition_label == "2019"


def test_an_audit_as_text(tmp_path):
    book = core()
    cell = book.plant("SE", "d", 2019, 33.0)
    book.plant("UK", "d", 2019, None)
    lines = table(audit(read_mipex(book.save(tmp_path / "core.xlsx"))))
    assert lines[:2] == [
        "core.xlsx, edition 2014-2019",
        "61 of 65 published figures follow from the answers by the rule.",
    ]
    assert lines[3].split() == ["cell", "place", "period", "node", "published", "recomputed"]
    assert f"SE!{cell}" in "\n".join(lines)
    assert any(" none" in line for line in lines), "an overall score over an area that is not published"
    assert max(map(len, lines)) <= 100


def test_an_audit_as_text_where_all_is_well(tmp_path):
    lines = table(audit(read_mipex(core(("SE",)).save(tmp_path / "core.xlsx"))))
    assert lines == ["core.xlsx, edition 2014-2019", "22 of 22 published figures follow from the answers by the rule."]
