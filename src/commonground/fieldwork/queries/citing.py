"""What answers cite, and the sources that may be cited again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.core.signing import Signer
from django.db.models import Q
from django.utils.crypto import constant_time_compare

from commonground.fieldwork.models import Assignment, Citation
from commonground.library.models import Article, SourceVersion

MOST_SUGGESTED = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A citation: the article by its key, and what it reads."""

    article: int
    number: str
    place_in: str
    quote: str
    source: str
    url: str
    in_force_from: dt.date | None

    @property
    def key(self) -> tuple[int, str]:
        return self.article, self.place_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """A version of a source that was entered before."""

    title: str
    url: str
    adopted: dt.date | None
    in_force_from: dt.date | None
    in_force_until: dt.date | None


def cited_by(revisions: Collection[UUID]) -> Mapping[UUID, tuple[Cited, ...]]:
    """What each revision cites, in one query."""
    found: dict[UUID, tuple[Cited, ...]] = {}
    rows = Citation.objects.filter(revision__in=revisions).select_related("article__version__source").order_by("pk")
    for row in rows:
        found[row.revision_id] = (*found.get(row.revision_id, ()), _cited(row))
    return found


def article_words(articles: Collection[int]) -> Mapping[int, Cited]:
    """What articles read, by their keys; in one query, or none."""
    if not articles:
        return {}
    rows = Article.objects.filter(pk__in=articles).select_related("version__source")
    return {row.pk: _listed(row) for row in rows}


def proof_of(assignment: Assignment, article: int) -> str:
    """What a page shows of an article that its holder has just entered, so that no other can be named by its key."""
    return Signer(salt="fieldwork.citation").signature(f"{assignment.pk}:{article}")


def citable(assignment: Assignment, proofs: Mapping[int, str]) -> Collection[int]:
    """The articles of ``proofs`` that may be cited here: entered here, cited here before, or in an earlier round."""
    shown = {a for a, proof in proofs.items() if constant_time_compare(proof, proof_of(assignment, a))}
    asked = [article for article in proofs if article not in shown]
    known = Citation.objects.filter(_open(assignment, "revision__response"), article__in=asked) if asked else ()
    return shown | {row.article_id for row in known}


def suggested_for(assignment: Assignment, words: str = "") -> tuple[Suggested, ...]:
    """Sources about the assignment's place, newest first, in one query.

    In a blind stage only what the holder, or an earlier round, has cited: others' sources would tell of their answers.
    """
    rows = SourceVersion.objects.filter(source__jurisdiction=assignment.unit.subject)
    if assignment.stage.blind and assignment.unblinded_at is None:
        rows = rows.filter(_open(assignment, "articles__citations__revision__response")).distinct()
    for word in words.split():
        rows = rows.filter(Q(source__short__icontains=word) | Q(source__title__icontains=word))
    return tuple(_suggested(row) for row in rows.select_related("source").order_by("-pk")[:MOST_SUGGESTED])


def _open(assignment: Assignment, response: str) -> Q:
    """What the assignment itself cites, and what earlier rounds of its index cited of the same place."""
    round_ = assignment.stage.round
    earlier = {
        f"{response}__assignment__stage__round__index": round_.index_id,
        f"{response}__assignment__stage__round__number__lt": round_.number,
        f"{response}__assignment__unit__place": assignment.unit.place_id,
    }
    return Q(**{response: assignment.response_id}) | Q(**earlier)


def _suggested(row: SourceVersion) -> Suggested:
    return Suggested(
        title=str(row.source),
        url=row.source.url,
        adopted=row.source.adopted,
        in_force_from=row.in_force_from,
        in_force_until=row.in_force_until,
    )


def _cited(row: Citation) -> Cited:
    return replace(_listed(row.article), place_in=row.place_in, quote=row.quote)


def _listed(row: Article) -> Cited:
    version = row.version
    return Cited(
        article=row.pk,
        number=row.number,
        place_in="",
        quote="",
        source=str(version.source),
        url=version.source.url,
        in_force_from=version.in_force_from,
    )
