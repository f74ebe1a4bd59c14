"""The same law is entered once; what is only alike is shown."""

from __future__ import annotations

import datetime as dt

import pytest

from commonground.core.models import AuditEntry
from commonground.library.actions import LibraryError, enter_article, enter_source, enter_version
from commonground.library.models import LegalSource
from commonground.library.queries import find_sources, in_force, likely_same, same_address, same_title, source_page

pytestmark = pytest.mark.django_db
ACT = {
    "jurisdiction": "place:isles:XA",
    "title": {"en": "Harbours Act (2019:7)", "fr": "Loi sur les ports"},
    "short": "Harbours Act",
    "url": "https://law.example.org/acts/2019-7",
    "adopted": dt.date(2019, 3, 1),
}


def enter(**changes: object) -> LegalSource:
    return enter_source(**(ACT | {"by": None} | changes))


@pytest.mark.parametrize(
    "again",
    [
        {},
        {"title": {"en": "HARBOURS  ACT (2019:7)"}},
        {"title": {"fr": "loi sur les ports"}, "short": ""},
        {"title": {"en": "Harbours Act 2019 7", "sv": "Hamnlag"}},
        {"url": "http://www.law.example.org/acts/2019-7/"},
        {"url": "https://LAW.example.org:443/acts/2019-7?utm_source=mail#part-2"},
        {"kind": "regulation", "adopted": None},
    ],
    ids=str,
)
def test_the_same_law_is_entered_once(again):
    first = enter()
    assert enter(**again) == first
    assert LegalSource.objects.count() == 1
    assert AuditEntry.objects.filter(verb="enter-source").count() == 1


@pytest.mark.parametrize(
    "other",
    [
        {"jurisdiction": "place:isles:XB"},
        {"title": {"en": "Lights Act (2020:1)"}},
        {"url": "https://law.example.org/acts/2020-1"},
        {"url": "https://law.example.org/acts/2019-7?version=2"},
        {"url": ""},
    ],
    ids=str,
)
def test_another_law_is_another(other):
    assert enter() != enter(**other)


def test_what_is_likely_the_same_is_shown_and_why():
    act = enter()
    enter(jurisdiction="place:isles:XB")
    enter(title={"en": "Fisheries Code"}, short="", url="https://law.example.org/codes/3")
    (found,) = likely_same(jurisdiction="place:isles:XA", title={"en": "Act (2019:7), Harbours"})
    assert (found.source.key, found.same_address, round(found.alike, 2)) == (act.pk, False, 1.0)
    moved = likely_same(
        jurisdiction="place:isles:XA", title={"en": "Hamnlag"}, url="http://law.example.org/acts/2019-7/"
    )
    assert [(each.source.key, each.same_address) for each in moved] == [(act.pk, True)]
    assert likely_same(jurisdiction="place:isles:XA", title={"en": "Aliens Ordinance"}) == ()


def test_a_source_is_found_by_its_words_in_any_language():
    act = enter()
    enter(jurisdiction="place:isles:XB", title={"el": "Νόμος περί λιμένων"}, short="", url="")
    assert [each.key for each in find_sources(words="LOI ports")] == [act.pk]
    assert [each.key for each in find_sources(words="example 2019")] == [act.pk]
    assert [each.title for each in find_sources(words="νομος")] == [{"el": "Νόμος περί λιμένων"}]
    assert find_sources(jurisdiction="place:isles:XB", words="ports") == ()
    assert len(find_sources()) == 2


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"url": "javascript:alert(1)"}, "source-address"),
        ({"url": "data:text/html,x"}, "source-address"),
        ({"url": "file:///etc/passwd"}, "source-address"),
        ({"url": "//law.example.org/a"}, "source-address"),
        ({"url": "https://"}, "source-address"),
        ({"url": "https://law.example.org:harbour/"}, "source-address"),
        ({"url": "https://[half/"}, "source-address"),
        ({"url": "https://law.example.org/" + "x" * 2000}, "source-address"),
        ({"title": {"en": " "}}, "source-title"),
        ({"jurisdiction": " "}, "source-jurisdiction"),
        ({"kind": "rumour"}, "source-kind"),
        ({"short": "x" * 201}, "source-short"),
    ],
)
def test_what_cannot_be_cited_does_not_enter(change, code):
    with pytest.raises(LibraryError, match=code):
        enter(**change)
    assert not LegalSource.objects.exists()


def test_a_version_is_entered_once_and_the_one_in_force_is_found():
    act = enter()
    old = enter_version(source=act, label="2019", in_force_until=dt.date(2021, 12, 31), by=None)
    new = enter_version(source=act, label="2022", in_force_from=dt.date(2022, 1, 1), by=None)
    assert enter_version(source=act, label="2022", in_force_from=dt.date(1999, 1, 1), by=None) == new
    page = source_page(act.pk)
    keys = {year: in_force(page, dt.date(year, 6, 30)).key for year in (2018, 2021, 2022, 2030)}
    assert keys == {2018: old.pk, 2021: old.pk, 2022: new.pk, 2030: new.pk}
    only_new = source_page(act.pk).versions[-1:]
    assert in_force(type(page)(line=page.line, versions=only_new), dt.date(2018, 1, 1)) is None


def test_a_version_does_not_end_before_it_begins():
    with pytest.raises(LibraryError, match="source-dates"):
        enter_version(source=enter(), in_force_from=dt.date(2022, 1, 1), in_force_until=dt.date(2021, 1, 1), by=None)


def test_an_article_is_entered_once():
    version = enter_version(source=enter(), by=None)
    five = enter_article(version=version, number="Art. 5(1)", heading="Quays", text="Quays are open.", by=None)
    assert enter_article(version=version, number="art 5 1", text="Others' words", by=None) == five
    assert enter_article(version=version, number="Art. 6", by=None) != five
    found = source_page(version.source_id).versions[0].articles
    assert [(each.number, each.heading, each.text) for each in found] == [
        ("Art. 5(1)", "Quays", "Quays are open."),
        ("Art. 6", "", ""),
    ]
    with pytest.raises(LibraryError, match="source-text"):
        enter_article(version=version, number="Art. 7", text="x" * 100_001, by=None)


def test_sources_are_called_by_their_short_name_or_by_their_title_in_a_language():
    act = enter()
    version = enter_version(source=act, label="2022", by=None)
    article = enter_article(version=version, number="Art. 5", by=None)
    assert [str(each) for each in (act, version, article)] == [
        "Harbours Act",
        "Harbours Act (2022)",
        "Harbours Act (2022), Art. 5",
    ]
    long = enter(short="", url="")
    assert (long.called("fr"), long.called("fr-be"), long.called("sv")) == (
        "Loi sur les ports",
        "Loi sur les ports",
        "Harbours Act (2019:7)",
    )
    plain = enter_version(source=long, by=None)
    assert [str(long), str(plain), str(enter_article(version=plain, by=None))] == ["Harbours Act (2019:7)"] * 3


def test_titles_are_compared_without_case_accents_and_signs_in_any_script():
    assert same_title("Loi nº 5 — Égalité!") == "loi no 5 egalite"
    assert same_title("Закон «О портах»") == "закон о портах"


def test_addresses_are_compared_without_what_makes_no_other_page():
    assert same_address("https://www.Example.org/a/?b=2&a=1&fbclid=x#c") == "example.org/a?a=1&b=2"
    assert same_address("http://example.org:8080/") == "example.org:8080"
    assert same_address("") == ""
