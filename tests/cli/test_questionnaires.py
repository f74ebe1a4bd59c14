"""Questionnaires on the command line: in, out, and two side by side."""

from __future__ import annotations

import pytest
from docx import Document

from commonground.cli import main
from commonground.instruments.models import Index
from commonground.methods.questionnaires import questionnaire_from_framework
from commonground.methods.questionnaires.xlsform.sheets import read_sheets
from commonground.methods.questionnaires.yaml import read_yaml, yaml_text
from commonground.methods.tables.write_framework import framework_text
from tests.methods.questionnaires.factory import ask, asking, piers
from tests.support.worlds import ports


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "piers.yaml"
    path.write_text(yaml_text(piers()), encoding="utf-8")
    return path


@pytest.mark.django_db
def test_a_questionnaire_comes_in_and_goes_out(file, tmp_path, capfdbinary):
    assert main(["import", "questionnaire", str(file), "--index", "piers"]) == 0
    assert (
        b"piers, questionnaire 1 (draft): 9 questions\nlanguages: en, fr; answerable here: 7\n"
        in capfdbinary.readouterr().out
    )
    index = Index.objects.get()
    assert (index.code, index.title, index.is_public) == ("piers", "Piers", False)
    assert main(["import", "questionnaire", str(file), "--index", "piers"]) == 0
    assert index.questionnaires.count() == 1
    out = tmp_path / "out.yaml"
    assert main(["export", "questionnaire", "piers", "--out", str(out)]) == 0
    assert read_yaml(out) == piers()
    capfdbinary.readouterr()
    assert main(["export", "questionnaire", "piers", "--number", "1"]) == 0
    assert capfdbinary.readouterr().out == out.read_bytes()
    form = tmp_path / "out.xlsx"
    assert main(["export", "questionnaire", "piers", "--format", "xlsform", "--out", str(form)]) == 0
    assert [sheet.name for sheet in read_sheets(form)] == ["survey", "choices", "settings"]
    assert main(["diff", "questionnaires", "piers", f"{file}"]) == 0
    assert main(["diff", "questionnaires", "piers@1", f"{form}"]) == 0
    assert capfdbinary.readouterr().out.startswith(b"7 identical, 0 reworded")


@pytest.mark.django_db
def test_a_real_form_goes_out_as_it_came_in(shared_data, tmp_path, capsys):
    form = shared_data / "forms/kobotoolbox+kpi__good_eats_multilang.xls"
    assert main(["import", "questionnaire", str(form), "--index", "eats"]) == 0
    assert "2 x This question is kept and cannot be answered here: media." in capsys.readouterr().out
    out = tmp_path / "out.xlsx"
    assert main(["export", "questionnaire", "eats", "--format", "xlsform", "--out", str(out)]) == 0
    assert read_sheets(out) == read_sheets(form)


def test_two_files_side_by_side(file, tmp_path, capsys):
    later = tmp_path / "later.yaml"
    renamed = ask("A9", text={"en": "Is the pier lit at night?"}, section="", relevance="1 = 1")
    later.write_text(yaml_text(asking(renamed, ask("Z"))), encoding="utf-8")
    assert main(["diff", "questionnaires", str(file), str(later)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "0 identical, 0 reworded, 0 remapped, 0 split, 0 merged, 0 broken, 7 removed, 2 added"
    assert said[1] == "removed: A1"
    assert said[-1] == "same words in another section, not linked: A1 / A9"
    assert main(["diff", "questionnaires", str(file), str(file)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "7 identical, 0 reworded, 0 remapped, 0 split, 0 merged, 0 broken, 0 removed, 0 added"
    ]
    later.write_text(yaml_text(asking(ask("A1"))), encoding="utf-8")
    assert main(["diff", "questionnaires", str(file), str(later)]) == 0
    assert "reworded: A1 -> A1" in capsys.readouterr().out


@pytest.mark.django_db
def test_faults_are_said_in_one_line(file, tmp_path, capsys):
    file.write_text(yaml_text(asking(ask("A", relevance="pulldata('x')"))), encoding="utf-8")
    assert main(["import", "questionnaire", str(file), "--index", "piers"]) == 0
    assert "A: The expression" in capsys.readouterr().out
    assert main(["import", "questionnaire", str(file), "--index", "No Address"]) == 1
    assert main(["export", "questionnaire", "gone"]) == 1
    assert main(["export", "questionnaire", "piers", "--out", str(tmp_path / "no" / "where.yaml")]) == 1
    assert main(["diff", "questionnaires", "gone@7", str(file)]) == 1
    errors = capsys.readouterr().err
    for said in ("index-address", "unknown-index", "cannot be written"):
        assert said in errors


@pytest.mark.django_db
def test_a_questionnaire_is_printed_in_one_of_its_languages(file, tmp_path, capsys):
    assert main(["import", "questionnaire", str(file), "--index", "piers"]) == 0
    word, paper = tmp_path / "piers.docx", tmp_path / "piers.pdf"
    assert main(["export", "questionnaire", "piers", "--language", "fr", "--out", str(word)]) == 0
    assert any("La jetée est-elle éclairée" in each.text for each in Document(str(word)).paragraphs)
    assert main(["export", "questionnaire", "piers", "--out", str(paper)]) == 0
    assert paper.read_bytes().startswith(b"%PDF")
    assert main(["export", "questionnaire", "piers", "--language", "ar", "--out", str(paper)]) == 1
    assert 'no texts in "ar"' in capsys.readouterr().err


@pytest.mark.django_db
def test_a_scoring_framework_is_imported_for_a_questionnaire_once_it_fits(tmp_path, capsys):
    asked, scored = tmp_path / "ports.yaml", tmp_path / "framework.yaml"
    asked.write_text(yaml_text(questionnaire_from_framework(ports())), encoding="utf-8")
    scored.write_text(framework_text(ports()), encoding="utf-8")
    assert main(["import", "questionnaire", str(asked), "--index", "ports"]) == 0
    command = ["import", "framework", str(scored), "--index", "ports"]
    assert main([*command, "--dry-run"]) == 0
    assert "5 questions in 2 areas; dry run, nothing was kept" in capsys.readouterr().out
    assert main([*command, "--number", "1"]) == 0
    assert "ports, questionnaire 1: 5 questions in 2 areas; framework 1" in capsys.readouterr().out
    scored.write_text(framework_text(ports()).replace("A1", "Z1"), encoding="utf-8")
    assert main(command) == 1
    assert "[scoring-question]" in capsys.readouterr().err
    assert Index.objects.get().frameworks.count() == 1
