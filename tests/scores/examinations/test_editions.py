"""The statistical audit of an edition is made from its pinned inputs, once a process."""

from __future__ import annotations

import pytest

from commonground.methods.examination import examination_document
from commonground.scores.examinations.editions import examination
from commonground.scores.importers import import_bundle
from tests.support.worlds import no_audit, world

pytestmark = pytest.mark.django_db


def test_an_edition_is_examined_under_its_own_names():
    edition = import_bundle(bundle=world(), audit=no_audit()).edition
    found = examination(edition, runs=5)
    document = examination_document(found)
    assert (document["index"], document["title"], document["period"]) == ("ports", "Ports Index", "2023")
    assert document["edition"] == "2020-2023, edition 1"
    assert {unit["name"] for unit in document["units"]} == {"Island XA", "Island XB"}
    assert document["notice"] == "Fictional data"
    assert examination(edition, runs=5) is found
    assert examination(edition, runs=5, period="2020").subject.period == "2020"
