"""How a decision came about, for its readers: who said what under which pseudonym, what was adopted and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from commonground.fieldwork.models import ENDED, Adjudication, Assignment, Decision, Origin, Snapshot
from commonground.fieldwork.queries.citing import cited_by
from commonground.fieldwork.queries.deciding import ANSWERING
from commonground.fieldwork.queries.reading import Words
from commonground.responses.models import Revision
from commonground.responses.queries import asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """Where an answer is read in the law; ``key`` is the article's."""

    key: int
    source: str
    article: str
    place: str
    quote: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What one person said; ``who`` is their pseudonym, or their name where they agreed to that."""

    who: str
    stage: str
    answer: str
    comment: str
    laws: tuple[Law, ...]
    adopted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """The way to a decision. ``reason`` and ``decided`` (an ISO date) are of an adjudication, else empty."""

    origin: str
    reason: str
    decided: str
    voices: tuple[Voice, ...]


def way_of(decision: Decision, snapshot: Snapshot) -> Way | None:
    """How a decision that ``snapshot`` froze came about; None where it came from a file."""
    if decision.origin == Origin.IMPORT:
        return None
    ruled = _ruled(decision, snapshot)
    return Way(
        origin=decision.origin,
        reason=decision.reason,
        decided=ruled.at.date().isoformat() if ruled else "",
        voices=tuple(_voices(decision, snapshot, set(ruled.considered) if ruled else set())),
    )


def _ruled(decision: Decision, snapshot: Snapshot) -> Adjudication | None:
    """The adjudication that held when the round was locked."""
    if decision.origin != Origin.ADJUDICATED:
        return None
    rows = Adjudication.objects.filter(**_cell(decision), round=snapshot.round_id, at__lte=snapshot.created_at)
    return rows.order_by("number").last()


def _voices(decision: Decision, snapshot: Snapshot, considered: set[str]) -> Iterable[Voice]:
    """Each person's last word before the locking, in the order of the stages; what was adopted is always there."""
    rows = list(
        Assignment.objects.filter(unit=decision.unit_id, stage__work__in=ANSWERING, response__isnull=False)
        .select_related("stage", "contributor__user")
        .order_by("stage__position", "pk")
    )
    last = _last(decision, snapshot, rows)
    laws = cited_by([said.pk for said in last.values()])
    question = asked(decision.question.questionnaire).question(decision.question.code)
    words = Words(question=question, languages=(asked(decision.question.questionnaire).source,))
    for each in rows:
        said = last.get(each.response_id or 0)
        if said is None or not _counts(each, said, decision, considered):
            continue
        yield Voice(
            who=_name(each),
            stage=each.stage.heading,
            answer=words.of(said.state, said.value),
            comment=said.comment,
            laws=tuple(
                Law(key=c.article, source=c.source, article=c.number, place=c.place_in, quote=c.quote, url=c.url)
                for c in laws.get(said.pk, ())
            ),
            adopted=said.pk == decision.revision_id,
        )


def _counts(assignment: Assignment, said: Revision, decision: Decision, considered: set[str]) -> bool:
    """Whether an answer was weighed: one of a part that was ended only where it was adopted or considered."""
    return assignment.state not in ENDED or said.pk == decision.revision_id or str(said.pk) in considered


def _last(decision: Decision, snapshot: Snapshot, rows: list[Assignment]) -> dict[int, Revision]:
    found = Revision.objects.filter(
        response__in=[each.response_id for each in rows],
        question__code=decision.question.code,
        period=decision.period.code,
        item=decision.item,
        at__lte=snapshot.created_at,
    )
    newest = {said.response_id: said for said in found.order_by("number")}
    return {response: said for response, said in newest.items() if said.state != "cleared"}


def _name(assignment: Assignment) -> str:
    person = assignment.contributor
    return (person.named and person.user and person.user.get_full_name()) or person.pseudonym


def _cell(decision: Decision) -> dict[str, object]:
    return {
        "unit": decision.unit_id,
        "question__code": decision.question.code,
        "period": decision.period_id,
        "item": decision.item,
    }
