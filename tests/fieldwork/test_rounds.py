"""A decision keeps the option that was chosen; a variant of a question that nobody asks is left aside."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commonground.fieldwork.models import Decision, WordingVariant
from commonground.methods.index import Framework, Option
from commonground.methods.tables.bundle import IndexBundle
from commonground.methods.tables.bundle import WordingVariant as Variant
from commonground.scores.importers import import_bundle
from tests.support.worlds import no_audit, world

pytestmark = pytest.mark.django_db
CELL = ("XA", "2020", "A2")
HALF = Option(code="half", label="half open", points=50.0)


def with_two_halves(framework: Framework) -> Framework:
    """A2 has two options that carry 50 points."""
    questions = [replace(q, options=(*q.options, HALF)) if q.code == "A2" else q for q in framework.questions]
    return replace(framework, questions=tuple(questions))


def chosen(bundle: IndexBundle) -> Option | None:
    import_bundle(bundle=bundle, audit=no_audit())
    place, period, question = CELL
    return Decision.objects.get(
        unit__place__code=place, period__code=period, question__code=question, round__index__code=bundle.code
    ).option


def test_points_tell_the_option_where_only_one_carries_them():
    assert chosen(world()).code == "50"


def test_points_tell_no_option_where_two_carry_them():
    assert chosen(replace(world(), framework=with_two_halves(world().framework))) is None


def test_the_file_tells_the_option_where_points_do_not():
    assert chosen(replace(world(), framework=with_two_halves(world().framework), choices={CELL: "half"})).code == "half"


def test_a_variant_of_an_unknown_question_is_left_aside():
    import_bundle(
        bundle=world(variants=(Variant(question="Z9", field="title", text="Is it?", sheets=("XB",)),)),
        audit=no_audit(),
    )
    assert not WordingVariant.objects.exists()
