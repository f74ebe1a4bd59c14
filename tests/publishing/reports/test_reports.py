"""Every report in every form and language: tagged, whole, withheld like its edition, and under one address for ever."""

from __future__ import annotations

import io
import os
import pickle
import re
import subprocess
import sys
from collections import Counter
from hashlib import sha256

import docx
import page as checker
import pptx
import pypdf
import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.utils import translation

from commonground.core.models import AuditEntry
from commonground.core.typesetting import LettersError
from commonground.publishing.actions.reports import write_plan
from commonground.publishing.models import ReportPlan
from commonground.publishing.reports.build import build
from commonground.publishing.reports.content import Picture, Table
from commonground.publishing.reports.kinds import SECTIONS, Kind, languages
from commonground.publishing.reports.plans import default, plan_of
from commonground.publishing.reports.writers import TYPES, written
from commonground.publishing.reports.writers.drawings import png
from commonground.scores.importers import import_numeric
from commonground.site import messages
from tests.publishing.reading import of_everybody
from tests.support.numeric import reefs
from tests.support.teams import account, client, team

ANEW = """
import pickle, sys
from hashlib import sha256
from pathlib import Path
from commonground.cli.django import set_up
set_up()
from commonground.publishing.reports.writers import TYPES, written
for report in pickle.loads(Path(sys.argv[1]).read_bytes()):
    print(*(sha256(written(report, form)).hexdigest() for form in TYPES))
"""
"""Another process, which writes the reports once more."""
SITE = "https://scores.example"
KINDS = [(Kind.PROFILE, "XC"), (Kind.COMPARATIVE, ""), (Kind.AREA, "E"), (Kind.SHEET, "XC"), (Kind.PRESS, "")]
PARTS = {"gettext": 1, "ngettext": 2, "pgettext": 2, "npgettext": 3}
"""How many arguments make up a message."""


def report(book, kind, of="", language="en"):
    return build(book, default(kind, language, of), of=of, site=SITE)


def tags(content: bytes, said: str = "/S") -> Counter[str]:
    """How often each tag, or else each ``said``, stands in the structure of a PDF."""
    found: Counter[str] = Counter()
    stack = [pypdf.PdfReader(io.BytesIO(content)).trailer["/Root"]["/StructTreeRoot"]]
    while stack:
        node = stack.pop().get_object()
        if isinstance(node, pypdf.generic.DictionaryObject):
            found[str(node.get(said, ""))] += 1
            node = node.get("/K", pypdf.generic.ArrayObject())
        if isinstance(node, pypdf.generic.ArrayObject):
            stack += node
        elif isinstance(node, pypdf.generic.DictionaryObject):
            stack.append(node)
    return found


@pytest.mark.once
@pytest.mark.parametrize(("kind", "of"), KINDS)
@pytest.mark.parametrize("language", languages())
def test_a_pdf_is_tagged_and_no_checker_finds_an_error(book, kind, of, language):
    made = report(book, kind, of, language)
    content = written(made, "pdf")
    found = checker.validate_pdf_bytes(content, profile=checker.ValidationProfile.PDF_UA_1)
    assert list(found.failures) == []
    read = pypdf.PdfReader(io.BytesIO(content))
    assert read.trailer["/Root"]["/Lang"] == language
    counted, blocks = tags(content), [block for section in made.sections for block in section.blocks]
    tables = [block for block in blocks if isinstance(block, Table)]
    assert counted["/Table"] == len(tables)
    assert counted["/TH"] == sum(len(table.columns) for table in tables)
    assert counted["/Figure"] == sum(isinstance(block, Picture) for block in blocks)
    assert (counted["/TOC"] > 0) == made.whole
    assert kind is not Kind.SHEET or len(read.pages) == 1


@pytest.mark.once
@pytest.mark.parametrize(("kind", "of"), KINDS)
def test_word_html_and_slides_say_the_same(book, kind, of):
    made = report(book, kind, of)
    tables = [block for section in made.sections for block in section.blocks if isinstance(block, Table)]
    pictures = [block for section in made.sections for block in section.blocks if isinstance(block, Picture)]
    word = docx.Document(io.BytesIO(written(made, "docx")))
    said = "\n".join(each.text for each in word.paragraphs)
    assert len(word.tables) == len(tables)
    assert len(word.inline_shapes) == len(pictures)
    html = written(made, "html").decode()
    assert html.count("<table>") == len(tables)
    for section in made.sections:
        assert section.title in said
        assert f">{section.title}</h2>" in html
    for term, words in made.about:
        assert f"{term}: {words}" in said
    deck = pptx.Presentation(io.BytesIO(written(made, "pptx")))
    shapes = [shape for slide in deck.slides for shape in slide.shapes]
    assert any(shape.has_table for shape in shapes)
    wanted = any(column.kind == "plot" for table in tables for column in table.columns) or pictures
    assert any(shape.has_chart for shape in shapes) == bool(wanted)
    assert [slide for slide in deck.slides if not slide.shapes.title.text_frame.text] == []


