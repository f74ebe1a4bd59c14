"""The Global Data Barometer's questions, in both revisions, and how they differ."""

from __future__ import annotations

import pytest

from commonground.methods.errors import FileError
from commonground.methods.questionnaires import Kind, QuestionnaireError
from commonground.methods.questionnaires.checks.conditions import condition_problems
from commonground.methods.questionnaires.compare import compare
from commonground.methods.questionnaires.handbook import read_handbook

HEAD = "Section ID,Question ID,Question,Type,Parent ID,Multiplier,OptionGuidance,Option0,Option1\n"


@pytest.fixture
def older(shared_data):
    return read_handbook(shared_data / "forms/GDB+handbook__questions_186b88d.csv")


@pytest.fixture
def newer(shared_data):
    return read_handbook(shared_data / "forms/GDB+handbook__questions_4ed05f5.csv")


def counted(questionnaire):
    kinds = [question.kind for question in questionnaire.questions]
    return len(questionnaire.sections), kinds.count(Kind.SINGLE), kinds.count(Kind.NOTE)


def test_every_row_comes_in_as_a_question_or_a_section(older, newer):
    assert counted(older) == (1 + 11, 7 + 34, 9)
    assert counted(newer) == (1 + 15, 11 + 58, 14)
    assert list(condition_problems(older)) == list(condition_problems(newer)) == []


def test_a_question_with_its_options_weight_and_section(older):
    question = older.question("G.PROCUREMENT.PROC-POLICY.a0")
    assert [option.code for option in question.options] == ["0", "1", "2"]
    assert question.options[2].label == {"en": "They exist and are operating"}
    assert (question.weight, question.section) == (1.0, "G.PROCUREMENT.PROC-POLICY")
    assert older.section(question.section).parent == "PROCUREMENT"
    assert question.extras["handbook"]["Supporting0"] == "1;Please provide brief details"


def test_codes_with_blanks_are_kept_beside_ours(older):
    question = older.question("A.PROCUREMENT.Open_Contracting.a0")
    assert question.extras["handbook"]["Question ID"] == "A.PROCUREMENT.Open Contracting.a0"


def test_the_second_revision_asks_of_land_and_not_of_procurement(older, newer):
    """No code stands in both: every series ends, and what sounds alike is about other data."""
    difference = compare(older, newer)
    assert difference.links == ()
    assert set(difference.removed) == {each.code for each in older.questions if each.kind is Kind.SINGLE}
    assert set(difference.added) == {each.code for each in newer.questions if each.kind is Kind.SINGLE}
    assert ("A.PROCUREMENT.Open_Contracting.e.e.2", "A.LAND.PLU-AVA.e.e.0") in difference.elsewhere
    said = {newer.question(new).text["en"] for _, new in difference.elsewhere}
    assert "Data is openly licensed." in said


def test_a_revision_is_identical_to_itself(newer):
    assert compare(newer, newer).kinds["identical"] == 69


def test_files_that_are_no_handbook(tmp_path):
    def read(content: bytes):
        path = tmp_path / "questions.csv"
        path.write_bytes(content)
        return read_handbook(path)

    with pytest.raises(QuestionnaireError, match="There is no column Section ID"):
        read(b"a,b\n1,2\n")
    with pytest.raises(FileError, match="file-encoding"):
        read(HEAD.encode() + b"S,Q,\xff,Radio,,,,No,Yes\n")
    with pytest.raises(FileError, match="csv-syntax"):
        read(HEAD.encode() + b'S,Q,"open,Radio,,,,No,Yes\n')
    small = read(HEAD.encode() + b"S,Q 1,Lit?,Radio,,x,At night,No,Yes\n,,,,,,,,\nS,N,Thanks,Note,,,,,\n")
    assert [(each.code, each.kind, each.weight) for each in small.questions] == [
        ("Q_1", Kind.SINGLE, None),
        ("N", Kind.NOTE, None),
    ]
    assert small.question("Q_1").help == {"en": "At night"}
