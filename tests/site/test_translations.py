"""Every word that people read has its French and its Arabic, with the same variables and the same tags in it.

What a report can print has its German, Spanish and Italian too; ``tests/publishing/reports`` prints them all.
"""

from __future__ import annotations

import ast
import os
import pickle
import re
import shutil

import pytest
from babel.messages.pofile import read_po
from django.utils import translation

from commonground.core.models import User
from commonground.core.sentences import spoken, told
from commonground.methods.errors import Problem
from commonground.methods.sentences import Sentence
from commonground.site import messages, translations
from commonground.site.translations import SOURCES, compiled
from tests.support.teams import account, client

PLURALS = {"fr": 2, "ar": 6, "de": 2, "es": 2, "it": 2}
VARIABLE = re.compile(r"%\((\w+)\)[sd]")
TAG = re.compile(r"<[^>]+>")


def catalogue(language: str):
    with (SOURCES / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language)


@pytest.mark.parametrize("language", PLURALS)
def test_the_catalogue_has_every_message_of_the_code_and_no_other(language):
    known = {message.id for message in catalogue(language) if message.id}
    wanted = {message for message, _context in messages.found(language)}
    assert sorted(map(str, wanted - known)) == [], "python -m commonground.site.messages adds them"
    assert sorted(map(str, known - wanted)) == [], "python -m commonground.site.messages takes them out"


def test_no_message_stands_within_another_string_where_the_catalogues_do_not_see_it():
    hidden = [
        f"{path.name}:{call.lineno}"
        for path in sorted(messages.ROOT.rglob("*.py"))
        for text in ast.walk(ast.parse(path.read_text()))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in messages.FUNCTIONS
    ]
    assert hidden == [], "give it a name before the string"


@pytest.mark.parametrize("language", PLURALS)
def test_every_message_is_translated_with_all_that_is_in_it(language):
    wrong = []
    for message in catalogue(language):
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        said = message.string if isinstance(message.string, tuple) else (message.string,)
        names = {name for each in ids for name in VARIABLE.findall(each)}
        for each in said if message.id else ():
            # A number may be said in a word: "one question".
            lost = names - set(VARIABLE.findall(each)) if len(said) == 1 else set()
            strange = set(VARIABLE.findall(each)) - names
            tags = TAG.findall(each) != TAG.findall(ids[-1])
            if not each or lost or strange or tags:
                wrong.append((ids[0], each))
    assert wrong == []


@pytest.mark.parametrize("language", PLURALS)
def test_the_rule_of_plurals_is_djangos(language):
    assert catalogue(language).num_plurals == PLURALS[language]
    with translation.override(language):
        forms = {translation.ngettext("%(count)s question", "%(count)s questions", n) for n in (0, 1, 2, 5, 11, 100)}
    assert len(forms) == PLURALS[language]


def test_what_changed_is_compiled_and_what_did_not_is_left_alone(tmp_path, monkeypatch):
    sources = tmp_path / "sources"
    shutil.copytree(SOURCES, sources)
    monkeypatch.setattr(translations, "SOURCES", sources)
    first = {path: path.stat().st_mtime_ns for path in compiled(tmp_path / "out").rglob("*.mo")}
    assert len(first) == len(PLURALS)
    source = sources / "fr" / "LC_MESSAGES" / "django.po"
    os.utime(source, ns=(1, 1))
    compiled(tmp_path / "out")
    changed = {path.parts[-3] for path, was in first.items() if path.stat().st_mtime_ns != was}
    assert changed == {"fr"}
    assert not list(tmp_path.rglob("*.mo.*"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "language", "direction"), [("fr-CA,fr", "fr", "ltr"), ("ar", "ar", "rtl"), ("de", "en-gb", "ltr")]
)
def test_a_page_is_in_the_language_that_the_browser_asks_for(asked, language, direction):
    page = client(None).get("/accounts/login/", headers={"accept-language": asked})
    assert f'<html lang="{language}" dir="{direction}">' in page.content.decode()
    assert "Accept-Language" in page.headers["Vary"]
    assert "Cookie" in page.headers["Vary"]