@pytest.fixture
def asked(monkeypatch):
    """Every message whose translation is asked for."""
    found = set()

    def record(name):
        real = getattr(translation._trans, name)

        def ask(*parts):
            context, *texts = map(str, parts[: PARTS[name]]) if "p" in name else (None, *map(str, parts[: PARTS[name]]))
            found.add((texts[0] if len(texts) == 1 else tuple(texts), context))
            return real(*parts)

        monkeypatch.setattr(translation._trans, name, ask)

    for name in PARTS:
        record(name)
    return found


@pytest.mark.once
def test_no_report_has_a_word_of_ours_that_its_language_lacks(book, tmp_path, asked):
    reef = of_everybody(import_numeric(index=reefs(tmp_path)).edition)
    asked.clear()
    for kind, of in KINDS:
        report(book, kind, of, "de")
        report(reef, kind, {"XC": "RC", "E": "water"}.get(of, of), "de")
    english = {section.title for section in report(book, Kind.SHEET, "XC").sections}
    for language in set(languages()) - {"en"}:
        sheet = report(book, Kind.SHEET, "XC", language)
        assert not english & {section.title for section in sheet.sections}
        assert len(pypdf.PdfReader(io.BytesIO(written(sheet, "pdf"))).pages) == 1
        for form in ("docx", "html", "pptx"):
            written(sheet, form)
        assert asked - set(messages.found(language)) == set(), "name its module in messages.PRINTED"
    assert len(asked) > 150


def test_every_form_speaks_arabic_from_right_to_left(book):
    made = report(book, Kind.PROFILE, "XC", "ar")
    html = written(made, "html").decode()
    assert '<html lang="ar" dir="rtl">' in html
    area = book.node(book.framework.areas[0]).title
    assert f'<th scope="row" lang="en" dir="ltr">{area}</th>' in html
    assert f'<h3 lang="en" dir="ltr">{area}</h3>' in html
    heat = written(report(book, Kind.COMPARATIVE, language="ar"), "html").decode()
    assert f'<th scope="col" class="heads" lang="en" dir="ltr">{area}</th>' in heat
    assert '<th scope="row" lang=' not in written(report(book, Kind.PROFILE, "XC"), "html").decode()
    assert f'<span lang="en" dir="ltr">{made.index}</span>' in html
    assert "en" in tags(written(made, "pdf"), "/Lang")
    assert "en" not in tags(written(report(book, Kind.PROFILE, "XC"), "pdf"), "/Lang")
    deck = pptx.Presentation(io.BytesIO(written(made, "pptx")))
    cells = [shape.table.cell(1, 0) for slide in deck.slides for shape in slide.shapes if shape.has_table]
    assert [cell for cell in cells if 'lang="en"' in cell._tc.xml and area in cell.text]
    word = docx.Document(io.BytesIO(written(made, "docx")))
    assert f'<w:lang w:val="en"/></w:rPr><w:t>{area}<' in re.sub(r"\n\s*", "", word.element.xml)
    assert all("w:bidiVisual" in table._tbl.xml for table in word.tables)
    deck = pptx.Presentation(io.BytesIO(written(made, "pptx")))
    tables = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    assert {table._tbl.tblPr.get("rtl") for table in tables} == {"1"}


def test_a_picture_whose_letters_no_font_has_is_an_error(book):
    book.places["XC"].name = "高山"
    made = report(book, Kind.SHEET, "XC")
    drawn = next(block for section in made.sections for block in section.blocks if isinstance(block, Picture))
    with pytest.raises(LettersError):
        written(made, "pdf")
    with pytest.raises(LettersError):
        png(drawn)


def test_the_same_report_is_the_same_file_in_another_process(book, tmp_path):
    made = [report(book, Kind.SHEET, "XC")]
    book.places["XC"].name = "السويد"
    made.append(report(book, Kind.PROFILE, "XC", "ar"))
    sums = [sha256(written(each, form)).hexdigest() for each in made for form in TYPES]
    kept = tmp_path / "reports"
    kept.write_bytes(pickle.dumps(made))
    other = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland"}
    done = subprocess.run([sys.executable, "-c", ANEW, kept], env=other, check=True, capture_output=True, text=True)
    assert done.stdout.split() == sums


@pytest.fixture
def ports(db):
    return team("ports", "Quay")


