"""Security is one table: every route of the site, and what each role is answered at an address of a private index.

A route that the table does not list fails the test, and so does a route that answers otherwise than the table says.
A row that ends in ``*`` stands for all routes that begin so, and may only say that nothing is there.

    o  open                     l  sent to the sign-in page     b  bad request
    a  absent: not found        r  sent to their own work        x  not by GET
    f  forbidden                m  sent elsewhere               e  an error of the server
    u  told to sign in, as JSON
    g  gone, whatever it was
"""

from __future__ import annotations

import json
import uuid

import pytest
from django.core.cache import cache

from commonground.fieldwork.models import Assignment
from commonground.instruments.actions.drafts import draft_from
from commonground.instruments.actions.links import propose_links
from commonground.instruments.models import Index
from tests.support.forms import posted
from tests.support.rounds import open_round
from tests.support.routes import address, body, outcome, routes
from tests.support.state import everything
from tests.support.teams import SECRET, Team, client, corrected, superuser, team

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ROLES = ("anonymous", "team of another index", "team", "owner", "superuser")
STRANGERS = ROLES[:2]
TABLE = r"""
/                                                                                        o o o o o
accounts/2fa/                                                                            l o o o o
accounts/2fa/authenticate/                                                               l r r r r
accounts/2fa/reauthenticate/                                                             l m m m m
accounts/2fa/recovery-codes/                                                             l a a a a
accounts/2fa/recovery-codes/download/                                                    l a a a a
accounts/2fa/recovery-codes/generate/                                                    l m m m m
accounts/2fa/totp/activate/                                                              l m m m m
accounts/2fa/totp/deactivate/                                                            l a a a a
accounts/2fa/webauthn/                                                                   l o o o o
accounts/2fa/webauthn/add/                                                               l m m m m
accounts/2fa/webauthn/keys/<int:pk>/edit/                                                l m m m m
accounts/2fa/webauthn/keys/<int:pk>/remove/                                              l m m m m
accounts/2fa/webauthn/login/                                                             l r r r r
accounts/2fa/webauthn/reauthenticate/                                                    l m m m m
accounts/^confirm-email/(?P<key>[-:\w]+)/$                                               o o o o o
accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$                      o o o o o
accounts/confirm-email/                                                                  o o o o o
accounts/email/                                                                          l o o o o
accounts/inactive/                                                                       o o o o o
accounts/invitation/<str:token>/                                                         g g g g g
accounts/login/                                                                          o r r r r
accounts/login/code/confirm/                                                             l r r r r
accounts/logout/                                                                         m o o o o
accounts/password/change/                                                                l o o o o
accounts/password/reset/                                                                 o o o o o
accounts/password/reset/done/                                                            o o o o o
accounts/password/reset/key/done/                                                        o o o o o
accounts/password/set/                                                                   l m m m m
accounts/reauthenticate/                                                                 l o o o o
accounts/signup/                                                                         o r r r r
accounts/view-as/                                                                        x x x x x
accounts/view-as/end/                                                                    x x x x x
api/v1/                                                                                  a a a a a
api/v1/indices                                                                           o o o o o
api/v1/indices/<code>/editions                                                           a a o o o
api/v1/indices/<code>/editions/<number>/scores                                           a a o o o
api/v1/openapi.json                                                                      o o o o o
desk/                                                                                    l o o o o
desk/^*                                                                                  a a a a a
desk/^.*/$                                                                               m a a a a
desk/account/                                                                            l o o o o
desk/api/*                                                                               a a a a a
desk/audit-trail/                                                                        l r r r o
desk/audit-trail/add/                                                                    l r r r r
desk/audit-trail/delete/<int:pk>/                                                        l a a a r
desk/audit-trail/edit/<int:pk>/                                                          l a a a r
desk/audit-trail/history-results/<int:pk>/                                               l a a a r
desk/audit-trail/history/<int:pk>/                                                       l a a a r
desk/audit-trail/inspect/<int:pk>/                                                       l a a a o
desk/audit-trail/results/                                                                l r r r o
desk/audit-trail/usage/<int:pk>/                                                         l a a a r
desk/block-preview/*                                                                     a a a a a
desk/bulk/<str:app_label>/<str:model_name>/<str:action>/                                 l a a a a
desk/choose-*                                                                            a a a a a
desk/collections/*                                                                       a a a a a
desk/dismissibles/                                                                       l o o o o
desk/documents/*                                                                         a a a a a
desk/editing-sessions/ping/<str:app_label>/<str:model_name>/<str:object_id>/<int:session_id>/ l x x x x
desk/editing-sessions/release/<int:session_id>/                                          l x x x x
desk/editions/                                                                           l o o o o
desk/editions/<int:pk>/audit/                                                            l a o o o
desk/editions/add/                                                                       l r r r r
desk/editions/delete/<int:pk>/                                                           l a r r r
desk/editions/edit/<int:pk>/                                                             l a r r r
desk/editions/history-results/<int:pk>/                                                  l a r r r
desk/editions/history/<int:pk>/                                                          l a r r r
desk/editions/inspect/<int:pk>/                                                          l a o o o
desk/editions/results/                                                                   l o o o o
desk/editions/usage/<int:pk>/                                                            l a r r r
desk/failwhale/*                                                                         a a a a a
desk/groups/                                                                             l r r r o
desk/groups/delete/<int:pk>/                                                             l r r r o
desk/groups/edit/<int:pk>/                                                               l r r r o
desk/groups/history-results/<int:pk>/                                                    l r r r o
desk/groups/history/<int:pk>/                                                            l r r r o
desk/groups/new/                                                                         l r r r o
desk/groups/results/                                                                     l r r r o
desk/groups/usage/<int:pk>/                                                              l r r r o
desk/images/*                                                                            a a a a a
desk/indices/                                                                            l o o o o
desk/indices/add/                                                                        l r r r o
desk/indices/delete/<int:pk>/                                                            l a r r o
desk/indices/edit/<int:pk>/                                                              l a o o o
desk/indices/history-results/<int:pk>/                                                   l a o o o
desk/indices/history/<int:pk>/                                                           l a o o o
desk/indices/inspect/<int:pk>/                                                           l a o o o
desk/indices/results/                                                                    l o o o o
desk/indices/usage/<int:pk>/                                                             l a o o o
desk/jsi18n/                                                                             o o o o o
desk/login/                                                                              l l l l l
desk/logout/                                                                             m o o o o
desk/pages/*                                                                             a a a a a
desk/password_reset/*                                                                    a a a a a
desk/place-groups/                                                                       l o o o o
desk/place-groups/add/                                                                   l r r r o
desk/place-groups/delete/<int:pk>/                                                       l r r r o
desk/place-groups/edit/<int:pk>/                                                         l r r r o
desk/place-groups/history-results/<int:pk>/                                              l r r r o
desk/place-groups/history/<int:pk>/                                                      l r r r o
desk/place-groups/inspect/<int:pk>/                                                      l o o o o
desk/place-groups/results/                                                               l o o o o
desk/place-groups/usage/<int:pk>/                                                        l r r r o
desk/places/                                                                             l o o o o
desk/places/add/                                                                         l r r r o
desk/places/delete/<int:pk>/                                                             l r r r o
desk/places/edit/<int:pk>/                                                               l r r r o
desk/places/history-results/<int:pk>/                                                    l r r r o
desk/places/history/<int:pk>/                                                            l r r r o
desk/places/inspect/<int:pk>/                                                            l o o o o
desk/places/results/                                                                     l o o o o
desk/places/usage/<int:pk>/                                                              l r r r o
desk/reports/*                                                                           a a a a a
desk/snippets/                                                                           a a a a a
desk/snippets/choose/core/auditentry/                                                    l o o o o
desk/snippets/choose/core/auditentry/chosen-multiple/                                    l o o o o
desk/snippets/choose/core/auditentry/chosen/<str:pk>/                                    l a a a o
desk/snippets/choose/core/auditentry/results/                                            l o o o o
desk/snippets/choose/core/place/                                                         l o o o o
desk/snippets/choose/core/place/chosen-multiple/                                         l o o o o
desk/snippets/choose/core/place/chosen/<str:pk>/                                         l o o o o
desk/snippets/choose/core/place/results/                                                 l o o o o
desk/snippets/choose/core/placegroup/                                                    l o o o o
desk/snippets/choose/core/placegroup/chosen-multiple/                                    l o o o o
desk/snippets/choose/core/placegroup/chosen/<str:pk>/                                    l o o o o
desk/snippets/choose/core/placegroup/results/                                            l o o o o
desk/snippets/choose/instruments/index/                                                  l o o o o
desk/snippets/choose/instruments/index/chosen-multiple/                                  l o o o o
desk/snippets/choose/instruments/index/chosen/<str:pk>/                                  l a o o o
desk/snippets/choose/instruments/index/results/                                          l o o o o
desk/snippets/choose/scores/edition/                                                     l o o o o
desk/snippets/choose/scores/edition/chosen-multiple/                                     l o o o o
desk/snippets/choose/scores/edition/chosen/<str:pk>/                                     l a o o o
desk/snippets/choose/scores/edition/results/                                             l o o o o
desk/sprite/                                                                             o o o o o
desk/tag-autocomplete/*                                                                  a a a a a
desk/test404/*                                                                           a a a a a
desk/users/                                                                              l r r r o
desk/users/copy/<int:pk>/                                                                l r r r o
desk/users/delete/<int:pk>/                                                              l r r r o
desk/users/edit/<int:pk>/                                                                l r r r o
desk/users/history-results/<int:pk>/                                                     l r r r o
desk/users/history/<int:pk>/                                                             l r r r o
desk/users/new/                                                                          l r r r o
desk/users/results/                                                                      l r r r o
desk/users/usage/<int:pk>/                                                               l r r r o
desk/workflows/*                                                                         a a a a a
index.csv                                                                                o o o o o
index.json                                                                               o o o o o
indices/<edition:name>                                                                   a a o o o
indices/<edition:name>.csv                                                               a a o o o
indices/<edition:name>.json                                                              a a o o o
indices/<edition:name>/                                                                  m m m m m
indices/<edition:name>/areas/<code:node>                                                 a a o o o
indices/<edition:name>/areas/<code:node>.csv                                             a a o o o
indices/<edition:name>/areas/<code:node>.json                                            a a o o o
indices/<edition:name>/areas/<code:node>/                                                m m m m m
indices/<edition:name>/audit                                                             a a o o o
indices/<edition:name>/audit.csv                                                         a a o o o
indices/<edition:name>/audit.json                                                        a a o o o
indices/<edition:name>/audit/                                                            m m m m m
indices/<edition:name>/changes                                                           a a o o o
indices/<edition:name>/changes.csv                                                       a a o o o
indices/<edition:name>/changes.json                                                      a a o o o
indices/<edition:name>/changes/                                                          m m m m m
indices/<edition:name>/compare                                                           a a o o o
indices/<edition:name>/compare.csv                                                       a a o o o
indices/<edition:name>/compare.json                                                      a a o o o
indices/<edition:name>/compare/                                                          m m m m m
indices/<edition:name>/compare/<code:first>/<code:second>                                a a o o o
indices/<edition:name>/compare/<code:first>/<code:second>.csv                            a a o o o
indices/<edition:name>/compare/<code:first>/<code:second>.json                           a a o o o
indices/<edition:name>/compare/<code:first>/<code:second>/                               m m m m m
indices/<edition:name>/editions                                                          a a o o o
indices/<edition:name>/editions.csv                                                      a a o o o
indices/<edition:name>/editions.json                                                     a a o o o
indices/<edition:name>/editions/                                                         m m m m m
indices/<edition:name>/examination                                                       a a o o o
indices/<edition:name>/examination.csv                                                   a a o o o
indices/<edition:name>/examination.json                                                  a a o o o
indices/<edition:name>/examination/                                                      m m m m m
indices/<edition:name>/indicators/<code:node>                                            a a o o o
indices/<edition:name>/indicators/<code:node>.csv                                        a a o o o
indices/<edition:name>/indicators/<code:node>.json                                       a a o o o
indices/<edition:name>/indicators/<code:node>/                                           m m m m m
indices/<edition:name>/method                                                            a a a a a
indices/<edition:name>/method.csv                                                        a a a a a
indices/<edition:name>/method.json                                                       a a a a a
indices/<edition:name>/method/                                                           m m m m m
indices/<edition:name>/places/<code:place>                                               a a o o o
indices/<edition:name>/places/<code:place>.csv                                           a a o o o
indices/<edition:name>/places/<code:place>.json                                          a a o o o
indices/<edition:name>/places/<code:place>/                                              m m m m m
indices/<edition:name>/places/<code:place>/<code:node>                                   a a o o o
indices/<edition:name>/places/<code:place>/<code:node>.csv                               a a o o o
indices/<edition:name>/places/<code:place>/<code:node>.json                              a a o o o
indices/<edition:name>/places/<code:place>/<code:node>/                                  m m m m m
indices/<edition:name>/steps/<code:step>                                                 a a a a a
indices/<edition:name>/steps/<code:step>.csv                                             a a a a a
indices/<edition:name>/steps/<code:step>.json                                            a a a a a
indices/<edition:name>/steps/<code:step>/                                                m m m m m
language/                                                                                x x x x x
questionnaires/                                                                          l o o o o
questionnaires/<slug:index>/<int:number>/                                                l a o o o
questionnaires/<slug:index>/<int:number>/arrange/                                        l x x x x
questionnaires/<slug:index>/<int:number>/changes/                                        l a o o o
questionnaires/<slug:index>/<int:number>/changes/<int:older>/                            l a o o o
questionnaires/<slug:index>/<int:number>/changes/<int:older>/links/<int:key>/            l a o o o
questionnaires/<slug:index>/<int:number>/changes/<int:older>/links/new/                  l a o o o
questionnaires/<slug:index>/<int:number>/checklist/                                      l a o o o
questionnaires/<slug:index>/<int:number>/end/                                            l a o o o
questionnaires/<slug:index>/<int:number>/files/                                          l a o o o
questionnaires/<slug:index>/<int:number>/files/<slug:form>/                              l a o o o
questionnaires/<slug:index>/<int:number>/heading/                                        l a o o o
questionnaires/<slug:index>/<int:number>/pilot.csv                                       l a o o o
questionnaires/<slug:index>/<int:number>/pilot/                                          l a o o o
questionnaires/<slug:index>/<int:number>/questions/<str:code>/                           l a o o o
questionnaires/<slug:index>/<int:number>/questions/<str:code>/preview/                   l a o o o
questionnaires/<slug:index>/<int:number>/questions/new/                                  l a o o o
questionnaires/<slug:index>/<int:number>/read/                                           l a o o o
questionnaires/<slug:index>/<int:number>/scoring/                                        l a o o o
questionnaires/<slug:index>/<int:number>/scoring/new/                                    l a o o o
questionnaires/<slug:index>/<int:number>/scoring/<int:framework>.yaml                    l a o o o
questionnaires/<slug:index>/<int:number>/scoring/<int:framework>/carry/                  l a o o o
questionnaires/<slug:index>/<int:number>/sections/<str:code>/                            l a o o o
questionnaires/<slug:index>/<int:number>/sections/new/                                   l a o o o
questionnaires/<slug:index>/new/                                                         l a o o o
rounds/                                                                                  l o o o o
rounds/<slug:index>/<int:number>/                                                        l a o o o
rounds/<slug:index>/<int:number>/agreement/                                              l a o o o
rounds/<slug:index>/<int:number>/checks/                                                 l a o o o
rounds/<slug:index>/<int:number>/checks/justify/                                         l x x x x
rounds/<slug:index>/<int:number>/checks/rules/                                           l a o o o
rounds/<slug:index>/<int:number>/deadlines/                                              l a o o o
rounds/<slug:index>/<int:number>/deciding/                                               l a o o o
rounds/<slug:index>/<int:number>/deciding/majority/                                      l a o o o
rounds/<slug:index>/<int:number>/embargo/                                                l a o o o
rounds/<slug:index>/<int:number>/fees.csv                                                l a o o o
rounds/<slug:index>/<int:number>/fees/                                                   l a o o o
rounds/<slug:index>/<int:number>/framework/                                              l a o o o
rounds/<slug:index>/<int:number>/invoices.csv                                            l a o o o
rounds/<slug:index>/<int:number>/invoices/                                               l a o o o
rounds/<slug:index>/<int:number>/invoices/<int:key>/<slug:verb>/                         l x x x x
rounds/<slug:index>/<int:number>/life/                                                   l a o o o
rounds/<slug:index>/<int:number>/life/<slug:verb>/                                       l a o o o
rounds/<slug:index>/<int:number>/mails/                                                  l a o o o
rounds/<slug:index>/<int:number>/parts/<int:key>/                                        l a o o o
rounds/<slug:index>/<int:number>/parts/<int:key>/<slug:verb>/                            l x x x x
rounds/<slug:index>/<int:number>/parts/<int:key>/contract/                                l x x x x
rounds/<slug:index>/<int:number>/parts/<int:key>/view-as/                                 l x x x x
rounds/<slug:index>/<int:number>/people.csv                                              l a o o o
rounds/<slug:index>/<int:number>/people/                                                 l a o o o
rounds/<slug:index>/<int:number>/people/import/                                          l a o o o
rounds/<slug:index>/<int:number>/people/invite/                                          l a o o o
rounds/<slug:index>/<int:number>/queries/                                                l a o o o
rounds/<slug:index>/<int:number>/queries/<int:key>/                                      l a o o o
rounds/<slug:index>/<int:number>/queries/<int:key>/resolve/                              l x x x x
rounds/<slug:index>/<int:number>/questions/                                              l a o o o
rounds/<slug:index>/<int:number>/questions/<str:code>/                                   l a o o o
rounds/<slug:index>/<int:number>/questions/<str:code>/tell/                              l x x x x
rounds/<slug:index>/<int:number>/questions/<str:code>/wording/                           l a o o o
rounds/<slug:index>/<int:number>/wordings/                                               l a o o o
rounds/<slug:index>/<int:number>/remarks/                                                l a o o o
rounds/<slug:index>/<int:number>/sheet.csv                                               l a o o o
rounds/<slug:index>/<int:number>/sheet/                                                  l a o o o
rounds/<slug:index>/<int:number>/stages/                                                 l a o o o
rounds/<slug:index>/<int:number>/trail.csv                                               l a o o o
rounds/<slug:index>/<int:number>/trail/                                                  l a o o o
rounds/<slug:index>/<int:number>/units/<int:unit>/<str:question>/<str:period>/           l a o o o
rounds/<slug:index>/<int:number>/units/<int:unit>/<str:question>/<str:period>/ask/       l x x x x
rounds/<slug:index>/<int:number>/units/<int:unit>/<str:question>/<str:period>/decide/    l x x x x
rounds/<slug:index>/<int:number>/units/<int:unit>/end-blinding/                          l a o o o
rounds/<slug:index>/new/                                                                 l a o o o
tasks/                                                                                   l o o o o
tasks/<int:assignment>/                                                                  l a a a a
tasks/<int:assignment>/agree                                                             l x x x x
tasks/<int:assignment>/answers                                                           x x x x x
tasks/<int:assignment>/decline                                                           l x x x x
tasks/<int:assignment>/declare                                                           l x x x x
tasks/<int:assignment>/justify                                                           l x x x x
tasks/<int:assignment>/named                                                             l x x x x
tasks/<int:assignment>/questionnaire/<slug:form>                                         l a a a a
tasks/<int:assignment>/questions/<str:question>                                          l a a a a
tasks/<int:assignment>/questions/<str:question>/ask                                      l x x x x
tasks/<int:assignment>/questions/<str:question>/preview                                  x x x x x
tasks/<int:assignment>/questions/<str:question>/remark                                   l x x x x
tasks/<int:assignment>/sources                                                           u a a a a
tasks/<int:assignment>/submit                                                            l x x x x
tasks/<int:assignment>/workbook                                                          l a a a a
tasks/<int:assignment>/workbook.xlsx                                                     l a a a a
tasks/<int:assignment>/workbook/<uuid:key>                                               l a a a a
tasks/kept                                                                               l r r r r
tasks/invoices                                                                           l o o o o
tasks/queries/<int:query>/reply                                                          l x x x x
"""
COMMENT = "Quays are open to all."
EXPECTED = {row.split()[0]: row.split()[1:] for row in TABLE.strip().splitlines()}
PROBES = (
    "?id={index}&id=all&q={secret}&p=1&kind=mismatch",
    "?export=csv&q={secret}",
    "?export=xlsx&id={index}&multiple=1&describe_on_delete=1",
)


