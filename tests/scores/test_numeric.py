"""A numeric index comes in whole or not at all, and its edition can be computed again from what is kept."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction

from commonground.core.models import AuditEntry, Place
from commonground.fieldwork.models import Decision, Round, Snapshot
from commonground.fieldwork.queries.shelf import frameworks_of
from commonground.instruments.models import FrameworkVersion, Index, Question, QuestionnaireVersion
from commonground.methods.canonical import canonical, digest
from commonground.methods.construction import (
    build,
    dataset_digest,
    dataset_from_document,
    scored,
    spec_digest,
    spec_from_document,
)
from commonground.methods.construction.files import read_data, read_spec
from commonground.methods.errors import CommongroundError, ConstructionError
from commonground.methods.index import results_digest
from commonground.methods.tables.bundle import Source
from commonground.scores.actions.examinations import examine
from commonground.scores.importers import import_bundle, import_numeric, numeric_index, report
from commonground.scores.models import Edition, Standing
from commonground.scores.queries import built, plan_of, scorecard, standing
from tests.methods.construction.sample import REPOSITORY
from tests.support.numeric import DATA, SPEC, reefs
from tests.support.worlds import no_audit, world

pytestmark = pytest.mark.django_db
TABLES = (
    Index,
    QuestionnaireVersion,
    Question,
    FrameworkVersion,
    Round,
    Decision,
    Snapshot,
    Edition,
    AuditEntry,
    Place,
    Standing,
)


def counts():
    return {model.__name__: model.objects.count() for model in TABLES}


def recomputed(edition):
    """The results' hash from nothing but the two rows that the edition pins."""
    kept = Edition.objects.select_related("framework", "snapshot").get(pk=edition.pk)
    spec, data = spec_from_document(kept.framework.document), dataset_from_document(kept.snapshot.document)
    assert digest([canonical({"data": dataset_digest(data), "spec": spec_digest(spec)})]) == kept.inputs_hash
    assert kept.snapshot.hash == dataset_digest(data)
    assert kept.framework.document_hash == spec_digest(spec)
    return results_digest(scored(build(spec, data)))


def test_an_import_pins_settings_and_values(tmp_path):
    index = reefs(tmp_path)
    done = import_numeric(index=index)
    edition = done.edition
    assert (done.created, done.changes, edition.number, edition.label) == (True, None, 1, "2024")
    assert edition.framework.is_numeric
    assert spec_from_document(edition.framework.document) == index.spec
    assert recomputed(edition) == edition.results_hash
    assert (Question.objects.count(), Decision.objects.count()) == (4, 0)
    assert sorted(edition.snapshot.round.units.values_list("place__code", flat=True)) == list(index.data.places)
    assert Place.objects.get(code="RA").fictional
    assert edition.index.is_public
    assert AuditEntry.objects.get().subject == "edition:reefs@1"
    assert not frameworks_of(edition.index).exists()
    said = "\n".join(report(done))
    assert "6 places, 4 indicators, 2 periods." in said
    assert "First in 2024: Rim Cay" in said


def test_intervals_and_the_plan_that_they_follow(tmp_path):
    edition = import_numeric(index=reefs(tmp_path)).edition
    plan, found = plan_of(edition), standing(edition)
    assert [type(each).__name__ for each in plan.assumptions] == ["Normalisations", "Weights", "Aggregations"]
    assert plan.seed == int(edition.inputs_hash[:8], 16)
    assert found.nodes == ("reef", "life", "water")
    interval = found.interval("reef", "RC", "2024")
    assert (interval.score_lower, interval.rank_lower) == (None, 1)
    assert found.share_above("RC", "RD", "2024") == 1.0
    first = edition.standing.hash
    edition.standing.delete()
    import_numeric(index=reefs(tmp_path))
    assert Standing.objects.get().hash == first


def test_the_audit_is_of_the_period_asked_for(tmp_path):
    edition = import_numeric(index=reefs(tmp_path)).edition
    documents = [examine(edition=edition, period=period).document for period in ("2020", "2024")]
    assert [document["period"] for document in documents] == ["2020", "2024"]
    assert documents[0]["title"] == "Reef Index"
    assert edition.examinations.count() == 2


def test_the_same_twice_changes_nothing(tmp_path):
    first = import_numeric(index=reefs(tmp_path))
    before = counts()
    again = import_numeric(index=reefs(tmp_path, label="by another name"))
    assert (again.created, again.edition) == (False, first.edition)
    assert counts() == before
    assert "Nothing new" in "\n".join(report(again))


OTHER = SPEC.replace("limit: 1", "limit: 2")


