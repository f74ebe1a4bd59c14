"""Saving what a page sends: an answer, the periods it also holds for, and what it cites; all of it, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from commonground.core.storage import written
from commonground.fieldwork.actions.answering import answer_range, cite
from commonground.fieldwork.errors import FieldworkError, refuse
from commonground.fieldwork.models import Assignment
from commonground.fieldwork.queries.citing import citable
from commonground.library.models import Article
from commonground.methods.canonical import Value, canonical, digest
from commonground.methods.sentences import Sentence
from commonground.responses.actions import AlteredError, Recorded, Target, in_range, repeated
from commonground.responses.queries import Given

if TYPE_CHECKING:
    from commonground.core.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """An article by its key, the place in it and the words. ``proof`` shows that it was entered here."""

    article: int
    place_in: str = ""
    quote: str = ""
    proof: str = ""


def save_answer(
    *, assignment: Assignment, given: Given, targets: Sequence[Target], citations: Sequence[Cited] = (), by: User
) -> tuple[Recorded, ...]:
    """``given`` in the periods of ``targets``, each with its citations, in one transaction.

    What was acknowledged before is acknowledged again, also after the assignment was handed in: a browser that lost
    the first answer must learn that nothing is lost.
    """
    said: list[Value] = [[each.article, each.place_in, each.quote] for each in citations]
    signed = replace(given, by=by.pk, enclosed=digest([canonical(said)]) if said else "")
    try:
        return written(lambda: _save(assignment, signed, tuple(targets), citations, by))
    except FieldworkError:
        if known := _acknowledged(assignment, in_range(signed, targets)):
            return known
        raise


def _save(
    assignment: Assignment, given: Given, targets: tuple[Target, ...], citations: Sequence[Cited], by: User
) -> tuple[Recorded, ...]:
    done = answer_range(assignment=assignment, given=given, targets=targets, by=by)
    open_ = citable(assignment, {each.article: each.proof for each in citations})
    articles = Article.objects.in_bulk(list(open_))
    for each in citations:
        if each.article not in articles:
            raise refuse(
                "citation-article",
                Sentence("There is no such article."),
                Sentence("Enter it first."),
                str(each.article),
            )
        for recorded in done:
            if not recorded.repeated:
                cite(
                    assignment=assignment,
                    revision_id=recorded.revision.id,
                    article=articles[each.article],
                    place_in=each.place_in,
                    quote=each.quote,
                    by=by,
                )
    return done


def _acknowledged(assignment: Assignment, sent: Sequence[Given]) -> tuple[Recorded, ...]:
    """All of it as it was saved, or nothing where any part is not known."""
    if assignment.response is None:
        return ()
    try:
        known = [repeated(response=assignment.response, given=each) for each in sent]
    except AlteredError:
        return ()
    return tuple(each for each in known if each) if all(known) else ()


def save_rows(
    *,
    assignment: Assignment,
    rows: Sequence[tuple[Given, Sequence[Target]]],
    citations: Sequence[Cited] = (),
    by: User,
) -> tuple[Recorded, ...]:
    """Several answers of one page, such as the rows of a table: all of them, or none."""
    return written(
        lambda: tuple(
            recorded
            for given, targets in rows
            for recorded in save_answer(assignment=assignment, given=given, targets=targets, citations=citations, by=by)
        )
    )
