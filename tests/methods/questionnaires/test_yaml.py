"""Questionnaires as YAML."""

from __future__ import annotations

import pytest

from commonground.methods.errors import FileError
from commonground.methods.questionnaires import Kind, QuestionnaireError
from commonground.methods.questionnaires.files import read_questionnaire
from commonground.methods.questionnaires.yaml import read_yaml, yaml_text
from tests.methods.questionnaires.factory import asking, light, piers

SMALL = """\
code: piers
title: Piers
languages: [en, fr]
scales:
  yes_no:
    - {points: 100, label: {en: Yes, fr: Oui}}
    - {points: 0, label: No}
questions:
  - code: A1
    text: Is the pier lit?
    scale: yes_no
  - code: A2
    kind: table
    text: {en: Who may use it?, fr: Qui peut l'utiliser ?}
    items: [{code: sailors, label: Sailors}]
    scale: yes_no
    relevance: ${A1} = '100'
    evidence: {citations: 1, text: Name the article.}
    tags: {group: sailors}
"""


def written(tmp_path, text, name="piers.yaml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_as_people_write_it(tmp_path):
    questionnaire = read_yaml(written(tmp_path, SMALL))
    first, second = questionnaire.questions
    assert questionnaire.title == {"en": "Piers"}
    assert [(option.code, option.points, dict(option.label)) for option in first.options] == [
        ("100", 100.0, {"en": "Yes", "fr": "Oui"}),
        ("0", 0.0, {"en": "No"}),
    ]
    assert (second.kind, second.cells, second.tags) == (Kind.TABLE, ("sailors",), {"group": ("sailors",)})
    assert second.evidence.text == {"en": "Name the article."}


@pytest.mark.parametrize(
    "questionnaire",
    [
        piers(settings={"version": "1.10"}, extras={"xlsform": {"sheets": [{"name": "s", "rows": [["", "no"], []]}]}}),
        asking(light(section="", text={"en": "Two  blanks, no: 'quotes' # and\nlines \u0085 \u00a0, =1+1 " * 9})),
        asking(light(section="", extras={"other": {"text": {"en": "kept as it is"}}})),
        asking(light(section="", text={"fr": "En français seulement"})),
    ],
)
def test_what_is_written_is_read_back_equal(tmp_path, questionnaire):
    assert read_yaml(written(tmp_path, yaml_text(questionnaire))) == questionnaire


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("kind: table", "kind: tabel"), r'piers.yaml:13: kind: "tabel" is not known. Did you mean "table"\?'),
        (("    text: Is", "    txet: Is"), r'piers.yaml:10: "txet" is not a key that is known here.'),
        (("scale: yes_no\n    rel", "scale: yes\n    rel"), r'piers.yaml:12: The question "A2" names the scale "yes"'),
        (("code: A2", "code: A1"), r"More than one question has the code"),
        (("title: Piers", "title: Piers\ntitle: Jetties"), r"piers.yaml:3: .* already given on line 2"),
    ],
)
def test_faults_are_named_by_their_line(tmp_path, change, said):
    text = SMALL.replace(*change)
    with pytest.raises(QuestionnaireError, match=said):
        read_yaml(written(tmp_path, text))


def test_files_are_read_by_their_ending(tmp_path):
    assert read_questionnaire(written(tmp_path, SMALL, "piers.YML")).questionnaire.code == "piers"
    remarks = read_questionnaire(written(tmp_path, SMALL.replace("${A1}", "${A9}"))).remarks
    assert [problem.code for problem in remarks] == ["condition-unknown"]
    with pytest.raises(FileError, match="questionnaire-format"):
        read_questionnaire(written(tmp_path, SMALL, "piers.docx"))
