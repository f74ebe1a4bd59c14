"""Addresses of the public pages. Each page also answers ``.json`` and ``.csv``; none ends in a slash."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import URLPattern, path, register_converter
from django.views.decorators.http import require_safe

from commonground.publishing import views
from commonground.publishing.converters import (
    CodeConverter,
    EditionConverter,
    LanguageConverter,
    NumberConverter,
    SectionConverter,
)

register_converter(EditionConverter, "edition")
register_converter(CodeConverter, "code")
register_converter(SectionConverter, "section")
register_converter(LanguageConverter, "language")
register_converter(NumberConverter, "number")
app_name = "publishing"


@require_safe
def without_slash(request: HttpRequest, **_parts: object) -> HttpResponse:
    """The same address without its closing slash."""
    query = request.META.get("QUERY_STRING", "")
    address = "/" + request.path.strip("/")
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)


def page(route: str, view: Callable[..., HttpResponse], name: str) -> list[URLPattern]:
    """A page in its three forms, and the redirect of the address with a slash."""
    return [
        path(f"{route}.json", view, {"form": "json"}, name=f"{name}_json"),
        path(f"{route}.csv", view, {"form": "csv"}, name=f"{name}_csv"),
        path(route, view, name=name),
        path(f"{route}/", without_slash, name=f"{name}_slash"),
    ]


EDITION = "indices/<edition:name>"
urlpatterns = [
    path("", views.home, name="home"),
    path("index.json", views.home, {"form": "json"}, name="home_json"),
    path("index.csv", views.home, {"form": "csv"}, name="home_csv"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path("news.atom", views.news_feed, name="news_feed"),
    path("news.<language:language>.atom", views.news_feed, name="news_feed_in"),
    path("editions.atom", views.editions_feed, name="editions_feed"),
    path("indices/<slug:index>/editions.atom", views.editions_feed, name="index_feed"),
    path("pictures/<uuid:key>", views.picture, name="picture"),
    path("<section:section>", views.section, name="section"),
    path("<section:section>.<language:language>", views.section, name="section_in"),
    path("<section:section>/", without_slash, name="section_slash"),
    path("<section:section>/<slug:slug>", views.text, name="text"),
    path("<section:section>/<slug:slug>.<language:language>", views.text, name="text_in"),
    path("<section:section>/<slug:slug>/", without_slash, name="text_slash"),
    path("maps/boundaries", views.boundaries, name="boundaries"),
    path("challenges/", views.challenges, name="challenges"),
    path("challenges/own/<str:token>/", views.own_challenge, name="own_challenge"),
    path("challenges/policy/<slug:index>/", views.challenge_policy, name="challenge_policy"),
    path("challenges/<uuid:key>/", views.team_challenge, name="team_challenge"),
    path(f"{EDITION}/places/<code:place>/<code:node>/challenge", views.challenge, name="challenge"),
    path("embargo/", views.embargoes, name="embargoes"),
    path("embargo/<slug:index>/<number:number>/", views.embargo, name="embargo"),
    path("embargo/<slug:index>/<number:number>/<number:key>/withdraw/", views.withdraw, name="withdraw"),
    *page("library/articles/<number:key>", views.article, "article"),
    *page("library/sources/<number:key>", views.legal_source, "legal_source"),
    path("library/copies/<number:key>", views.copy, name="archived_copy"),
    *page(EDITION, views.index, "index"),
    *page(f"{EDITION}/places/<code:place>", views.place, "place"),
    *page(f"{EDITION}/places/<code:place>/<code:node>", views.place_node, "place_node"),
    *page(f"{EDITION}/indicators/<code:node>", views.indicator, "indicator"),
    *page(f"{EDITION}/areas/<code:node>", views.area, "area"),
    *page(f"{EDITION}/groups/<code:group>", views.place_group, "place_group"),
    path(f"{EDITION}/sentences", views.sentences, name="sentences"),
    *page(f"{EDITION}/compare", views.compare, "compare"),
    *page(f"{EDITION}/compare/<code:first>/<code:second>", views.pair, "pair"),
    *page(f"{EDITION}/method", views.method, "method"),
    *page(f"{EDITION}/steps/<code:step>", views.step, "step"),
    *page(f"{EDITION}/examination", views.examination, "examination"),
    path(f"{EDITION}/explore", views.explorer, name="explorer"),
    *(
        path(f"{EDITION}/explore/<slug:kind>.{form}", views.explore, {"form": form}, name=f"explore_{form}")
        for form in ("csv", "json", "xlsx", "svg", "png", "pdf")
    ),
    path(f"{EDITION}/explore/<slug:kind>", views.explore, name="explore"),
    path(f"{EDITION}/explore/<slug:kind>/", without_slash, name="explore_slash"),
    *page(f"{EDITION}/editions", views.editions, "editions"),
    *page(f"{EDITION}/changes", views.changes, "changes"),
    *page(f"{EDITION}/changes/<number:older>", views.changes, "changes_since"),
    *page(f"{EDITION}/data", views.data, "data"),
    path(f"{EDITION}/data/dcat.jsonld", views.catalogue, name="catalogue"),
    path(f"{EDITION}/data/<slug:file>.zip", views.bundle, name="bundle"),
    *page(f"{EDITION}/reports", views.reports, "reports"),
    path(f"{EDITION}/reports/<slug:kind>/plan", views.report_plan, name="report_plan"),
    path(
        f"{EDITION}/reports/<slug:kind>/<code:of>/<slug:language>-<number:plan>.<slug:form>",
        views.report,
        name="report",
    ),
    path(f"{EDITION}/reports/<slug:kind>/<code:of>/<slug:language>.<slug:form>", views.report, name="last_report"),
    *page(f"{EDITION}/audit", views.audit, "audit"),
]