@pytest.mark.parametrize(("spec", "data"), [(OTHER, DATA), (SPEC, DATA.replace("25,900", "25,901"))])
def test_other_content_needs_a_label_of_its_own(tmp_path, spec, data):
    import_numeric(index=reefs(tmp_path))
    before = counts()
    with pytest.raises(CommongroundError, match=r'There is an edition "2024".* \[edition-label\]'):
        import_numeric(index=reefs(tmp_path, spec, data))
    assert counts() == before
    done = import_numeric(index=reefs(tmp_path, spec, data, label="2024, second"))
    assert (done.edition.number, done.changes.framework_changed) == (2, spec != SPEC)
    assert "values that differ" in "\n".join(report(done))


def test_an_index_is_coded_or_numeric(tmp_path):
    import_bundle(bundle=world(), audit=no_audit())
    with pytest.raises(CommongroundError, match=r"\[index-kind\]"):
        import_numeric(index=reefs(tmp_path, code="ports"))
    import_numeric(index=reefs(tmp_path))
    with pytest.raises(CommongroundError, match=r"\[index-kind\]"):
        import_bundle(bundle=replace(world(), code="reefs"), audit=no_audit())
    assert Edition.objects.count() == 2


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"data": DATA.replace("RA,", "R/A,")}, "numeric-code"),
        ({"data": DATA.replace("RA,", "R A,")}, "numeric-code"),
        ({"data": DATA.replace("Ras Alo", "R" * 201)}, "numeric-length"),
        ({"label": "2" * 61}, "numeric-length"),
        ({"title": "T" * 201}, "numeric-length"),
        ({"code": "Reefs!"}, "index-address"),
    ],
)
def test_what_no_page_could_show_is_refused_whole(tmp_path, changed, code):
    before = counts()
    with pytest.raises(CommongroundError) as found:
        import_numeric(index=reefs(tmp_path, **changed))
    assert {problem.code for problem in found.value.problems} == {code}
    assert counts() == before


def test_data_that_cannot_be_built_leave_nothing(tmp_path):
    before = counts()
    with pytest.raises(ConstructionError):
        import_numeric(index=reefs(tmp_path, data=DATA.replace("2020,10", "2020,0")))
    assert counts() == before


def test_what_an_edition_pins_cannot_be_changed(tmp_path):
    edition = import_numeric(index=reefs(tmp_path)).edition
    for table in ("instruments_framework_version", "fieldwork_snapshot"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET created_at = created_at")  # noqa: S608 -- our own names
    assert recomputed(edition) == edition.results_hash


@pytest.mark.parametrize(("codes", "scheme"), [("AB", "iso3166"), ("ABC", "iso3166-3"), ("a-b", "reefs")])
def test_countries_are_known_by_their_codes(tmp_path, codes, scheme):
    data = DATA.replace("RA,", f"{codes},")
    for code in ("RB", "RC", "RD", "RE", "RF"):
        data = data.replace(f"{code},", f"{code}{'X' if codes == 'ABC' else ''},")
    import_numeric(index=reefs(tmp_path, data=data, fictional=False))
    assert set(Place.objects.values_list("scheme", "fictional")) == {(scheme, False)}


def test_data_without_periods_are_called_as_is_said(tmp_path):
    index = reefs(tmp_path)
    bare = replace(
        index.data,
        periods=("",),
        values=index.data.values[:, 1:],
        denominators={name: values[:, 1:] for name, values in index.data.denominators.items()},
    )
    source = Source(name="x", sha256="0" * 64)
    assert numeric_index(spec=index.spec, data=bare, source=source).data.periods == ("2024",)
    assert numeric_index(spec=index.spec, data=bare, source=source, period="now").data.periods == ("now",)


def test_asem_is_reproduced_from_what_is_kept(shared_data):
    file = read_spec(REPOSITORY / "examples" / "asem.yaml")
    data = read_data(shared_data / "coinr" / "asem_input.csv", file)
    index = numeric_index(spec=file.spec, data=data, source=Source(name="asem", sha256="0" * 64))
    edition = import_numeric(index=index).edition
    assert not edition.index.is_public
    card = scorecard(Edition.objects.get(pk=edition.pk))
    assert round(card["Index", "CHE", "2018"], 4) == 68.3837
    assert card.rank("Index", "CHE", "2018") == 1
    assert recomputed(edition) == edition.results_hash == results_digest(scored(build(file.spec, data)))
    assert Place.objects.get(code="CHE").scheme == "iso3166-3"
    assert built(edition).spec == file.spec
    assert "The specification" not in json.dumps(edition.audit)