@pytest.fixture
def calm() -> Team:
    return team("calm", "Calm")


@pytest.fixture
def deep() -> Team:
    """The private index that the addresses are about."""
    found = team("deep", SECRET)
    corrected(found, SECRET)
    open_round(found.index, found.owner, SECRET)
    first = found.index.questionnaires.get()
    propose_links(older=first, newer=draft_from(version=first, by=found.owner), by=found.owner)
    return found


@pytest.fixture
def visitor(calm: Team, deep: Team):
    cache.clear()  # rate limits are counted there
    people = (None, calm.member, deep.member, deep.owner)
    return lambda role: client(superuser() if role == ROLES[4] else people[ROLES.index(role)])


def expected(route: str, role: str) -> str:
    exact = EXPECTED.get(route)
    starred = next((row for key, row in EXPECTED.items() if key.endswith("*") and route.startswith(key[:-1])), None)
    row = exact or starred or ["unlisted"] * len(ROLES)
    return row[ROLES.index(role)]


def test_rows_that_stand_for_several_routes_say_that_nothing_is_there():
    assert all(set(row) == {"a"} for route, row in EXPECTED.items() if route.endswith("*"))


def test_every_row_is_a_route():
    known = routes()
    stale = [row for row in EXPECTED if not any(r == row or r.startswith(row.rstrip("*")) for r in known)]
    assert stale == []


