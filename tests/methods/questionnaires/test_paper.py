"""A questionnaire on paper: what stands there, for whom, in which language and direction."""

from __future__ import annotations

from dataclasses import replace

from commonground.methods.questionnaires.paper import PHRASES, Reader, paper_of
from tests.methods.questionnaires.factory import ask, asking, light, piers

WORDS = {name: name for name in PHRASES} | {"points": "%(points)s points"}


def question(code, questionnaire=None, **settings):
    paper = paper_of(questionnaire or piers(), **{"language": "en", "words": WORDS} | settings)
    return next(entry for entry in paper.entries if entry.code == code and not entry.is_section)


def test_headings_come_once_and_questions_stand_one_level_deeper():
    paper = paper_of(piers(), language="en", words=WORDS)
    assert [(each.level, each.code) for each in paper.entries][:6] == [
        (1, "A"), (2, "A1"), (2, "A1-more"), (3, "A2"), (3, "A3"), (1, "B"),
    ]  # fmt: skip
    assert paper.entries[2].lines[0].said.text == "${A1} = 'yes' or ${A1} = 'partly'"


def test_what_is_not_translated_stands_in_the_source_language():
    said = question("A1", language="fr").heading
    assert (said.text, said.language) == ("La jetée est-elle éclairée la nuit ?", "fr")
    said = question("A2", language="fr").heading
    assert (said.text, said.language) == ("By which lamps?", "en")


def test_arabic_runs_from_right_to_left_and_conditions_do_not():
    arabic = replace(piers(), languages=("en", "ar"), questions=(light(text={"ar": "؟"}, relevance="1 = 1"),))
    paper = paper_of(arabic, language="ar", words=WORDS)
    assert (paper.rtl, paper.entries[1].heading.rtl, paper.entries[1].lines[0].said.rtl) == (True, True, False)


def test_a_reader_sees_what_is_theirs():
    whole = question("A1")
    assert [each.worth for each in whole.choices] == ["100 points", "50 points", "0 points", "reason.not_applicable"]
    assert whole.facts == ("law", "required", "weight 2")
    assert [each.label for each in whole.lines] == ["evidence", "evidence", "guidance"]
    reader = Reader(questions={"A1"}, points=False, guidance=False, before={"A1": [("Last round, 2024:", "In part")]})
    part = question("A1", reader=reader)
    assert [each.worth for each in part.choices] == ["", "", "", "reason.not_applicable"]
    assert part.facts == ("law", "required")
    assert [each.label for each in part.lines] == ["evidence", "evidence"]
    assert [(each.label, each.said.text) for each in part.before] == [("Last round, 2024:", "In part")]
    paper = paper_of(piers(), language="en", words=WORDS, reader=reader)
    assert [each.code for each in paper.entries] == ["A", "A1"]


def test_each_kind_says_how_it_is_answered():
    asks = {each: question(each).asks for each in ("A1", "A2", "A3", "B1", "B3", "B4", "C1")}
    assert asks == {
        "A1": "kind.single",
        "A2": "kind.multiple",
        "A3": "kind.whole",
        "B1": "kind.date",
        "B3": "rows kind.single",
        "B4": "kind.note",
        "C1": "kind.calculated",
    }
    kept = question("K", asking(ask("K", kept="media")))
    assert (kept.asks, kept.answered, kept.lines[0].said.text) == ("kind.kept", False, "media")
    assert paper_of(piers(), language="en", words=WORDS).plain()["title"]["text"] == "Piers"
