"""Every address of the site, taken from the resolver, and what answers there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from django.db.models import Model
from django.http import HttpResponseBase
from django.urls import URLResolver, get_resolver

from commonground.core.models import AuditEntry, Place, PlaceGroup
from commonground.fieldwork.models import Round
from commonground.instruments.models import QuestionLink
from commonground.publishing.actions.bundles import keep_bundle
from commonground.publishing.models import EditorialPage, Picture
from tests.publishing.reading import of_everybody
from tests.support.rounds import parts_of
from tests.support.teams import Team

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
NAMED = {"query": "queries", "invoice": "invoices"}
OUTCOMES = {200: "o", 400: "b", 401: "u", 403: "f", 404: "a", 405: "x", 410: "g", 422: "i", 500: "e"}
SPELLED = {  # addresses that are written as regular expressions
    r"accounts/^confirm-email/(?P<key>[-:\w]+)/$": "accounts/confirm-email/x/",
    r"accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": "accounts/password/reset/key/1-x/",
    r"desk/pages/^(\d+)/revisions/compare/(live|earliest|\d+)\.\.\.(live|latest|\d+)/$": (
        "desk/pages/1/revisions/compare/live...latest/"
    ),
    "tasks/<int:assignment>/workbook/<uuid:key>": (
        "tasks/<int:assignment>/workbook/6f9619ff-8b86-d011-b42d-00c04fc964ff"
    ),
    r"desk/texts/history/(?P<pk>.+)/revisions/compare/(?P<revision_id_a>live|earliest|\d+)\.\.\.(?P<revision_id_b>live|latest|\d+)/$": (  # noqa: E501 -- as the resolver has it
        "desk/texts/history/<int:pk>/revisions/compare/live...latest/"
    ),
    "pictures/<uuid:key>": "pictures/6f9619ff-8b86-d011-b42d-00c04fc964ff",
    "challenges/<uuid:key>/": "challenges/6f9619ff-8b86-d011-b42d-00c04fc964ff/",
    "desk/^.*/$": "desk/nowhere/",
}


def routes() -> list[str]:
    """All routes as the resolver writes them, each once."""
    return sorted(set(_walk(get_resolver())))


def _walk(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern) or "/"
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, route.lstrip("/"))
        else:
            yield route


def address(route: str, team: Team) -> str:
    """An address under ``route`` that means something of ``team``."""
    spelled = SPELLED.get(route, route).replace("^", "").replace("$", "")
    values = _values(route, team) | (_in_round(route, team) if route.startswith(("rounds/", "tasks/")) else {})
    values |= _in_questionnaire(route, team) if route.startswith("questionnaires/") else {}
    return "/" + PARAMETER.sub(lambda found: str(values.get(found[1], 1)), spelled).lstrip("/")


def _values(route: str, team: Team) -> dict[str, object]:
    return {
        "pk": _key(route, team) if "pk>" in route else "",
        "app_label": "instruments",
        "model_name": "index",
        "object_id": team.index.pk,
        "action": "delete",
        "app_name": "taggit",
        "content_type_app_name": "wagtailcore",
        "content_type_model_name": "page",
        "index": team.index.code,
        "code": team.index.code,
        "number": team.edition.number,
        "name": f"{team.index.code}@{team.edition.number}" if "<number:plan>" in route else team.index.code,
        "place": "XA",
        "first": "XA",
        "second": "XB",
        "kind": "sheet" if "/reports/" in route else "ranking",
        "node": "overall" if "/areas/" in route else "A1",
        "of": "XA",
        "language": "en",
        "plan": 0,
        "section": "news",
        "slug": "first",
        "revision_id": _first(EditorialPage, "latest_revision") if "<int:revision_id>" in route else "",
        "form": "pdf",
        "group": "shore",
        "file": _bundle(team) if "<slug:file>" in route else "",
    }


def _bundle(team: Team) -> str:
    """The name of the file of the index's latest edition."""
    edition = team.index.editions.select_related("index", "snapshot__round").latest("number")
    return keep_bundle(opened=of_everybody(edition)).name


def _in_round(route: str, team: Team) -> dict[str, object]:
    """What the addresses of an open round of the team name."""
    round_ = Round.objects.filter(index=team.index, state="open").first()
    if round_ is None:
        return {}
    of = parts_of(round_)
    named = next((name for name in ("query", "invoice") if f"/{NAMED[name]}/" in route), "part")
    key = of[named].pk
    own = {"assignment": of["part"].pk, "query": of["query"].pk}
    return {
        **of,
        **own,
        "number": round_.number,
        "key": key,
        "code": "A1",
        "verb": "close" if "/life/" in route else "refuse" if "/invoices/" in route else "accept",
        "form": "pdf",
    }


def _in_questionnaire(route: str, team: Team) -> dict[str, object]:
    """What the addresses of the newest questionnaire of the team name: a draft, with a link to the first."""
    newest = team.index.questionnaires.order_by("number").last()
    link = QuestionLink.objects.filter(newer=newest).first()
    return {
        "number": newest.number,
        "older": 1,
        "key": link.pk if link else 1,
        "code": "a" if "/sections/" in route else "A1",
        "form": "pdf",
    }


def _key(route: str, team: Team) -> object:
    keys: dict[str, Callable[[], object]] = {
        "places/": lambda: _first(Place),
        "place/": lambda: _first(Place),
        "place-groups/": lambda: _first(PlaceGroup),
        "placegroup/": lambda: _first(PlaceGroup),
        "audit-trail/": lambda: _first(AuditEntry, subject__contains=team.index.code),
        "auditentry/": lambda: _first(AuditEntry, subject__contains=team.index.code),
        "indices/": lambda: team.index.pk,
        "index/": lambda: team.index.pk,
        "editions/": lambda: team.edition.pk,
        "edition/": lambda: team.edition.pk,
        "users/": lambda: team.owner.pk,
        "texts/": lambda: _first(EditorialPage),
        "editorialpage/": lambda: _first(EditorialPage),
        "pictures/": lambda: _first(Picture),
        "picture/": lambda: _first(Picture),
    }
    return next((key() for part, key in keys.items() if f"/{part}" in route), 1)


def _first(model: type[Model], value: str = "pk", **known: object) -> object:
    return model._default_manager.filter(**known).values_list(value, flat=True)[0]


def outcome(response: HttpResponseBase) -> str:
    """One letter for what came back; the legend stands above the table of routes."""
    if response.status_code not in {301, 302}:
        return OUTCOMES[response.status_code]
    target = response.headers["Location"]
    if target.startswith("/accounts/login/"):
        return "l"
    return "r" if target in {"/desk/", "/rounds/", "/tasks/"} else "m"


def body(response: HttpResponseBase) -> str:
    """All that an answer says, its headers included."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return str(response.headers) + content.decode("utf-8", "replace")