@pytest.mark.parametrize("role", ROLES)
def test_every_route_answers_every_role_as_the_table_says(role, visitor, deep):
    browser = visitor(role)
    answers = {route: browser.get(address(route, deep)) for route in routes()}
    wrong = {
        route: f"{outcome(answer)}, not {expected(route, role)}"
        for route, answer in answers.items()
        if outcome(answer) != expected(route, role)
    }
    assert wrong == {}
    if role in STRANGERS:
        assert [route for route, answer in answers.items() if SECRET in body(answer)] == []


@pytest.mark.parametrize("role", STRANGERS)
@pytest.mark.parametrize("probe", PROBES)
def test_no_query_makes_a_route_tell_a_stranger_of_the_index(role, probe, visitor, deep):
    browser = visitor(role)
    query = probe.format(index=deep.index.pk, secret="Zan")
    told = [route for route in routes() if SECRET in body(browser.get(address(route, deep) + query))]
    assert told == []


@pytest.mark.parametrize("role", STRANGERS)
def test_a_stranger_posts_to_every_route_and_writes_nothing(role, visitor, calm, deep):
    browser = visitor(role)
    before = everything(calm, deep)
    told = []
    for route in routes():
        if role != "anonymous":  # some routes sign the browser out
            browser.force_login(calm.member, backend="django.contrib.auth.backends.ModelBackend")
        answer = browser.post(address(route, deep), posted(deep))
        if SECRET in body(answer):
            told.append(route)
    assert told == []
    assert everything(calm, deep) == before