def test_editors_choose_sections_and_say_something(ports):
    opened = of_everybody(ports.edition)
    kept = {"kind": Kind.PROFILE, "language": "en"}
    with pytest.raises(PermissionDenied):
        write_plan(opened=opened, **kept, of="", sections=[], texts={}, by=account("stranger"))
    chosen = ["answers", "glance", "nowhere"]
    write_plan(
        opened=opened, **kept, of="", sections=chosen, texts={"glance": " Our word.\n\nAnother. "}, by=ports.member
    )
    write_plan(opened=opened, **kept, of="XA", sections=["glance"], texts={"foreword": " "}, by=ports.owner)
    plan = plan_of(opened, Kind.PROFILE, "en", "XB")
    assert (plan.number, plan.sections) == (1, ("answers", "glance", "method", "cite"))
    made = build(opened, plan, of="XB", site=SITE)
    assert [section.code for section in made.sections] == ["answers", "glance", "method", "cite"]
    assert made.sections[1].own == ("Our word.", "Another.")
    assert plan_of(opened, Kind.PROFILE, "en", "XA").number == 2
    assert plan_of(opened, Kind.PROFILE, "en", "XA", 1).sections[0] == "answers"
    assert plan_of(opened, Kind.PROFILE, "en", "XA", 0).sections == SECTIONS[Kind.PROFILE]
    assert plan_of(opened, Kind.PROFILE, "en", "XA", 3) is None
    assert plan_of(opened, Kind.PROFILE, "fr", "XA").number == 0
    assert AuditEntry.objects.filter(verb="set-report-plan").count() == 2
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE publishing_report_plan SET language = 'fr'")
    assert str(ReportPlan.objects.first()) == "profile en 1"


def test_the_team_plans_on_a_page(ports):
    who, address = client(ports.member), "/indices/ports@1/reports/area/plan"
    form = who.get(address).content.decode()
    assert "All reports of this kind" in form
    assert all(f">{name}</option>" in form for name in languages().values())
    posted = {"say": "fr", "in-map": "1", "at-map": "2", "in-ranking": "1", "at-ranking": "1", "at-glance": "x"}
    answer = who.post(address, {**posted, "text-ranking": "Nous le disons."})
    assert answer.headers["Location"] == f"{address}?say=fr&of="
    assert ReportPlan.objects.get().sections == ["ranking", "map", "method", "cite"]
    shown = who.get(f"{address}?say=fr").content.decode()
    assert "Nous le disons." in shown
    assert "/fr-1.pdf" in shown
    assert who.get("/indices/ports@1/reports/novel/plan").status_code == 404
    assert client(account("stranger")).get(address).status_code == 404


def test_a_report_stands_under_one_address_for_ever(reader, atlantis):
    listed = reader.get("/indices/harbour/reports").content.decode()
    assert "/indices/harbour@1/reports/profile/XC/en-0.pdf" in listed
    german = reader.get("/indices/harbour/reports?say=de").content.decode()
    assert re.findall(r"<bdi>(\w+)</bdi>", german) == list(languages().values())
    assert "/indices/harbour@1/reports/profile/XC/de-0.pdf" in german
    assert '<html lang="en-gb"' in german
    rows = reader.get("/indices/harbour/reports.json").json()["kinds"]
    assert [kind["kind"] for kind in rows] == [kind.value for kind in Kind]
    for there in ("/indices/harbour/reports/sheet/XC/fr.html", "/indices/harbour/reports/sheet/XC/fr-0.html"):
        answer = reader.get(there)
        assert answer.headers["Location"] == "/indices/harbour@1/reports/sheet/XC/fr-0.html"
        assert "immutable" not in answer.headers["Cache-Control"]
    answer = reader.get("/indices/harbour@1/reports/sheet/XC/fr-0.html")
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Disposition"] == 'inline; filename="harbour-1-sheet-XC-fr.html"'
    again = reader.get("/indices/harbour@1/reports/sheet/XC/fr-0.html", headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304
    table = reader.get("/indices/harbour@1/reports/press/all/en-0.docx")
    assert table.headers["Content-Disposition"].startswith("attachment")
    assert reader.get("/indices/harbour@1/reports/press/all/en-1.pdf").status_code == 404
    for lost in ("novel/XC/en", "profile/ZZ/en", "profile/XC/xx", "press/XC/en", "press/all/en.odt"):
        answer = reader.get(f"/indices/harbour@1/reports/{lost}" + ("" if "." in lost else ".pdf"))
        assert answer.status_code == 404
        assert "The list shows" in answer.content.decode()
    assert reader.get("/indices/nowhere/reports/press/all/en.pdf").status_code == 404
    for page in ("places/XC", "areas/E"):
        links = re.findall(
            r'href="(/indices/harbour/reports/[^"]+)"', reader.get(f"/indices/harbour/{page}").content.decode()
        )
        assert reader.get(links[0]).status_code == 302


def test_letters_that_no_face_has_are_said(reader, atlantis):
    from commonground.core.models import Place  # noqa: PLC0415 -- needs Django set up

    Place.objects.filter(code="XC").update(name="高山")
    answer = reader.get("/indices/harbour@1/reports/sheet/XC/en-0.pdf")
    assert answer.status_code == 404
    assert "do not have" in answer.content.decode()
