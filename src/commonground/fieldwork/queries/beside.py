"""What stands beside a question for its holder: the answers of others that are open to them, and what they remarked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from commonground.fieldwork.models import Assignment, Remark
from commonground.fieldwork.queries.access import permits, questions_read
from commonground.fieldwork.queries.answers import given_in
from commonground.fieldwork.queries.citing import Cited, cited_by
from commonground.fieldwork.queries.standing import Standing
from commonground.fieldwork.queries.worded import Tongue, Words, answer_words
from commonground.methods.questionnaires import Question
from commonground.responses.queries import Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherAnswer:
    """What somebody else answers in a period, by the stage that they work in; never who they are."""

    assignment: int
    stage: str
    answers: tuple[tuple[Words, Words], ...]
    comment: str
    citations: tuple[Cited, ...]
    may_ask: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarked:
    period: str
    text: str
    at: dt.datetime


def others(who: Standing, mine: Assignment, question: Question, period: str, say: Tongue) -> tuple[OtherAnswer, ...]:
    """The answers to a question that ``who`` may read, other than their own: three queries, none where none is open."""
    if who.blinded(mine.unit_id) or not mine.stage.reads:
        return ()
    rows = Assignment.objects.filter(unit=mine.unit_id, response__isnull=False).exclude(pk=mine.pk)
    open_ = [each for each in rows.select_related("stage").order_by("pk") if _open(who, mine, each, question.code)]
    given = given_in(open_, [question.code])
    cells = [Cell(question=question.code, period=period, item=item) for item in question.cells]
    stands = {each.pk: [said for c in cells if (said := given.get(each.pk, {}).get(c))] for each in open_}
    cited = cited_by([said.id for listed in stands.values() for said in listed])
    labels = {item.code: say(item.label) for item in question.items}
    return tuple(
        OtherAnswer(
            assignment=each.pk,
            stage=each.stage.heading,
            answers=tuple(
                (labels.get(said.cell.item, Words(text="")), answer_words(question, said.state, said.value, say))
                for said in stands[each.pk]
            ),
            comment=stands[each.pk][0].comment,
            citations=cited.get(stands[each.pk][0].id, ()),
            may_ask=permits(who, "ask", each),
        )
        for each in open_
        if stands[each.pk]
    )


def remarks_of(mine: Assignment, question: Question) -> tuple[Remarked, ...]:
    """What the holder of an assignment remarked on a question."""
    rows = Remark.objects.filter(assignment=mine, question__code=question.code).select_related("period")
    return tuple(Remarked(period=row.period.label, text=row.text, at=row.at) for row in rows.order_by("pk"))


def _open(who: Standing, mine: Assignment, other: Assignment, code: str) -> bool:
    other.stage.round, other.unit = mine.stage.round, mine.unit
    read = questions_read(who, other)
    return permits(who, "read", other) and (read is None or code in read)