@pytest.mark.parametrize("role", ROLES)
def test_nobody_but_its_holder_saves_into_a_task_or_is_told_of_it(role, visitor, calm, deep):
    """Bodies of JSON and hidden fields with the keys of what is another's."""
    browser = visitor(role)
    before = everything(calm, deep)
    part = Assignment.objects.get(stage__round__index=deep.index)
    keys = {"assignment": part.pk, "response": part.response_id, "by": part.contributor.user_id}
    answer = {"id": str(uuid.uuid4()), "question": "A1", "period": "2025", "based_on": 1, "state": "cleared"}
    told = []
    for route in (each for each in routes() if each.startswith("tasks/")):
        for sent in (answer, answer | keys, keys):
            reply = browser.post(address(route, deep), json.dumps(sent), content_type="application/json")
            told += [route] * (SECRET in body(reply))
            assert outcome(reply) in {"a", "b", "f", "l", "u", "x"}, route
        told += [route] * (SECRET in body(browser.post(address(route, deep), posted(deep) | keys)))
    assert told == []
    assert everything(calm, deep) == before


@pytest.mark.parametrize(("policy", "shown"), [("withhold", False), ("publish", True)])
def test_experts_comments_reach_strangers_only_where_the_owner_says_so(policy, shown, visitor, deep):
    Index.objects.filter(pk=deep.index.pk).update(licence="CC BY 4.0", comments_policy=policy)
    browser = visitor("anonymous")
    answers = {route: browser.get(address(route, deep) + "?period=2020") for route in routes()}
    public = [route for route in EXPECTED if route.startswith("indices/") and "o" in EXPECTED[route]]
    assert {outcome(answers[route]) for route in public} == {"o"}
    assert any(COMMENT in body(answer) for answer in answers.values()) is shown
