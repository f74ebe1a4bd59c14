"""Every page answers as HTML, JSON and CSV, with the engine's figures, in few queries."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import asdict
from html import escape, unescape

import pytest

from commonground.publishing.explorer.kinds import Kind
from commonground.scores.models import Edition, Examination

PAGES = (
    "/indices/harbour",
    "/indices/harbour@1",
    "/indices/harbour/places/XK",
    "/indices/harbour/places/XK/E1",
    "/indices/harbour/places/XK/E",
    "/indices/harbour/places/XK/overall",
    "/indices/harbour/indicators/E1",
    "/indices/harbour/areas/E",
    "/indices/harbour/areas/overall_no_voice",
    "/indices/harbour/compare",
    "/indices/harbour/compare/XK/XC",
    "/indices/harbour/examination",
    "/indices/harbour/editions",
    "/indices/harbour/audit",
)
MOST = 150_000


def rows(response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(response.content.decode())))


@pytest.mark.parametrize("address", ["/", *PAGES])
def test_every_page_answers_in_few_queries_and_says_that_it_is_fictional(
    reader, address, django_assert_max_num_queries
):
    with django_assert_max_num_queries(20):
        response = reader.get(address)
    assert response.status_code == 200
    text = response.content.decode()
    assert "all its places, laws and figures are invented" in text
    assert "{{" not in text
    assert "{%" not in text
    assert len(response.content) < MOST


@pytest.mark.parametrize("period", ["2018", "2021"])
@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_every_period(reader, address, period):
    assert reader.get(address, {"period": period}).status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_json_and_csv_name_their_origin(reader, address):
    document = json.loads(reader.get(f"{address}.json").content)
    assert document["notice"] == "Fictional data"
    assert document["edition"]["index"] == "harbour"
    for row in rows(reader.get(f"{address}.csv")):
        assert (row["index_edition"], row["data_licence"], row["fictional_data"]) == ("harbour@1", "CC BY 4.0", "True")


def test_the_home_page_lists_the_index_in_all_forms(reader):
    document = json.loads(reader.get("/index.json").content)
    assert [(entry["index"], entry["fictional"]) for entry in document["indices"]] == [("harbour", True)]
    assert rows(reader.get("/index.csv"))[0]["questions"] == "30"


def test_the_ranking_in_csv_and_json_is_the_engine_s_at_full_precision(reader, book):
    document = json.loads(reader.get("/indices/harbour.json").content)
    table = rows(reader.get("/indices/harbour.csv"))
    for row, entry in zip(table, document["ranking"], strict=True):
        value = book.card["overall", row["place"], "2024"]
        assert row["score"] == repr(value)
        assert entry["figure"]["score"] == value
        assert [float(row[area]) for area in "ABCDE"] == [book.card[area, row["place"], "2024"] for area in "ABCDE"]


def test_a_trace_in_json_is_the_engine_s(reader, book):
    document = json.loads(reader.get("/indices/harbour/places/XK/E1.json?period=2021").content)
    values = [step["value"] for step in document["ladder"]["steps"]]
    assert values == [book.card[code, "XK", "2021"] for code in ("E1", "E", "overall")]


def test_the_audit_lists_the_figure_with_swapped_digits(reader):
    found = rows(reader.get("/indices/harbour/audit.csv"))
    assert [row["kind"] for row in found].count("mismatch") == 1
    text = reader.get("/indices/harbour/audit").content.decode()
    assert "501 of 502 published figures" in text


@pytest.mark.parametrize(
    "address",
    [
        "/indices/nowhere",
        "/indices/harbour@2",
        "/indices/harbour@0",
        "/indices/harbour/places/ZZ",
        "/indices/harbour/places/XK/Z9",
        "/indices/harbour/indicators/E",
        "/indices/harbour/indicators/Z9",
        "/indices/harbour/areas/E1",
        "/indices/harbour/compare/XK/XK",
        "/indices/harbour/compare/XK/ZZ",
        "/indices/harbour/compare/ZZ/XK",
        "/indices/harbour/changes",
        "/indices/harbour?period=1999",
    ],
)
def test_what_does_not_exist_is_not_found_in_every_form(reader, address):
    path, _, query = address.partition("?")
    for form in ("", ".json", ".csv"):
        assert reader.get(f"{path}{form}?{query}").status_code == 404


def test_a_period_that_does_not_exist_offers_those_that_do(reader):
    text = reader.get("/indices/harbour/places/XK?period=1999").content.decode()
    assert "no period “1999”" in text
    assert 'href="/indices/harbour/places/XK?period=2021"' in text


def test_a_mistyped_place_is_met_with_a_suggestion(reader):
    text = reader.get("/indices/harbour/places/XKK").content.decode()
    assert "There is no place" in text
    assert "Did you mean" in text


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("/indices/harbour/", "/indices/harbour"),
        ("/indices/harbour/places/XK/?period=2021", "/indices/harbour/places/XK?period=2021"),
    ],
)
def test_an_address_with_a_slash_leads_to_the_one_without(reader, asked, answered):
    response = reader.get(asked)
    assert (response.status_code, response.headers["Location"]) == (301, answered)


def test_a_redirect_never_leaves_the_site(reader):
    response = reader.get("//example.org/indices/harbour/")
    assert not response.headers.get("Location", "/").startswith("//")


def test_pages_are_only_read(reader):
    assert reader.post("/indices/harbour").status_code == 405


def test_the_ranking_holds_the_interval_of_every_score_and_rank(reader, book):
    table = rows(reader.get("/indices/harbour.csv"))
    document = json.loads(reader.get("/indices/harbour.json").content)
    for row, entry in zip(table, document["ranking"], strict=True):
        interval = asdict(book.standing.interval("overall", row["place"], "2024"))
        assert entry["figure"]["interval"] == interval
        assert {name: float(row[name]) for name in interval} == interval
    assert document["varied"]["runs"] == 1000
    assert document["varied"]["assumptions"][0] == "every weight by up to 25%"


@pytest.mark.parametrize("address", ["/indices/harbour", "/indices/harbour/areas/E", "/indices/harbour/places/XK"])
def test_a_page_with_intervals_names_what_was_varied(reader, address):
    text = " ".join(reader.get(address).content.decode().split())
    assert "The line is the middle 90% of 1,000 runs in which these choices of method vary:" in text
    assert "<li>every weight by up to 25%</li>" in text
    assert "onfidence" not in text


def test_a_group_without_intervals_shows_coverage(reader):
    text = reader.get("/indices/harbour/areas/CM").content.decode()
    assert ">Coverage</th>" in text
    assert ">Interval</th>" not in text


def test_the_page_of_a_place_tells_between_which_ranks_it_stays(reader, book):
    interval = book.standing.interval("overall", "XR", "2024")
    text = reader.get("/indices/harbour/places/XR").content.decode()
    assert f"between {interval.rank_lower} and {interval.rank_upper}" in text


def test_a_pair_says_how_often_one_stands_above_the_other(reader, book):
    above = book.standing.share_above("XR", "XC", "2024")
    below = book.standing.share_above("XC", "XR", "2024")
    document = json.loads(reader.get("/indices/harbour/compare/XR/XC.json").content)
    assert (document["above"], document["below"]) == (above, below)
    assert document["finding"].startswith("Corvelle stands above Roskany in ")
    first, second, *areas = rows(reader.get("/indices/harbour/compare/XR/XC.csv"))
    assert (float(first["above"]), float(second["above"])) == (above, below)
    assert {row["above"] for row in areas} == {""}
    assert len(areas) == 10


def test_all_pairs_are_there_in_both_orders(reader, book):
    table = rows(reader.get("/indices/harbour/compare.csv"))
    assert len(table) == 24 * 23
    for row in table[:50]:
        assert float(row["above"]) == book.standing.share_above(row["place"], row["other"], "2024")


def test_the_form_leads_to_the_pair(reader):
    response = reader.get("/indices/harbour/compare", {"a": "XK", "b": "XC", "period": "2021"})
    assert response.status_code == 302
    assert response.headers["Location"] == "/indices/harbour/compare/XK/XC?period=2021"
    assert reader.get("/indices/harbour/compare", {"a": "XK", "b": "../X"}).status_code == 200


def test_the_form_offers_two_different_places(reader):
    text = reader.get("/indices/harbour/compare").content.decode()
    first, second = text.split('<select id="b"')
    assert " selected" not in first
    assert re.findall(r'<option value="(\w+)" selected>', second) == [re.findall(r'value="(\w+)"', second)[1]]


def test_all_pairs_speak_of_runs_and_of_no_line(reader):
    text = reader.get("/indices/harbour/compare").content.decode()
    assert "Each of the 1,000 runs varies these choices of method:" in text
    assert "The line is" not in text


def test_the_statistical_audit_is_worked_out_once_and_is_the_method_s(reader, atlantis, book):
    first = reader.get("/indices/harbour/examination.json").content
    assert reader.get("/indices/harbour/examination.json").content == first
    assert Examination.objects.filter(edition=atlantis).count() == 1
    found = json.loads(first)["examination"]
    assert found["seed"] == book.standing.plan.seed
    for unit in found["robustness"]["units"]:
        interval = book.standing.interval("overall", unit["unit"], "2024")
        assert (unit["lower"], unit["upper"]) == (interval.rank_lower, interval.rank_upper)
        assert unit["score_lower"] == pytest.approx(interval.score_lower, abs=1e-9)
    findings = [row["finding"] for row in rows(reader.get("/indices/harbour/examination.csv"))]
    text = unescape(reader.get("/indices/harbour/examination").content.decode())
    assert all(finding in text for finding in findings)


def test_an_edition_without_runs_shows_coverage_and_no_interval(reader, atlantis):
    atlantis.standing.delete()
    Edition.objects.filter(pk=atlantis.pk).update(inputs_hash="1" * 64)
    for address in ("/indices/harbour", "/indices/harbour/places/XK", "/indices/harbour/compare/XK/XC"):
        text = reader.get(address).content.decode()
        assert "Interval" not in text
        assert 'class="iv" x1' not in text.split("strip")[0]
    assert json.loads(reader.get("/indices/harbour/compare.json").content)["pairs"] == []
    assert "side by side" in reader.get("/indices/harbour/compare/XK/XC").content.decode()


@pytest.mark.parametrize(("language", "marks"), [("fr", ' lang="en"'), ("ar", ' lang="en" dir="ltr"'), ("en", "")])
def test_texts_of_the_index_say_their_language_where_it_is_not_the_page_s(reader, book, language, marks):
    def page(address: str) -> str:
        return reader.get(address, headers={"Accept-Language": language}).content.decode()

    question = page("/indices/harbour/indicators/E1")
    text = escape(book.framework.question("E1").text)
    heading = marks.removesuffix(' dir="ltr"')
    assert re.search(rf'<h1{heading} dir="auto"[^>]*>{re.escape(text)}</h1>', question)
    answer = page("/indices/harbour/places/XK/E1")
    assert re.search(rf'<h1{heading} dir="auto"[^>]*>', answer)
    assert re.search(rf'<td{heading} dir="auto">', answer)
    assert re.search(rf'<div{heading} dir="auto"><p>', answer)
    for address in ("/", *PAGES):
        shown = page(address)
        # Sentences are in a language of the reader's own choice, which they and the ways to the others always say.
        main = re.sub(
            r'<div class="lede" lang=.*?</details>',
            "",
            shown.partition("<main")[2].partition("</main>")[0],
            flags=re.DOTALL,
        )
        assert (marks in shown.partition("<body>")[2]) if marks else ('lang="en"' not in main)
        assert len(re.findall(r"<\w+[^<>]* dir=[^<>]* dir=", shown)) == 0


FOREIGN = (
    *(f"/indices/harbour/explore/{kind}" for kind in Kind),
    "/indices/harbour/explore/ranking?embed=1",
    "/indices/harbour/explore/what-if?place=XK&changes=E1:0&target=rank:1",
    "/indices/harbour/data",
    "/indices/harbour/reports",
    "/indices/harbour/places/XK/E1/challenge",
)


@pytest.mark.parametrize("address", FOREIGN)
def test_texts_of_the_index_are_marked_in_the_explorer_and_beside_it(reader, address):
    def page(language: str) -> str:
        response = reader.get(address, headers={"Accept-Language": language})
        assert response.status_code == 200
        return response.content.decode().partition("<main")[2].partition("</main>")[0]

    marked, english = page("ar"), page("en")
    assert marked.count(' lang="en" dir="ltr"') > english.count(' lang="en" dir="ltr"')
    assert not re.search(r"<\w+[^<>]* (dir|lang)=[^<>]* \1=", marked)