@pytest.mark.django_db
def test_a_reader_chooses_a_language_and_stays_on_the_page():
    browser = client(None)
    answer = browser.post("/language/", {"language": "ar", "next": "/accounts/login/?next=/desk/"})
    assert answer.headers["Location"] == "/accounts/login/?next=/desk/"
    page = browser.get("/accounts/login/", headers={"accept-language": "fr"}).content.decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert re.findall(r'<button type="submit" name="language" value="([^"]+)"[^>]*>([^<]+)<', page) == [
        ("en-gb", "British English"),
        ("fr", "Français"),
    ]
    away = browser.post("/language/", {"language": "ar", "next": "https://thief.example/"})
    assert away.headers["Location"] == "/"
    assert browser.get("/language/").status_code == 405


@pytest.mark.django_db
def test_who_is_signed_in_is_written_to_in_the_language_chosen():
    user = account("ada")
    browser = client(user)
    browser.post("/language/", {"language": "fr"})
    assert User.objects.get().language == "fr"
    browser.post("/language/", {"language": "xx"})
    assert User.objects.get().language == "fr"


def test_what_a_page_refuses_is_said_in_the_language_of_the_page():
    rest = Sentence('There is no question "%(code)s" in version %(version)s.', code="A%1", version=2)
    whole = Sentence("The expression %(expression)s %(message)s", expression='"x"', message=Sentence("is not a date."))
    with translation.override("fr"):
        assert spoken(rest) == "Il n’y a pas de question « A%1 » dans la version 2."
        assert spoken(whole) == 'L’expression "x" n’est pas une date.'
        problem = Problem(code="x", message=Sentence("No hours are stated."), remedy="As it was written.")
        assert told(problem) == "Aucune heure n’est indiquée. As it was written."
    assert (rest, spoken(rest)) == ('There is no question "A%1" in version 2.',) * 2
    assert pickle.loads(pickle.dumps(whole)).parts["message"].template == "is not a date."  # noqa: S301 -- our own


ROOMS = (
    "core",
    "fieldwork",
    "instruments",
    "library",
    "responses",
    "methods/questionnaires",
    "methods/tables",
    "methods/offline",
    "methods/index/checks",
)
ELSEWHERE = {"backup", "sending.py", "health.py", "audit.py", "bundle.py", "published.py", "ratings.py"}
"""What only commands say."""
REFUSALS = {
    "Problem",
    "refuse",
    "_refuse",
    "refusal",
    "_problem",
    "problem",
    "bomb",
    "too_deep",
    "_wrong",
    "_impossible",
    "_refusal",
}


def refusals():
    """Every text that stands in a refusal of the rooms whose pages show them, with its place."""
    for path in sorted(each for room in ROOMS for each in (messages.ROOT / room).rglob("*.py")):
        if ELSEWHERE & set(path.parts):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in REFUSALS:
                said = [
                    *node.args[:3],
                    *(each.value for each in node.keywords if each.arg in {"message", "remedy", "what"}),
                ]
            elif isinstance(node, ast.Assign) and {getattr(each, "id", "") for each in node.targets} & TEXTS:
                said = [node.value]
            else:
                continue
            yield from ((f"{path.name}:{each.lineno}", each) for each in said)


TEXTS = {"message", "remedy"}


def test_no_refusal_that_a_page_shows_is_written_past_the_catalogues():
    bare = [
        where
        for where, node in refusals()
        for each in (node.values if isinstance(node, ast.BoolOp) else (node,))
        if (isinstance(each, ast.Constant) and " " in str(each.value))
        or (isinstance(each, ast.JoinedStr) and any(" " in str(getattr(part, "value", "")) for part in each.values))
    ]
    assert bare == [], "write Sentence(...), so that the catalogues know it"


def test_every_page_says_problems_in_its_language():
    shown = re.compile(r"\{\{ [^}]*\.(?:message|remedy) \}\}")
    wrong = [path.name for path in messages.ROOT.rglob("templates/**/*.html") if shown.search(path.read_text())]
    assert wrong == [], "write {{ problem.message|spoken }}"
