"""Editions at the desk: the audit of the source, narrowed down, paged and taken out."""

from __future__ import annotations

import pytest

from commonground.scores.models import Edition
from commonground.scores.queries.findings import Finding, findings
from tests.support.teams import Team, client, team

pytestmark = pytest.mark.django_db


@pytest.fixture
def calm() -> Team:
    return team("calm", "Calm")


@pytest.fixture
def audit(calm):
    browser = client(calm.member)
    return lambda query="": browser.get(f"/desk/editions/{calm.edition.pk}/audit/{query}").content.decode()


def test_findings_are_mismatches_then_warnings(calm):
    assert findings(calm.edition) == (
        Finding(
            kind="mismatch",
            sheet="XA",
            cell="B2",
            place="XA",
            period="2020",
            node="overall",
            published=57.0,
            recomputed=75.0,
            note="=In Calm the digits are swapped.",
        ),
        Finding(kind="text_in_number", sheet="XB", cell="C3", note='Calm: "5O" is no number.'),
    )


def test_an_edition_whose_source_was_not_audited_has_no_findings():
    assert findings(Edition()) == ()


def test_the_page_says_what_stands_there_what_should_and_why(audit):
    page = audit()
    assert "<td>None" not in page
    assert "Calm.xlsx: the rule reproduces 1 of 2 published figures." in " ".join(page.split())
    for part in ("B2", "57.0", "75.0", "XA 2020 overall: =In Calm the digits are swapped.", "C3"):
        assert part in page


@pytest.mark.parametrize(("query", "shown", "hidden"), [("?kind=mismatch", "B2", "C3"), ("?sheet=XB", "C3", "B2")])
def test_the_page_is_narrowed_down_by_kind_and_sheet(audit, query, shown, hidden):
    assert f"<td>{shown}</td>" in audit(query)
    assert f"<td>{hidden}</td>" not in audit(query)


def test_a_kind_that_the_audit_did_not_find_says_so(audit):
    assert "The audit found nothing of this kind." in audit("?kind=none")


def test_a_long_audit_is_paged(calm, audit):
    warnings = [{"sheet": "XA", "cell": f"A{n}", "kind": "odd_formula", "message": "Odd."} for n in range(150)]
    Edition.objects.update(audit={**calm.edition.audit, "warnings": warnings})
    assert "Page 1 of 2" in audit()
    assert "<td>A149</td>" in audit("?p=2")
    assert "?kind=odd_formula&amp;p=2" in audit("?kind=odd_formula")


def test_the_audit_is_taken_out_with_formulas_made_harmless(audit):
    lines = audit("?export=csv&kind=mismatch").splitlines()
    assert lines == [
        "kind,sheet,cell,place,period,node,published,recomputed,note",
        "mismatch,XA,B2,XA,2020,overall,57.0,75.0,'=In Calm the digits are swapped.",
    ]


def test_the_list_of_editions_leads_to_the_audit(calm):
    browser, address = client(calm.member), f"/desk/editions/{calm.edition.pk}/audit/"
    for page in ("/desk/editions/", f"/desk/editions/inspect/{calm.edition.pk}/", "/desk/"):
        assert address in browser.get(page).content.decode()


def test_the_dashboard_says_what_is_left_to_decide(calm):
    page = client(calm.owner).get("/desk/").content.decode()
    assert "Calm Index" in page
    assert "private, until the owner states a licence" in page
    assert "1 of 2" in page


def test_an_edition_leads_to_its_statistical_audit(calm):
    browser = client(calm.owner)
    address = f"/indices/calm@{calm.edition.number}/examination"
    for page in ("/desk/editions/", f"/desk/editions/inspect/{calm.edition.pk}/"):
        assert f'href="{address}"' in browser.get(page).content.decode()
    assert browser.get(address).status_code == 200
