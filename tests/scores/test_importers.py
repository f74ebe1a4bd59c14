"""An index comes in whole or not at all; the same content twice changes nothing; a changed one makes an edition."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from commonground.core.models import AuditEntry, Place, PlaceGroup
from commonground.fieldwork.models import Decision, PublishedFigure, Round, Snapshot, State, WordingVariant
from commonground.instruments.models import FrameworkVersion, Index, Option, Question, QuestionnaireVersion
from commonground.methods.errors import CommongroundError
from commonground.methods.index import score
from commonground.methods.tables.bundle import Note
from commonground.methods.tables.bundle import WordingVariant as Variant
from commonground.scores.importers import Terms, import_bundle, report
from commonground.scores.models import Edition
from commonground.scores.queries import latest, scorecard
from tests.support.worlds import PORTS, no_audit, world

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
)


def bring_in(bundle, **words):
    return import_bundle(bundle=bundle, audit=no_audit(), **words)


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in TABLES}


def test_an_import_makes_every_part():
    done = bring_in(world(variants=(Variant(question="A1", field="title", text="Quay A1?", sheets=("XB",)),)))
    assert done.created
    assert done.changes is None
    assert Question.objects.count() == 5
    assert Option.objects.count() == 20
    assert PublishedFigure.objects.get().at == "p.csv!2"
    assert WordingVariant.objects.get().sheets == ["XB"]
    assert PlaceGroup.objects.get().places.count() == 2
    assert Round.objects.get().periods.get(code="2020").reference_date == dt.date(2020, 12, 31)
    assert AuditEntry.objects.get().subject == "edition:ports@1"


def test_decisions_say_what_the_file_says():
    bring_in(world(notes={("XA", "2020", "A1"): Note(comment="Open."), ("XB", "2020", "A3"): Note(raw="5O", at="f:7")}))
    found = {
        (d.unit.place.code, d.period.code, d.question.code): d
        for d in Decision.objects.select_related("unit__place", "period", "question")
    }
    assert len(found) == 20  # every cell that is answered, does not apply, or was written in
    assert (found["XA", "2020", "A2"].state, found["XA", "2020", "A2"].points) == (State.ANSWERED, 50.0)
    assert found["XA", "2020", "A1"].comment == "Open."
    assert (found["XB", "2020", "A3"].state, found["XB", "2020", "A3"].raw) == (State.NO_ANSWER, "5O")
    assert found["XB", "2023", "B2"].state == State.NOT_APPLICABLE


def test_an_edition_gives_the_engines_figures_from_its_pinned_inputs():
    bundle = world()
    card = scorecard(bring_in(bundle).edition)
    expected = score(bundle.framework, bundle.answers)
    assert card["overall", "XA", "2020"] == 75.0
    for place in ("XA", "XB"):
        for period in ("2020", "2023"):
            for node in expected.nodes:
                assert card[node, place, period] == expected[node, place, period]


def test_the_same_content_twice_changes_nothing():
    first = bring_in(world())
    before = counts()
    again = bring_in(world(source=replace(world().source, name="saved again.csv", sha256="1" * 64)))
    assert not again.created
    assert again.edition == first.edition
    assert counts() == before
    assert "Nothing new" in "\n".join(report(again))


def test_a_changed_answer_makes_an_edition_and_is_shown():
    bring_in(world())
    done = bring_in(world(PORTS.replace("XA     2020    100  50", "XA     2020    100  0 ")))
    assert done.created
    assert done.edition.number == 2
    (answer,) = done.changes.comparison.answers
    assert (answer.place, answer.period, answer.node, answer.before, answer.after) == ("XA", "2020", "A2", 50.0, 0.0)
    assert {c.node for c in done.changes.comparison.figures} == {"a", "overall"}
    assert QuestionnaireVersion.objects.count() == 1
    assert "  XA 2020 A2: 50 -> 0" in list(report(done))


def test_a_changed_comment_alone_makes_an_edition():
    bring_in(world())
    done = bring_in(world(notes={("XA", "2020", "A1"): Note(comment="Quays are open to some.")}))
    assert done.created
    assert not done.changes.comparison


def test_a_place_that_has_gone_is_shown_as_gone():
    bring_in(world())
    done = bring_in(world("\n".join(PORTS.splitlines()[:-2])))
    gone = [c for c in done.changes.comparison.figures if c.place == "XB"]
    assert gone
    assert all(c.after is None for c in gone)


def test_changed_wording_makes_a_questionnaire_version_of_the_same_meaning():
    bring_in(world())
    bundle = world()
    questions = (replace(bundle.framework.questions[0], title="Put plainly?"), *bundle.framework.questions[1:])
    done = bring_in(replace(bundle, framework=replace(bundle.framework, questions=questions)))
    older, newer = QuestionnaireVersion.objects.order_by("number")
    assert older.meaning_hash == newer.meaning_hash
    assert older.text_hash != newer.text_hash
    assert done.changes.questionnaire_changed
    assert not done.changes.comparison


def test_what_the_team_has_edited_stays():
    bring_in(world(), terms=Terms(licence="CC BY 4.0", comments="publish"))
    Index.objects.update(title="Ports of Atlantis", licence="CC0")
    Place.objects.filter(code="XA").update(name="Alder")
    bring_in(world(PORTS.replace("100  100  0", "100  100  50")))
    index = Index.objects.get()
    assert (index.title, index.licence, Place.objects.get(code="XA").name) == ("Ports of Atlantis", "CC0", "Alder")
    assert latest(index).number == 2


def test_an_index_is_private_until_its_owner_states_licence_and_comments():
    bring_in(world())
    index = Index.objects.get()
    assert not index.is_public
    assert not Index.objects.public().exists()
    for licence, comments in (("CC BY 4.0", "undecided"), ("", "publish")):
        Index.objects.update(licence=licence, comments_policy=comments)
        assert not Index.objects.public().exists()
    Index.objects.update(licence="CC BY 4.0", comments_policy="withhold")
    assert Index.objects.public().get().is_public


def test_an_import_that_fails_at_the_end_leaves_nothing(monkeypatch):
    def fail(**_words: object) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr("commonground.scores.importers.bundles.record", fail)
    with pytest.raises(RuntimeError, match="disk full"):
        bring_in(world())
    assert set(counts().values()) == {0}


def test_a_long_report_says_how_much_it_leaves_out():
    bring_in(world())
    turned = PORTS.replace("100", "1OO").replace(" 0 ", " 100 ").replace("1OO", "0")
    lines = list(report(bring_in(world(turned))))
    assert lines[-1].startswith("  and ")


def test_a_figure_saved_with_fewer_digits_is_the_same_figure():
    bundle = world()
    bring_in(bundle)
    (figure,) = bundle.published
    assert not bring_in(replace(bundle, published=(replace(figure, value=figure.value + 1e-13),))).created
    assert bring_in(replace(bundle, published=(replace(figure, value=figure.value + 1e-6),))).created


def test_a_name_that_no_address_holds_is_refused():
    with pytest.raises(CommongroundError, match="index-address"):
        bring_in(replace(world(), code="Ports of call"))
    assert not Index.objects.exists()
