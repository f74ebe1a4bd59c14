"""Files made to harm whoever opens them: refused within two seconds and 300 MB, in one clear error, nothing written."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest

from commonground.core.models import AuditEntry
from commonground.fieldwork.actions import offline
from commonground.fieldwork.models import ReturnedWorkbook
from commonground.instruments.importers import import_questionnaire
from commonground.instruments.models import Index
from commonground.methods.errors import CommongroundError
from commonground.methods.questionnaires import ExpressionError
from commonground.methods.questionnaires.expressions import compile_expression
from commonground.methods.questionnaires.files import read_questionnaire
from commonground.responses.models import Revision
from tests.fieldwork.factories import harbour
from tests.methods.offline.factory import row, saved
from tests.security.attacks import DEEP, EXPRESSIONS, LONGEST_S, MOST_MEGABYTES, PARTS, Cost, cost, form, planted

HEADER = ("Section ID", "Question ID", "Question", "Type", "Parent ID", "Option0")


def is_refused(found: Cost) -> bool:
    return len(found.codes) == 1 and found.codes[0].islower() and within_bounds(found)


def within_bounds(found: Cost) -> bool:
    return found.seconds < LONGEST_S and found.megabytes < MOST_MEGABYTES


@pytest.mark.parametrize("attack", PARTS)
def test_a_workbook_that_was_sent_back_is_refused(tmp_path, attack):
    part, content = PARTS[attack]
    found = cost("book", planted(saved(tmp_path, row("A1")), tmp_path / "planted.xlsx", part, content()))
    assert is_refused(found), found


@pytest.mark.parametrize("attack", PARTS)
def test_a_form_is_refused(tmp_path, attack):
    part, content = PARTS[attack]
    source = form(tmp_path / "form.xlsx", ("text", "a", "A"))
    found = cost("questionnaire", planted(source, tmp_path / "planted.xlsx", part, content()))
    assert is_refused(found), found


@pytest.mark.parametrize(
    "attack", ["a file of the server, in the texts", "a sheet of 100 MB", "a hundred thousand sheets"]
)
@pytest.mark.django_db
def test_nothing_of_a_refused_workbook_is_kept(tmp_path, attack):
    port = harbour()
    part = port.agreed("ada", "coding")
    user, (name, content) = port.user("ada"), PARTS[attack]
    source = tmp_path / "source.xlsx"
    source.write_bytes(offline.assignment_workbook(assignment=part, by=user))
    bad = planted(source, tmp_path / "bad.xlsx", name, content()).read_bytes()
    entries = AuditEntry.objects.count()
    with pytest.raises(CommongroundError) as refused:
        offline.receive(assignment=part, name="bad.xlsx", content=bad, by=user)
    assert len(refused.value.problems) == 1
    assert "root:" not in str(refused.value)
    assert (ReturnedWorkbook.objects.count(), Revision.objects.count()) == (0, 0)
    assert AuditEntry.objects.count() == entries


@pytest.mark.parametrize("kind", EXPRESSIONS)
def test_a_deep_expression_is_never_run(kind):
    with pytest.raises(ExpressionError) as refused:
        compile_expression(EXPRESSIONS[kind])
    assert len(refused.value.problems) == 1
    assert len(str(refused.value)) < 500


@pytest.mark.parametrize("kind", EXPRESSIONS)
def test_a_form_with_a_deep_expression_costs_little_and_the_expression_is_named(tmp_path, kind):
    cell = EXPRESSIONS[kind][:32_000]
    path = form(tmp_path / "form.xlsx", ("text", "a", "A"), ("text", "b", "B", cell), ("text", "c", "C", "", cell))
    found = cost("questionnaire", path)
    assert within_bounds(found), found
    if not found.codes:
        codes = {remark.code for remark in read_questionnaire(path).remarks}
        assert codes & {"expression-too-large", "expression-syntax", "expression-function"}


def groups(folder: Path) -> Path:
    begun = [("begin group", f"g{at}", f"G{at}") for at in range(DEEP // 2)]
    return form(folder / "deep.xlsx", *begun, ("text", "a", "A"), *[("end group",)] * len(begun))


def table(folder: Path, *rows: tuple[str, ...]) -> Path:
    path = folder / "questions.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows((HEADER, *rows))
    return path


def chain(folder: Path) -> Path:
    return table(folder, *((("S", f"Q{at}", "q", "Text", f"Q{at + 1}", "")) for at in range(DEEP)))


def circle(folder: Path) -> Path:
    return table(folder, ("S", "A", "q", "Text", "A", ""))


def many_rows(folder: Path) -> Path:
    return table(folder, *((("S", f"A{at}", "q", "Radio", "", "1")) for at in range(400_000)))


def long_field(folder: Path) -> Path:
    return table(folder, ("S", "A", "q" * 14_000_000, "Text", "", "1"))


@pytest.mark.parametrize("made", [groups, chain, circle, many_rows, long_field])
def test_a_questionnaire_too_deep_or_too_large_is_refused(tmp_path, made):
    found = cost("questionnaire", made(tmp_path))
    assert is_refused(found), found


@pytest.mark.parametrize("made", [groups, chain, many_rows])
@pytest.mark.django_db
def test_nothing_of_a_refused_questionnaire_is_kept(tmp_path, made):
    with pytest.raises(CommongroundError):
        import_questionnaire(file=made(tmp_path), index="harm")
    assert not Index.objects.exists()


def test_an_honest_form_and_workbook_are_read(tmp_path):
    """So that the attacks above fail for what they are."""
    assert cost("questionnaire", form(tmp_path / "form.xlsx", ("text", "a", "A"))).codes == []
    assert cost("book", saved(tmp_path, row("A1"))).codes == []
    with zipfile.ZipFile(io.BytesIO((tmp_path / "book.xlsx").read_bytes())) as archive:
        assert {part for part, _ in PARTS.values()} <= set(archive.namelist())
