"""What a bundle says of its edition, gathered from the database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from django.db.models import QuerySet

from commonground.core.models import Place, PlaceMembership
from commonground.fieldwork.models import Citation, Decision, PublishedFigure, Round
from commonground.instruments.models import CommentsPolicy
from commonground.methods.tables import bundle
from commonground.publishing.bundles.content import BundleContent, Cited, Decided, EditionAbout, File, licence_of
from commonground.publishing.queries.opened import Opened
from commonground.scores.models import Standing


def bundle_content(opened: Opened, site: str) -> BundleContent:
    """Everything public of an opened edition; the same whoever asks. ``site`` is the publishing site's address."""
    about = edition_about(opened, site)
    decisions = _of_edition(opened)
    return BundleContent(
        **{each.name: getattr(about, each.name) for each in fields(about)},
        decisions=tuple(_decided(each, comments=about.comments) for each in decisions),
        citations=tuple(_cited(decisions)) if about.comments else (),
        figures=tuple(_figures(opened.edition.snapshot.round)),
    )


def edition_about(opened: Opened, site: str) -> EditionAbout:
    """What is said of an opened edition, in a few small queries."""
    edition, info = opened.edition, opened.info
    index, source = edition.index, edition.snapshot.round
    return EditionAbout(
        site=site.rstrip("/"),
        index=index.code,
        number=edition.number,
        title=index.title,
        label=edition.label,
        summary=index.summary,
        finding=opened.written(opened.default_period.code),
        fictional=index.fictional,
        licence=licence_of(index.licence),
        comments=index.is_public and index.comments_policy == CommentsPolicy.PUBLISH,
        published=info.published,
        inputs_hash=edition.inputs_hash,
        results_hash=edition.results_hash,
        platform=edition.platform,
        origin=_origin(source),
        card=opened.card,
        standing=opened.standing,
        standing_hash=Standing.objects.filter(edition=edition).values_list("hash", flat=True).first() or "",
        places=tuple(_places(opened)),
        periods=tuple(
            bundle.PeriodInfo(code=each.code, label=each.label, reference_date=each.reference_date)
            for each in opened.periods
        ),
    )


def _of_edition(opened: Opened) -> QuerySet[Decision]:
    order = "unit__place__code", "period__position", "question__position", "question__code", "item"
    related = "unit__place", "period", "question", "option"
    return Decision.objects.of(opened.edition.snapshot).select_related(*related).order_by(*order)


def _origin(source: Round) -> File:
    recipe = f"{source.recipe} {source.recipe_version}".strip()
    return File(name=source.source_name, sha256=source.source_sha256, recipe=recipe)


def _places(opened: Opened) -> Iterator[bundle.PlaceInfo]:
    """The places with their groups, by code; a tile where both of its figures are known."""
    groups: dict[str, list[str]] = {}
    members = PlaceMembership.objects.filter(place__in=opened.places.values()).select_related("group", "place")
    for each in members.order_by("group__title"):
        groups.setdefault(each.place.code, []).append(each.group.title)
    for code, place in sorted(opened.places.items()):
        yield bundle.PlaceInfo(
            code=code, name=place.name, groups=tuple(dict.fromkeys(groups.get(code, ()))), tile=_tile(place)
        )


def _tile(place: Place) -> tuple[int, int] | None:
    column, row = place.tile_column, place.tile_row
    return None if column is None or row is None else (column, row)


def _decided(decision: Decision, *, comments: bool) -> Decided:
    said = ("comment", "source", "raw", "reason") if comments else ()
    return Decided(
        place=decision.unit.place.code,
        period=decision.period.code,
        question=decision.question.code,
        item=decision.item,
        state=decision.state,
        option=decision.option.code if decision.option else "",
        points=decision.points,
        origin=decision.origin,
        at=decision.at,
        **{name: getattr(decision, name) for name in said},
    )


def _cited(decisions: QuerySet[Decision]) -> Iterator[Cited]:
    adopted = {each.revision_id: each for each in decisions if each.revision_id is not None}
    found = Citation.objects.filter(revision__in=adopted).select_related("article__version__source")
    made = []
    for citation in found:
        decision, article = adopted[citation.revision_id], citation.article
        source = article.version.source
        made.append(
            Cited(
                place=decision.unit.place.code,
                period=decision.period.code,
                question=decision.question.code,
                item=decision.item,
                source=source.called("en") or source.short,
                version=article.version.label,
                article=article.number,
                place_in=citation.place_in,
                quote=citation.quote,
                url=source.url,
            )
        )
    key = "place", "period", "question", "item", "source", "version", "article", "place_in"
    yield from sorted(made, key=lambda each: tuple(getattr(each, name) for name in key))


def _figures(source: Round) -> Iterator[bundle.PublishedFigure]:
    for each in PublishedFigure.objects.filter(round=source).select_related("unit__place", "period"):
        sheet, _, cell = each.at.partition("!")
        yield bundle.PublishedFigure(
            place=each.unit.place.code,
            period=each.period.code,
            node=each.node,
            value=each.value,
            sheet=sheet,
            cell=cell,
        )
