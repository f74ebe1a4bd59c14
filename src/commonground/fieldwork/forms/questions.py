"""The plain form of a question: what was typed, as answers to its cells."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.fieldwork.actions.saving import Cited
from commonground.fieldwork.queries.asking import QuestionPage, Row
from commonground.methods.canonical import Value as Canonical
from commonground.methods.canonical import canonical, digest
from commonground.methods.questionnaires import Kind
from commonground.responses.actions import Target
from commonground.responses.queries import Cell, Given
from commonground.responses.queries.cells import Value

SPACE = UUID("3e8f6f0a-5f0e-4d0c-9a51-0c5b8f6b8f11")
"""The same form sent twice makes the same keys of revisions; one that was changed in between makes others."""
MOST_CITATIONS = 50
DIGITS = 18
IN_FORCE = "@in-force"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something to put right: the id of the field, and what to do."""

    field: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What stands in the form. ``values`` and ``states`` are by the row of a table, or under an empty row."""

    values: Mapping[str, Value]
    states: Mapping[str, str]
    comment: str
    confidence: str
    basis: str
    start: str
    until: str
    citations: tuple[Cited, ...]
    bases: Mapping[str, Mapping[str, int]]
    signature: str


def read_typed(post: QueryDict, page: QuestionPage) -> Typed:
    """The form as it was sent. Whatever is no word of ours reads as empty."""
    rows = [row.item for row in page.rows]
    read = {item: _row(post, page.question.answer_kind, item) for item in rows}
    return Typed(
        values={item: value for item, (value, _) in read.items()},
        states={item: state for item, (_, state) in read.items()},
        comment=post.get("comment", "").replace("\r\n", "\n").strip(),
        confidence=post.get("confidence", ""),
        basis=post.get("basis", ""),
        start=post.get("start", page.period),
        until=post.get("until", page.period),
        citations=tuple(_citations(post)),
        bases=_bases(post.get("bases", "")),
        signature=_signature(post, page),
    )


def stands(page: QuestionPage) -> Typed:
    """What the form shows before anything is typed."""
    now = {row.item: row.now for row in page.rows}
    said = page.said
    return Typed(
        values={item: each.value if each else None for item, each in now.items()},
        states={item: each.state if each else "" for item, each in now.items()},
        comment=said.comment if said else "",
        confidence=said.confidence if said else "",
        basis=said.basis if said else "",
        start=page.period,
        until=page.period,
        citations=tuple(Cited(article=c.article, place_in=c.place_in, quote=c.quote) for c in page.citations),
        bases=page.bases,
        signature="",
    )


def confirmed(typed: Typed, page: QuestionPage) -> Typed:
    """Where "confirmed unchanged" is chosen, what is left empty is as before: answers, comment and citations."""
    before = page.before
    if typed.basis != "unchanged" or before is None:
        return typed
    missing = {row.item: row.before for row in page.rows if row.before and not typed.states[row.item]}
    cited = tuple(Cited(article=c.article, place_in=c.place_in, quote=c.quote) for c in before.citations)
    return replace(
        typed,
        values={**typed.values, **{item: was.value for item, was in missing.items()}},
        states={**typed.states, **{item: was.state for item, was in missing.items()}},
        comment=typed.comment or before.comment,
        citations=typed.citations or cited,
    )


def periods_of(typed: Typed, page: QuestionPage, in_force: dt.date | None = None) -> list[str]:
    """The periods that the answer holds for, in order; empty where the choice makes none."""
    codes = [step.code for step in page.steps]
    start = _in_force(page, in_force) if typed.start == IN_FORCE else typed.start
    if start not in codes or typed.until not in codes:
        return []
    first, last = codes.index(start), codes.index(typed.until)
    return codes[first : max(first, last) + 1] if typed.start == IN_FORCE else codes[first : last + 1]


def changed_rows(typed: Typed, page: QuestionPage, periods: list[str]) -> list[tuple[Given, list[Target]]]:
    """What is to be saved: every answered row that says something other than what stands there."""
    further = len(periods) > 1 or periods[:1] != [page.period]
    return [
        (_given(typed, page, row, periods[0]), [_target(typed, row.item, period) for period in periods])
        for row in page.rows
        if typed.states[row.item] and (further or not _same(typed, row, page))
    ]


def taken_back(typed: Typed, page: QuestionPage) -> list[tuple[Given, list[Target]]]:
    """Every row of the period in view that says something, cleared."""
    return [
        (
            Given(
                revision_id=_key(typed, row.item, page.period),
                cell=Cell(question=page.question.code, period=page.period, item=row.item),
                based_on=_base(typed, row.item, page.period),
                state="cleared",
                wording=page.wording,
            ),
            [_target(typed, row.item, page.period)],
        )
        for row in page.rows
        if row.now and row.now.state != "cleared"
    ]


def faults(typed: Typed, page: QuestionPage) -> Iterator[Fault]:
    """What is missing from an answer that was saved."""
    first = page.rows[0].item
    if not any(typed.states.values()):
        yield Fault(field=field_id("value", first), message=_("Choose or write an answer"))
        return
    if page.before and not typed.basis:
        yield Fault(field="basis-unchanged", message=_("Say whether the answer is unchanged, or why it changed"))
    for row in page.rows:
        if typed.basis == "unchanged" and row.before and differs(typed, row):
            message = _("You say “confirmed unchanged”, but the answer differs from %(when)s")
            yield Fault(field=field_id("value", row.item), message=message % {"when": row.before.when})
    evidence = page.question.evidence
    if evidence.comment and not typed.comment:
        yield Fault(field="comment", message=_("Say in a comment why this answer fits"))
    if len(typed.citations) < evidence.citations:
        wanted = ngettext("Cite at least one source", "Cite at least %(number)s sources", evidence.citations)
        yield Fault(field="law", message=wanted % {"number": evidence.citations})


def differs(typed: Typed, row: Row) -> bool:
    """Whether a row answers otherwise than before."""
    before = row.before
    said = typed.states[row.item]
    return bool(before and said and (said, typed.values[row.item]) != (before.state, before.value))


def field_id(name: str, item: str) -> str:
    return f"{name}-{item}" if item else name


def _row(post: QueryDict, kind: Kind, item: str) -> tuple[Value, str]:
    name = f"value:{item}" if item else "value"
    state = post.get(f"state:{item}" if item else "state", "")
    value: Value = (
        [each for each in post.getlist(name) if each] if kind is Kind.MULTIPLE else post.get(name, "").strip()
    )
    if isinstance(value, str):
        value = value.replace("\r\n", "\n")
    if kind is Kind.SINGLE and isinstance(value, str) and value.startswith("!"):
        return None, value[1:]
    if state in {"no_answer", "not_applicable"}:
        return None, state
    return (value, "answered") if value else (None, "")


def _citations(post: QueryDict) -> Iterator[Cited]:
    for at in range(MOST_CITATIONS):
        article = post.get(f"cite-{at}-article", "")
        if article.isascii() and article.isdigit() and len(article) <= DIGITS and post.get(f"cite-{at}-keep"):
            yield Cited(
                article=int(article),
                place_in=post.get(f"cite-{at}-place", "")[:200],
                quote=post.get(f"cite-{at}-quote", "").replace("\r\n", "\n")[:20_000],
                proof=post.get(f"cite-{at}-proof", ""),
            )


def _bases(text: str) -> Mapping[str, Mapping[str, int]]:
    try:
        read = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(read, dict):
        return {}
    return {
        period: {item: base for item, base in rows.items() if isinstance(base, int) and 0 <= base < 2**31}
        for period, rows in read.items()
        if isinstance(rows, dict)
    }


def _signature(post: QueryDict, page: QuestionPage) -> str:
    """Of all that was sent, but for the token that guards the form; in each assignment another."""
    sent: list[Canonical] = [
        [name, *sorted(values)] for name, values in sorted(post.lists()) if name != "csrfmiddlewaretoken"
    ]
    return digest([canonical([page.assignment.pk, page.question.code, sent])])


def _in_force(page: QuestionPage, since: dt.date | None) -> str:
    """The first period whose reference date does not lie before ``since``."""
    if since is None:
        return ""
    return next((s.code for s in page.steps if s.reference_date and s.reference_date >= since.isoformat()), "")


def _same(typed: Typed, row: Row, page: QuestionPage) -> bool:
    now = row.now
    cited = {(c.article, c.place_in, c.quote) for c in page.citations}
    return now is not None and (
        now.state == typed.states[row.item]
        and now.value == typed.values[row.item]
        and (now.comment, now.confidence, now.basis) == (typed.comment, typed.confidence, typed.basis)
        and cited == {(c.article, c.place_in, c.quote) for c in typed.citations}
    )


def _given(typed: Typed, page: QuestionPage, row: Row, period: str) -> Given:
    return Given(
        revision_id=_key(typed, row.item, period),
        cell=Cell(question=page.question.code, period=period, item=row.item),
        based_on=_base(typed, row.item, period),
        state=typed.states[row.item],
        value=typed.values[row.item],
        comment=typed.comment,
        confidence=typed.confidence,
        basis=typed.basis,
        wording=page.wording,
    )


def _target(typed: Typed, item: str, period: str) -> Target:
    return Target(period=period, revision_id=_key(typed, item, period), based_on=_base(typed, item, period))


def _base(typed: Typed, item: str, period: str) -> int:
    return typed.bases.get(period, {}).get(item, 0)


def _key(typed: Typed, item: str, period: str) -> UUID:
    return uuid5(SPACE, f"{typed.signature} {period} {item}")
