"""The official MIPEX core set in the explorer, and its open data."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from commonground.methods.workbooks import audit, read_mipex
from commonground.publishing.bundles import bundle_files, pack, reproduce
from commonground.publishing.charts.pictures import picture
from commonground.publishing.explorer.draw import chart_of
from commonground.publishing.explorer.kinds import Kind
from commonground.publishing.explorer.page import explore_page
from commonground.publishing.explorer.scope import UnknownWordError
from commonground.publishing.explorer.supposed import way_to
from commonground.publishing.narrative.naming import named_in
from commonground.publishing.queries.bundle_content import bundle_content
from commonground.publishing.queries.cells import Wanted, scores
from commonground.publishing.queries.opened import Opened, opened
from commonground.publishing.queries.viewers import Viewer
from commonground.scores.importers import Terms, import_bundle
from tests.publishing.explorer.conftest import asked
from tests.publishing.reading import of_everybody

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def edition(shared_data, django_db_setup, django_db_blocker):
    reading = read_mipex(shared_data / "mipex/mipex_core_2007-2019.xlsx")
    with django_db_blocker.unblock(), transaction.atomic():
        terms = Terms(licence="CC BY 4.0", comments="publish")
        yield import_bundle(bundle=reading.bundle, audit=audit(reading), terms=terms).edition
        transaction.set_rollback(True)


@pytest.fixture
def mipex(db, edition) -> Opened:
    return opened(edition, Viewer(user=AnonymousUser()), latest=1, pinned=False)


@pytest.mark.parametrize("kind", Kind)
def test_every_view_of_mipex_has_rows_and_a_finding(mipex, kind):
    page = explore_page(asked(mipex, kind, "measure=b&places=group:eu"))
    assert page.chart.rows
    assert page.chart.finding.text
    assert any(isinstance(value, float) for row in page.chart.rows for value in row.values)


def test_the_european_union_is_what_it_was_at_the_time(mipex):
    assert "GB" in asked(mipex, "ranking", "places=group:eu&period=2019").places
    assert "GB" not in asked(mipex, "ranking", "places=group:eu&period=2020").places
    assert "HR" not in asked(mipex, "ranking", "places=group:eu&period=2012").places
    assert len(asked(mipex, "ranking", "places=group:eu&period=2019").places) == 28
    for period in ("2012", "2019", "2020"):
        said = asked(mipex, "ranking", f"places=group:EU&period={period}")
        rows = scores(mipex, Wanted(groups=["Eu"], periods=[period], nodes=[mipex.headline]), 0, 500).rows
        assert said.view.places == ("group:eu",)
        found = said.scores(mipex.headline, period)
        assert {row.place for row in rows} == {place for place, score in found.items() if score is not None}


def test_places_without_an_outline_on_the_map_are_named(mipex):
    chart = chart_of(asked(mipex, "europe"))
    assert chart.form == "map"
    assert "Australia" in chart.notes[1]
    assert 'data-key="MT" cx=' in chart.drawing
    assert "Australia" not in "".join(chart_of(asked(mipex, "world")).notes)


def test_which_eu_countries_improved_most_on_family_reunion_since_2014_and_why(mipex):
    scope = asked(mipex, "change", "measure=b&places=group:eu&since=2014")
    page = explore_page(scope)
    assert page.chart.finding.text.startswith("Estonia gained most since 2014 (+27.8)")
    first = page.movers[0]
    assert (first.place, len(first.answers)) == ("EE", 3)
    assert {each.question for each in first.answers} >= {"ba21", "bd38"}
    assert any(each.said.comment for each in first.answers)
    assert first.answers[0].address.startswith("/places/EE/")


def test_a_part_of_a_table_cannot_be_left_out_alone(mipex):
    with pytest.raises(UnknownWordError, match="bb28"):
        chart_of(asked(mipex, "own", "without=bb28a"))
    assert chart_of(asked(mipex, "own", "without=bb28")).rows


def test_peers_that_made_a_step_are_named_with_their_periods(mipex):
    way = way_to(asked(mipex, "what-if", "place=AT&measure=b&target=rank:10"))
    made = [each for step in way.steps for each in step.made]
    assert made
    assert all(each.first < each.last for each in made)


def test_a_map_is_drawn_with_all_its_outlines(mipex):
    svg = picture(explore_page(asked(mipex, "europe")), "svg", 720).decode()
    assert svg.count("<path") > 60
    assert "Natural Earth" in svg


def test_its_open_data_is_reproduced(db, edition, tmp_path):
    """Every number within 1e-9, from the same inputs on both databases: this test runs on each."""
    path = tmp_path / "mipex.zip"
    path.write_bytes(pack(bundle_files(bundle_content(of_everybody(edition), "https://mipex.example"))))
    found = reproduce(path)
    assert found.calculation_hash == "20aa9cd7637db5f9efd0f80dc8d9d77f7daae18bf5365bd3c86f00f505415e03"
    assert found.same_results
    assert (found.scores, found.intervals) == (46474, 5236)
    assert max(found.score_difference, found.interval_difference) <= 1e-9


@pytest.mark.parametrize(("language", "sweden"), [("fr", "Suède"), ("ar", "السويد")])
def test_pages_call_countries_by_their_names_in_the_language_of_the_reader(mipex, client, language, sweden):
    said = {"accept-language": language}
    for page in ("", "/places/SE", "/explore/ranking", "/explore/heat", "/groups/eu"):
        address = f"/indices/{mipex.info.index}{page}"
        shown = client.get(address, headers=said).content.decode()
        assert sweden in shown
        assert "Sweden" not in shown
        assert "Sweden" in client.get(address).content.decode()
    for data in (f"/indices/{mipex.info.index}/explore/ranking.csv", "/index.json"):
        assert "Sweden" in client.get(data, headers=said).content.decode()


def test_an_address_means_the_same_place_in_every_language_and_a_place_is_found_by_any_of_its_names(mipex, client):
    explore = f"/indices/{mipex.info.index}/explore"
    pages = [client.get(f"{explore}/what-if", headers={"accept-language": each}) for each in ("en", "fr", "ar")]
    assert {re.search(r"/places/(\w\w)/overall", page.content.decode())[1] for page in pages} == {"AE"}
    for typed in ("Allemagne", "germany", "de", "États-Unis", "etats-unis"):
        found = client.get(f"{explore}/ranking", {"mark": typed}, headers={"accept-language": "fr"})
        assert found.headers["Location"] in {f"{explore}/ranking?marked={each}" for each in ("DE", "US")}


def test_letters_with_marks_stand_beside_those_without(mipex):
    names = [place.name for place in named_in(mipex, "fr").places.values()]
    assert names.index("Danemark") < names.index("Émirats arabes unis") < names.index("Espagne")
    assert named_in(mipex, mipex.info.language) is mipex
