"""The explorer's addresses: one view, one address; one clear page for anything else."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from commonground.publishing.explorer.kinds import Kind

HOME = "/indices/harbour/explore"
HOSTILE = [
    "ranking?measure=" + "x" * 3_000,
    "ranking?places=" + ",".join(f"Q{n}" for n in range(10_000)),
    "ranking?places=" + ",".join(["XA"] * 1_500),
    "ranking?period=2018&period=2021",
    "ranking?places=%00&measure=%FF%FE",
    "ranking?places=,,,&marked=:&hide=",
    "ranking?weights=A:1:2&changes=::",
    "own?weights=A:1e9",
    "own?weights=A:NaN",
    "own?weights." + "A" * 2_000 + "=1",
    "own?without=overall",
    "what-if?place=XA&changes=A1:%3Cscript%3E",
    "what-if?place=XA&target=rank:nan",
    "what-if?place=XA&target=rank:0.5",
    "what-if?place=XA&target=score:99999999999",
    "scatter?against=../../etc",
    "line?since=2024&period=2018",
    "nothing",
    "ranking.png?width=10000",
    "table.svg",
    "ranking?mark=%3Cimg%3E",
]


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("form", ["", ".json", ".csv", ".xlsx"])
def test_every_view_answers_in_every_form(reader, kind, form):
    response = reader.get(f"{HOME}/{kind}{form}")
    assert response.status_code == 200
    assert len(response.content) > 300


@pytest.mark.parametrize("kind", Kind)
def test_a_page_needs_few_queries_and_weighs_little(reader, kind):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = reader.get(f"{HOME}/{kind}", headers={"accept-encoding": "gzip"})
    assert len(queries) <= 20
    assert len(response.content) < 40_000


def test_the_way_in_is_the_ranking(reader):
    assert reader.get(HOME).headers["Location"] == f"{HOME}/ranking"
    assert reader.get("/indices/harbour@1/explore").headers["Location"] == "/indices/harbour@1/explore/ranking"


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ("ranking?places=XB&places=XA", "ranking?places=XB,XA"),
        ("ranking?measure=&period=", "ranking"),
        ("ranking?unknown=1", "ranking"),
        ("ranking?mark=aldervane&marked=XB", "ranking?marked=XB,XA"),
        ("ranking?mark=XB", "ranking?marked=XB"),
        ("own?weights.A=2.0&weights.B=", "own?weights=A:2"),
        ("what-if?place=XA&target=rank&reach=5", "what-if?place=XA&target=rank:5"),
        ("what-if?place=XA&target=rank&reach=", "what-if?place=XA"),
        ("ranking?measure=A,B&since=2018&place=XA&changes=A1:full&weights=A:2&without=B1", "ranking?measure=A"),
        ("what-if?places=XB,XC&marked=XB&place=XA", "what-if?place=XA"),
        ("ranking?places=XB&places=XA&embed=1", "ranking?places=XB,XA&embed=1"),
    ],
)
def test_a_form_leads_to_the_one_address_of_its_view(reader, asked, there):
    response = reader.get(f"{HOME}/{asked}")
    assert response.headers["Location"] == f"{HOME}/{there}"
    assert reader.get(response.headers["Location"]).status_code == 200


def test_an_address_written_otherwise_is_the_same_address(reader):
    assert reader.get(f"{HOME}/ranking?places={quote('group:inner-shore', safe='')}").status_code == 200


def test_the_ways_to_other_views_carry_what_those_use(reader):
    page = reader.get(f"{HOME}/what-if?measure=A&place=XA").content.decode()
    assert f'href="{HOME}/ranking?measure=A"' in page
    assert f'href="{HOME}/own?measure=A"' in page


def test_ranks_among_some_of_the_places_say_so_on_the_page_and_in_files(reader):
    page = reader.get(f"{HOME}/ranking?places=XA,XB,XC").content.decode()
    assert page.index("Rank of 3<") < page.index("Rank of 24<")
    assert "The first rank is among the places shown" in page
    assert "Ranks are among the places shown" in reader.get(f"{HOME}/own?places=XA,XB,XC").content.decode()
    lines = list(csv.DictReader(io.StringIO(reader.get(f"{HOME}/ranking.csv?places=XA,XB,XC").content.decode())))
    whole = {
        row["code"]: row for row in csv.DictReader(io.StringIO(reader.get(f"{HOME}/ranking.csv").content.decode()))
    }
    assert sorted(row["rank_among_shown"] for row in lines) == ["1", "2", "3"]
    assert all(row["rank_among_all"] == whole[row["code"]]["rank"] for row in lines)


@pytest.mark.parametrize("address", HOSTILE)
def test_a_hostile_address_gets_one_clear_page(reader, address):
    response = reader.get(f"{HOME}/{address}")
    while response.status_code == 302:
        response = reader.get(response.headers["Location"])
    assert response.status_code in {200, 404}
    assert b"<script>" not in response.content
    assert b"<img>" not in response.content


def test_an_unknown_word_says_what_there_is(reader):
    response = reader.get(f"{HOME}/ranking?places=XAA")
    assert response.status_code == 404
    assert b"Did you mean" in response.content
    assert f'href="{HOME}/radar"'.encode() in response.content
    assert reader.get(f"{HOME}/ranking.json?places=XAA").json()["error"]


def test_only_an_embed_may_be_framed(reader):
    page, embed = reader.get(f"{HOME}/ranking"), reader.get(f"{HOME}/ranking?embed=1")
    assert page.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in embed.headers
    assert "frame-ancestors *" in embed.headers["Content-Security-Policy"]
    assert b"<form" not in embed.content
    assert b"/explore/ranking" in embed.content


def test_a_pinned_view_is_kept_for_a_year_and_names_its_edition(reader):
    response = reader.get("/indices/harbour@1/explore/ranking.csv")
    assert "immutable" in response.headers["Cache-Control"]
    assert b"harbour@1" in response.content
    assert b"CC BY 4.0" in response.content


@pytest.mark.parametrize(
    ("asked", "measure", "since"),
    [("ranking", "Work", None), ("change", "Work", "2018"), ("scatter", "Work / School", None)],
)
def test_every_row_of_a_file_says_measure_period_source_edition_licence_and_date(reader, asked, measure, since):
    query = "measure=A&period=2021" + ("&against=B" if asked == "scatter" else "")
    lines = csv.DictReader(io.StringIO(reader.get(f"{HOME}/{asked}.csv?{query}").content.decode()))
    book = load_workbook(io.BytesIO(reader.get(f"{HOME}/{asked}.xlsx?{query}").content)).active
    head, *rows = book.iter_rows()
    names = [cell.value for cell in head]
    for row, line in zip(rows, lines, strict=True):
        found = {name: cell.value for name, cell in zip(names, row, strict=True)}
        assert (found["measure"], found["since"], found["period"]) == (measure, since, "2021")
        assert (found["index_title"], found["index_edition"], found["data_licence"]) == (
            "Harbour Index 2024", "harbour@1", "CC BY 4.0",
        )  # fmt: skip
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", found["published"])
        assert line.keys() == found.keys()
        assert float(line[names[2]]) == pytest.approx(found[names[2]], abs=1e-12)
        assert {cell.number_format for cell in row if isinstance(cell.value, float)} <= {"0.0", "0%"}
    page = reader.get(f"{HOME}/{asked}.json?{query}").json()
    assert (page["measures"], page["period"]["label"], page["licence"]) == (measure.split(" / "), "2021", "CC BY 4.0")
    assert page["edition"]["published"]


@pytest.mark.parametrize("form", ["csv", "json"])
@pytest.mark.parametrize("kind", ["own", "what-if"])
def test_downloads_of_an_own_index_say_that_it_is_not_the_official_one(reader, kind, form):
    content = reader.get(f"{HOME}/{kind}.{form}").content.decode()
    assert "official" in content
    assert '"official": false' in content or "False" in content
    page = reader.get(f"{HOME}/{kind}").content.decode()
    assert "Not the official index" in page


def test_json_carries_the_finding_with_its_cells(reader):
    found = json.loads(reader.get(f"{HOME}/ranking.json").content)
    assert found["chart"]["finding"]["cells"][0]["node"] == "overall"
    assert found["pinned"] == "/indices/harbour@1/explore/ranking"
    assert found["licence"] == "CC BY 4.0"


@pytest.mark.parametrize(("form", "start"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_a_view_is_a_picture(reader, form, start):
    response = reader.get(f"{HOME}/ranking.{form}?places=XA,XB,XC&width=360")
    assert response.status_code == 200
    assert response.content.startswith(start)


def test_a_private_index_has_no_explorer_for_strangers(db, reader):
    assert reader.get("/indices/nowhere/explore").status_code == 404
    assert reader.get("/indices/nowhere/explore/ranking").status_code == 404


def test_the_boundary_policy_is_a_page(reader):
    assert b"Kosovo" in reader.get("/maps/boundaries").content


@pytest.mark.parametrize("address", ["", "/areas/E", "/groups/inner-shore"])
def test_a_page_leads_to_the_views_of_its_own_periods(reader, address):
    page = reader.get(f"/indices/harbour{address}", {"period": "2021"}).content.decode()
    ways = re.findall(r'href="([^"]*/explore/(?:change|ranking)\?[^"]*)"', page)
    assert ways
    for way in map(html.unescape, ways):
        found = reader.get(way)
        assert found.status_code == 200
        assert "period=2021" in way
        assert ("since=2018" in way) == ("/change?" in way)


def test_the_menu_of_an_index_is_the_same_in_the_explorer(reader):
    menus = [
        re.findall(r">([^<]+)</a>", reader.get(address).content.decode().split('<nav id="menu"')[1].split("</nav>")[0])
        for address in ("/indices/harbour", f"{HOME}/ranking?period=2021")
    ]
    assert menus[0] == menus[1]
    assert "Questions" in menus[0]


def test_a_place_leads_to_its_what_if(reader):
    page = reader.get("/indices/harbour/places/XK?period=2021").content.decode()
    way = html.unescape(re.search(r'href="([^"]*/explore/what-if[^"]*)"', page)[1])
    assert reader.get(way).context["page"].form.whose in page
