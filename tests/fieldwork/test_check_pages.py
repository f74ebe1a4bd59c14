"""The page of checks: what is found across units is justified there, and the rules are changed once it is shown."""

from __future__ import annotations

import pytest

from commonground.fieldwork.models import CheckRule, Justification
from commonground.fieldwork.queries.checks import check_settings
from tests.fieldwork.factories import Harbour, harbour
from tests.support.teams import client

pytestmark = pytest.mark.django_db
CHECKS = "/rounds/ports/1/checks/"
ALONE = """
- code: alone
  scope: units
  kind: alone
  message: Look <b>again</b>.
  settings: {share: 0.05, least: 3}
- code: quiet
  scope: unit
  kind: uncommented
  message: Say why.
"""


@pytest.fixture(scope="module")
def port_as_made(lasting) -> Harbour:
    """Ada in XA answers as nobody else does."""
    made = harbour(number_of_places=4)
    for name, unit, value in (("ada", "XA", "0"), ("bea", "XB", "100"), ("cyd", "XC", "100"), ("dot", "XD", "100")):
        made.submitted(name, "coding", unit, A1=value)
    made.agreed("mo", "deciding", "XA")
    return made


def ruled(port: Harbour) -> None:
    client(port.owner).post(f"{CHECKS}rules/", {"rules": ALONE, "confirmed": "1"})


def hit(port: Harbour) -> dict[str, object]:
    part = port.unit("XA").assignments.get(stage__code="coding")
    return {"assignment": part.pk, "rule": "alone", "question": "A1", "period": "2020", "text": "The law says so."}


def test_rules_are_tried_before_they_are_set(port):
    browser = client(port.owner)
    dry = browser.post(f"{CHECKS}rules/", {"rules": ALONE}).content.decode()
    assert "<dt>alone</dt><dd>1</dd><dt>quiet</dt><dd>0</dd>" in dry
    assert not CheckRule.objects.exists()
    ruled(port)
    assert sorted(CheckRule.objects.values_list("code", "kind")) == [("alone", "alone"), ("quiet", "uncommented")]
    assert "share: 0.05" in browser.get(f"{CHECKS}rules/").content.decode()
    browser.post(f"{CHECKS}rules/", {"rules": "", "confirmed": "1"})
    assert not CheckRule.objects.exists()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: [", "no YAML"),
        ("just words", "no list"),
        ("- &a {code: x}\n- *a", "no list"),
        ("- {code: x}", "x: a rule has"),
        ("- {code: x, scope: sea, kind: alone, message: m}", "x: the scope is"),
        ("- {code: x, scope: unit, kind: alone, message: 1}", "are texts"),
        ("- {code: x y, scope: unit, kind: alone, message: m}", "valid “slug”"),
        ("- {code: x, scope: unit, kind: uncommented, message: m}\n" * 2, "same code"),
    ],
)
def test_what_is_no_rule_is_named(text, told, port):
    answer = client(port.owner).post(f"{CHECKS}rules/", {"rules": text, "confirmed": "1"})
    assert told in answer.content.decode()
    assert not CheckRule.objects.exists()


def test_a_rule_that_could_not_run_is_refused(port):
    wrong = "- {code: x, scope: unit, kind: moved, message: m, settings: {points: many}}"
    assert client(port.owner).post(f"{CHECKS}rules/", {"rules": wrong}).status_code == 409
    assert check_settings({"code": "x", "kind": "moved", "settings": {"points": 5}}) == ()
    assert [p.code for p in check_settings({"code": "x", "kind": "alone", "settings": {"share": 1}})] == ["check-rule"]


@pytest.mark.parametrize("by", ["owner", "mo"])
def test_a_hit_across_units_is_justified_on_the_page(by, port):
    ruled(port)
    browser = client(port.owner if by == "owner" else port.user("mo"))
    page = browser.get(CHECKS).content.decode()
    assert "1 hit across units" in page
    assert "Look &lt;b&gt;again&lt;/b&gt;." in page
    assert browser.post(f"{CHECKS}justify/", {**hit(port), "text": " "}).status_code == 409
    browser.post(f"{CHECKS}justify/", hit(port))
    assert Justification.objects.get().text == "The law says so."
    assert "The law says so." in browser.get(CHECKS).content.decode()


@pytest.mark.parametrize(
    "change",
    [{"assignment": "x"}, {"assignment": "9" * 30}, {"assignment": "999"}, {"rule": "quiet"}, {"rule": "none"}],
)
def test_what_is_not_there_is_not_found(change, port):
    ruled(port)
    assert client(port.owner).post(f"{CHECKS}justify/", {**hit(port), **change}).status_code == 404


def test_who_answers_neither_sees_nor_justifies_what_is_found_across_units(port):
    ruled(port)
    for name in ("ada", "bea"):
        assert client(port.user(name)).get(CHECKS).status_code == 403
        assert client(port.user(name)).post(f"{CHECKS}justify/", hit(port)).status_code == 404
        assert client(port.user(name)).post(f"{CHECKS}rules/", {"rules": ""}).status_code == 403
    assert not Justification.objects.exists()


def test_who_decides_about_one_unit_sees_nothing_of_another(port):
    ruled(port)
    port.agreed("xena", "deciding", "XB")
    assert "Island XA" not in client(port.user("xena")).get(CHECKS).content.decode()
    assert client(port.user("xena")).post(f"{CHECKS}justify/", hit(port)).status_code == 404
