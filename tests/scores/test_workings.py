"""What an edition keeps of its runs: worked out once, from its pinned inputs, the same wherever it is done."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commonground.methods.canonical import canonical, digest
from commonground.methods.index import Lookup, Row
from commonground.methods.robustness import plan_document, standing_document, usual
from commonground.scores.actions.examinations import examine
from commonground.scores.actions.standings import stand
from commonground.scores.examinations.editions import examination
from commonground.scores.examinations.kept import report_document, report_from_document
from commonground.scores.examinations.writing import report
from commonground.scores.importers import import_bundle
from commonground.scores.models import Edition, Examination, Standing
from commonground.scores.queries import plan_of, scorecard, standing
from tests.support.worlds import no_audit, ports, world

pytestmark = pytest.mark.django_db
PERIOD = "2020"


def bring_in(**changes: object) -> Edition:
    return import_bundle(bundle=world(**changes), audit=no_audit()).edition


def test_an_import_keeps_where_every_place_stands():
    edition = bring_in()
    kept = edition.standing
    assert str(kept) == kept.hash[:12]
    assert kept.hash == digest([canonical(kept.document)])
    assert kept.plan == kept.document["plan"] == plan_document(plan_of(edition))
    found = standing(edition)
    assert found.nodes == ("overall", "a", "b")
    assert found.interval("overall", "XA", "2020").rank_lower == 1
    assert standing(edition) is found


def test_the_plan_is_the_usual_one_with_a_seed_from_the_inputs():
    edition = bring_in()
    plan = plan_of(edition)
    assert plan.assumptions == usual(scorecard(edition).framework)
    assert plan.seed == int(edition.inputs_hash[:8], 16)
    Standing.objects.update(plan={**edition.standing.plan, "seed": 5})
    assert plan_of(edition).seed == 5


def test_the_same_inputs_give_the_same_hash():
    edition = bring_in()
    first = edition.standing.hash
    edition.standing.delete()
    assert stand(edition=Edition.objects.get(pk=edition.pk)).hash == first
    assert standing_document(standing(edition)) == Standing.objects.get().document


def test_it_is_worked_out_once():
    edition = bring_in()
    assert stand(edition=edition).pk == edition.standing.pk
    assert examine(edition=edition, period="2023").pk == examine(edition=edition, period="2023").pk


def test_an_edition_from_before_runs_were_kept_gets_them_at_the_next_import():
    edition = bring_in()
    edition.standing.delete()
    again = import_bundle(bundle=world(), audit=no_audit())
    assert not again.created
    assert Standing.objects.get().edition == edition


def test_an_edition_without_runs_says_so():
    edition = bring_in()
    edition.standing.delete()
    assert standing(Edition(pk=edition.pk, inputs_hash="f" * 64)) is None


def test_rules_that_cannot_be_varied_leave_no_runs(monkeypatch):
    monkeypatch.setattr("commonground.scores.queries.workings.usual", lambda _framework: ())
    edition = bring_in()
    assert stand(edition=edition) is None
    assert not Standing.objects.exists()


def test_a_framework_of_lookup_tables_alone_is_imported():
    table = Lookup(rows=(Row(when={"a": (0.0,)}, score=0.0), Row(when={"b": (0.0, 50.0, 100.0)}, score=50.0)))
    framework = ports()
    groups = tuple(replace(g, rule=table) if g.code == "overall" else g for g in framework.groups)
    assert standing(bring_in(framework=replace(framework, groups=groups))) is not None


def test_the_statistical_audit_is_kept_as_document_and_report():
    edition = bring_in()
    kept = examine(edition=edition, period=PERIOD)
    found = examination(edition, period=PERIOD)
    assert kept.document["seed"] == plan_of(edition).seed
    assert report_from_document(kept.report) == report(found)
    assert report_document(report_from_document(kept.report)) == kept.report
    assert str(kept) == f"{edition} {PERIOD}"
    assert Examination.objects.get().edition == edition


def test_deleting_an_edition_takes_its_workings_along():
    edition = bring_in()
    examine(edition=edition, period=PERIOD)
    edition.delete()
    assert not Standing.objects.exists()
    assert not Examination.objects.exists()
