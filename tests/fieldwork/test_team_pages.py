"""The team's pages: what each role may open, and that each does what it says and shows it first."""

from __future__ import annotations

import datetime as dt
import re
from copy import deepcopy

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonground.core.actions.mail import record_bounce
from commonground.core.models import Mail, User
from commonground.fieldwork.models import Adjudication, Assignment, AssignmentState, Query, Round, RoundState
from tests.fieldwork.factories import Harbour, harbour
from tests.support.teams import client

pytestmark = pytest.mark.django_db

PAGES = (
    "",
    "?stage=coding",
    "people/",
    "people/?late=1&q=X&stage=coding&state=submitted",
    "people.csv",
    "people/invite/",
    "people/import/",
    "deadlines/",
    "questions/",
    "questions/?q=A1",
    "questions/A1/",
    "sheet/",
    "sheet/?q=A&says=option&period=2020",
    "sheet.csv",
    "agreement/",
    "checks/",
    "checks/rules/",
    "embargo/",
    "wordings/",
    "questions/A1/wording/",
    "remarks/",
    "deciding/",
    "deciding/majority/",
    "queries/",
    "life/",
    "life/close/",
    "trail/",
    "trail/?verify=1&q=invite",
    "trail.csv",
    "mails/",
    "fees/",
    "fees.csv",
    "invoices/",
    "invoices/?state=paid",
    "invoices.csv",
)
WEIGHT = 150_000
QUERIES = 20
BASE = "/rounds/ports/1/"


@pytest.fixture(scope="module")
def world_as_made(lasting) -> Harbour:
    """Two coders who do not agree about A1 in XA, a query, a part nobody took."""
    made = harbour()
    made.submitted("ada", "coding", A1="100", A2="50")
    made.submitted("ben", "coding", A1="0", A2="50")
    made.invited("cleo", "coding", "XB")
    return made


@pytest.fixture
def world(world_as_made, db) -> Harbour:
    return deepcopy(world_as_made)


def text_of(response) -> str:
    return response.content.decode()


def cell(world: Harbour) -> str:
    return f"{BASE}units/{world.unit().pk}/A1/2020/"


@pytest.mark.parametrize("page", PAGES)
def test_the_team_opens_every_page_in_few_queries(page, world):
    browser = client(world.owner)
    browser.get(BASE)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = browser.get(BASE + page)
    assert answer.status_code == 200
    assert len(answer.content) < WEIGHT
    assert len(asked) <= QUERIES, [each["sql"][:120] for each in asked]


@pytest.mark.parametrize("page", PAGES)
def test_a_coder_opens_none_of_them_and_a_stranger_learns_nothing(page, world):
    ada, stranger = client(world.user("ada")), client(User.objects.create_user("s@example.org", "a long harbour"))
    told = ada.get(BASE + page)
    assert told.status_code in {403, 404} or page.startswith(("queries/", "deciding/"))
    assert "Expert 2" not in text_of(told)
    assert stranger.get(BASE + page).status_code == 404
    assert client(None).get(BASE + page)["Location"].startswith("/accounts/login/")


def test_the_shelf_lists_the_rounds_of_ones_own_indices_alone(world):
    assert "Ports 2023" in text_of(client(world.owner).get("/rounds/"))
    assert client(world.user("ada")).get("/rounds/").status_code == 404


def test_a_round_is_shown_before_it_is_made(world):
    browser = client(world.owner)
    form = text_of(browser.get("/rounds/ports/new/"))
    assert "isles:XA" in form
    said = {
        "title": "Ports 2026",
        "questionnaire": world.round.questionnaire_id,
        "framework": world.round.framework_id,
        "template": "mipex",
        "periods": "2026, 2026, 2026-12-31",
        "units": "isles:XA\nXB",
        "deadline": "2027-01-31",
    }
    dry = browser.post("/rounds/ports/new/", said)
    assert "peer reviewer" in text_of(dry)
    assert "peer_reviewer" not in text_of(dry)
    assert "Nothing has been written" in text_of(dry)
    assert Round.objects.count() == 1
    made = browser.post("/rounds/ports/new/", {**said, "confirmed": "1"})
    assert made["Location"] == "/rounds/ports/2/"
    round_ = Round.objects.get(number=2)
    assert (round_.units.count(), round_.stages.first().deadline.date()) == (2, dt.date(2027, 1, 31))


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [("units", "XX", "No place is called XX"), ("periods", "2026, x, soon", "is no date"), ("deadline", "soon", "")],
)
def test_what_is_wrong_with_a_plan_is_named_and_nothing_is_made(field, value, told, world):
    said = {
        "title": "T",
        "questionnaire": world.round.questionnaire_id,
        "template": "niem",
        "periods": "1",
        "units": "XA",
    }
    answer = client(world.owner).post("/rounds/ports/new/", {**said, field: value, "confirmed": "1"})
    assert answer.status_code == 200
    assert told in text_of(answer)
    assert Round.objects.count() == 1


def test_somebody_is_invited(world):
    unit, stage = world.unit("XB"), world.round.stages.get(code="peers")
    said = {"email": "dora@example.org", "name": "Dora D", "unit": unit.pk, "stage": stage.pk, "hold": "on"}
    client(world.owner).post(f"{BASE}people/invite/", said)
    made = Assignment.objects.get(contributor__user__email="dora@example.org")
    assert made.stage == stage
    assert Mail.objects.get(key=f"invitation:{made.pk}").state == Mail.State.HELD
    page = client(world.owner).get(f"{BASE}mails/")
    assert "dora@example.org" in text_of(page)
    client(world.owner).post(f"{BASE}mails/", {"key": [f"invitation:{made.pk}"]})
    assert Mail.objects.get(key=f"invitation:{made.pk}").state == Mail.State.QUEUED


def test_a_mail_that_came_back_is_sent_again(world):
    mail = Mail.objects.get(to="ada@example.org")
    record_bounce(message_id=mail.message_id, detail="5.1.1 no such user", permanent=True)
    browser = client(world.owner)
    assert "no such user" in text_of(browser.get(f"{BASE}mails/"))
    client(world.user("ada")).post(f"{BASE}mails/", {"key": mail.key, "again": "1"})
    assert Mail.objects.get(pk=mail.pk).state == "bounced"
    browser.post(f"{BASE}mails/", {"key": mail.key, "again": "1"})
    assert Mail.objects.get(pk=mail.pk).state == "queued"


def test_a_mail_of_another_round_is_not_let_go(world):
    Mail.objects.create(
        key="invitation:999999", to="x@example.org", template="invitation", language="en", subject="s",
        state=Mail.State.HELD, due_at=dt.datetime.now(dt.UTC), queued_at=dt.datetime.now(dt.UTC), message_id="<x@x>",
    )  # fmt: skip
    client(world.owner).post(f"{BASE}mails/", {"key": ["invitation:999999"]})
    assert Mail.objects.get(key="invitation:999999").state == Mail.State.HELD


def table(*lines: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("parts.csv", "\n".join(("stage,unit,email,fee,currency", *lines)).encode())


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))


def test_a_table_is_tried_before_it_is_done_and_done_only_as_it_was_shown(world):
    browser = client(world.owner)
    before = Assignment.objects.count()
    dry = text_of(browser.post(f"{BASE}people/import/", {"file": table("peers,XA,e@example.org,100,EUR")}))
    assert "1 part would be given out" in dry
    assert Assignment.objects.count() == before
    fields = hidden(dry)
    stale = browser.post(f"{BASE}people/import/", {**fields, "seen": "other"})
    assert "has changed since the dry run" in text_of(stale)
    assert Assignment.objects.count() == before
    browser.post(f"{BASE}people/import/", {**fields, "hold": "1"})
    assert Assignment.objects.count() == before + 1


@pytest.mark.parametrize("line", ["nothing,XA,e@example.org,,", "peers,XZ,e@example.org,,", "peers,XA,nobody,,"])
def test_a_table_with_a_fault_does_nothing(line, world):
    before = Assignment.objects.count()
    dry = text_of(client(world.owner).post(f"{BASE}people/import/", {"file": table("peers,XA,f@example.org,,", line)}))
    assert "must be corrected first" in dry
    assert Assignment.objects.count() == before


def test_whom_a_deadline_concerns_is_shown_before_it_changes(world):
    stage = world.round.stages.get(code="coding")
    said = {"stage": stage.pk, "deadline": "2030-05-31", "text": "Take a week more."}
    dry = text_of(client(world.owner).post(f"{BASE}deadlines/", said))
    assert "3 people would be told" in dry
    assert "Take a week more." in dry.partition("as its first reader")[2]
    stage.refresh_from_db()
    assert stage.deadline is None
    client(world.owner).post(f"{BASE}deadlines/", {**said, "confirmed": "1"})
    stage.refresh_from_db()
    assert stage.deadline.date() == dt.date(2030, 5, 31)
    assert Mail.objects.filter(template="deadline_changed").count() == 3


def test_a_part_is_returned_accepted_and_given_to_somebody_else(world):
    browser, ada = client(world.owner), Assignment.objects.get(contributor=world.person("ada"))
    page = f"{BASE}parts/{ada.pk}/"
    assert "Expert 1" in text_of(browser.get(page))
    browser.post(f"{page}return/", {"text": "Say more.", "questions": "A1", "confirmed": "1"})
    ada.refresh_from_db()
    assert (ada.state, ada.returned_questions) == (AssignmentState.RETURNED, ["A1"])
    said = {"contributor": world.person("fay").pk, "keep_answers": "on"}
    assert "Take" in text_of(browser.post(f"{page}reassign/", said))
    ada.refresh_from_db()
    assert ada.state == AssignmentState.RETURNED
    browser.post(f"{page}reassign/", {**said, "confirmed": "1"})
    ada.refresh_from_db()
    assert ada.state == AssignmentState.WITHDRAWN
    ben = Assignment.objects.get(contributor=world.person("ben"))
    browser.post(f"{BASE}parts/{ben.pk}/accept/")
    browser.post(f"{BASE}parts/{ben.pk}/terms/", {"hours_agreed": "12.5", "fee": "900", "currency": "eur"})
    ben.refresh_from_db()
    assert (ben.state, ben.fee, ben.currency) == (AssignmentState.ACCEPTED, 900, "EUR")
    assert "900.00 EUR" in text_of(browser.get(f"{BASE}fees/"))


def test_a_return_without_words_keeps_the_form_open_and_changes_nothing(world):
    ada = Assignment.objects.get(contributor=world.person("ada"))
    answer = client(world.owner).post(f"{BASE}parts/{ada.pk}/return/", {"text": "", "questions": "A1"})
    assert answer.status_code == 200
    ada.refresh_from_db()
    assert ada.state == AssignmentState.SUBMITTED


@pytest.mark.parametrize("codes", ["A1 Z9", "Z9"])
def test_a_return_with_a_wrong_code_does_not_return_all(codes, world):
    ada = Assignment.objects.get(contributor=world.person("ada"))
    answer = client(world.owner).post(f"{BASE}parts/{ada.pk}/return/", {"text": "Which law?", "questions": codes})
    assert "This part has no question Z9." in text_of(answer)
    assert "Which law?" in text_of(answer)
    ada.refresh_from_db()
    assert ada.state == AssignmentState.SUBMITTED


def test_codes_may_stand_with_commas(world):
    ada = Assignment.objects.get(contributor=world.person("ada"))
    browser, page = client(world.owner), f"{BASE}parts/{ada.pk}/"
    said = {"text": "Which <b>law?", "questions": "A1, A2"}
    asked = text_of(browser.post(f"{page}return/", said))
    assert "Return the part of Expert 1" in asked
    assert "has come back to you" in asked
    ada.refresh_from_db()
    assert ada.state == AssignmentState.SUBMITTED
    browser.post(f"{page}return/", {**said, "confirmed": "1"})
    ada.refresh_from_db()
    assert ada.returned_questions == ["A1", "A2"]
    assert "Which &lt;b&gt;law?" in text_of(browser.get(page))
    mine = text_of(client(world.user("ada")).get(f"/tasks/{ada.pk}/"))
    assert "Which &lt;b&gt;law?" in mine
    assert "stands in the mail" not in mine


def test_another_deadline_and_a_query_show_their_mail_before_it_goes(world):
    ada, browser = Assignment.objects.get(contributor=world.person("ada")), client(world.owner)
    page, cell = f"{BASE}parts/{ada.pk}/", f"{BASE}units/{world.unit().pk}/A1/2020/"
    told = browser.post(f"{page}extend/", {"deadline": "2031-05-31", "text": "Take your time."})
    assert "Take your time." in text_of(told)
    assert "The deadline of your part" in text_of(told)
    assert "No mail goes" in text_of(browser.post(f"{page}extend/", {"deadline": ""}))
    question = {"assignment": ada.pk, "text": "Since when?"}
    assert "There is a query about an answer" in text_of(browser.post(f"{cell}ask/", question))
    assert not Query.objects.exists()
    assert not Mail.objects.filter(template__in=("deadline_changed", "query")).exists()
    browser.post(f"{cell}ask/", {**question, "confirmed": "1"})
    thread = f"{BASE}queries/{Query.objects.get().pk}/"
    assert "There is a query about an answer" in text_of(browser.post(thread, {"text": "And why?"}))
    browser.post(thread, {"text": "And why?", "confirmed": "1"})
    assert Query.objects.get().messages.count() == Mail.objects.filter(template="query").count() == 2


def test_an_invitation_that_is_refused_keeps_what_was_typed(world):
    said = {
        "email": "new@example.org",
        "name": "Nora New",
        "stage": world.round.stages.get(code="coding").pk,
        "unit": world.unit().pk,
        "questions": "Z9",
        "hours_agreed": "12.5",
    }
    answer = client(world.owner).post(f"{BASE}people/invite/", said)
    assert "There is no question Z9." in text_of(answer)
    assert "Nora New" in text_of(answer)
    assert not User.objects.filter(email="new@example.org").exists()


def test_a_withdrawal_asks_first(world):
    ada = Assignment.objects.get(contributor=world.person("ada"))
    browser = client(world.owner)
    asked = browser.post(f"{BASE}parts/{ada.pk}/withdraw/", {"reason": "Left."})
    assert "Withdraw the part" in text_of(asked)
    ada.refresh_from_db()
    assert ada.state == AssignmentState.SUBMITTED
    assert "no longer with you" in text_of(asked)
    browser.post(f"{BASE}parts/{ada.pk}/withdraw/", {"reason": "Left.", "confirmed": "1"})
    ada.refresh_from_db()
    assert ada.state == AssignmentState.WITHDRAWN
    assert "Left." in text_of(browser.get(f"{BASE}parts/{ada.pk}/"))


def test_a_cell_is_decided_with_a_reason_where_it_differs(world):
    browser = client(world.owner)
    page = text_of(browser.get(cell(world)))
    assert "The answers differ" in page
    assert "Expert 1" in page
    assert "Expert 2" in page
    fields = hidden(page)
    refused = browser.post(f"{cell(world)}decide/", {**fields, "chosen": "option:100"})
    assert refused.status_code == 409
    assert "gives no reason" in text_of(refused)
    stale = browser.post(f"{cell(world)}decide/", {**fields, "seen": "", "chosen": "option:100", "reason": "The law."})
    assert stale.status_code == 409
    assert "The law." in text_of(stale)
    assert not Adjudication.objects.exists()
    browser.post(f"{cell(world)}decide/", {**fields, "chosen": "option:100", "reason": "The law."})
    assert Adjudication.objects.get().reason == "The law."
    assert "option 100" in text_of(browser.get(f"{BASE}deciding/"))
    assert "<b>option 100" in text_of(browser.get(f"{BASE}sheet/?period=2020"))


def test_a_majority_is_listed_before_it_decides(world):
    world.submitted("gus", "coding", A1="100", A2="50")
    browser = client(world.owner)
    assert "1 cell would be decided" in text_of(browser.get(f"{BASE}deciding/majority/"))
    listed = hidden(text_of(browser.get(f"{BASE}deciding/majority/")))
    world.submitted("hal", "coding", A1="0", A2="50")
    world.submitted("ida", "coding", A1="0", A2="50")
    again = browser.post(f"{BASE}deciding/majority/", listed)
    assert "1 cell would be decided" in text_of(again)
    assert "The list has changed since you saw it" in text_of(again)
    assert not Adjudication.objects.exists()
    browser.post(f"{BASE}deciding/majority/", hidden(text_of(again)))
    assert Adjudication.objects.get().value == "0"


def test_a_query_is_put_answered_and_resolved(world):
    browser, ada = client(world.owner), Assignment.objects.get(contributor=world.person("ada"))
    browser.post(f"{cell(world)}ask/", {"assignment": ada.pk, "text": "Since when?", "confirmed": "1"})
    query = Query.objects.get()
    assert "Since when?" in text_of(browser.get(f"{BASE}queries/{query.pk}/"))
    client(world.user("ada")).post(f"{BASE}queries/{query.pk}/", {"text": "Since <b>2019</b>."})
    assert "Since &lt;b&gt;2019" in text_of(browser.get(f"{BASE}queries/{query.pk}/"))
    browser.post(f"{BASE}queries/{query.pk}/resolve/")
    query.refresh_from_db()
    assert query.state == "resolved"


def test_a_round_goes_on_step_by_step_and_says_what_is_left(world):
    browser = client(world.owner)
    assert "not done yet" in text_of(browser.get(f"{BASE}life/close/"))
    browser.post(f"{BASE}life/close/")
    browser.post(f"{BASE}life/begin-adjudication/")
    assert Round.objects.get().state == RoundState.ADJUDICATION
    left = text_of(browser.get(f"{BASE}life/lock/"))
    assert "Accept it, or withdraw it." in left
    refused = browser.post(f"{BASE}life/lock/")
    assert refused.status_code == 409
    assert Round.objects.get().state == RoundState.ADJUDICATION
    assert browser.get(f"{BASE}life/reopen/").status_code == 403
    assert browser.get(f"{BASE}life/nowhere/").status_code == 404


def test_a_blind_peer_learns_nothing_of_the_others_and_neither_does_a_blind_member_of_the_team(world):
    """Not from pages, counts or files; not even somebody of the team who is a peer here."""
    world.agreed("peg", "peers")
    for who in ("peg", "owner"):
        if who == "owner":
            world.index.team.add(world.user("peg"))
        browser = client(world.user("peg"))
        for page in (*PAGES, f"units/{world.unit().pk}/A1/2020/", f"parts/{Assignment.objects.first().pk}/"):
            told = text_of(browser.get(BASE + page))
            assert "Expert 1" not in told, page
            assert "option 100" not in told, page
            assert "ada@example.org" not in told, page


def test_parts_queries_and_units_of_another_round_are_not_there(world):
    other = harbour_beside(world)
    browser = client(world.owner)
    for address in (f"parts/{other.pk}/", f"units/{other.unit_id}/A1/2020/", f"units/{other.unit_id}/end-blinding/"):
        assert browser.get(BASE + address).status_code == 404
    posts = {
        f"parts/{other.pk}/withdraw/": {"reason": "x", "confirmed": "1"},
        f"units/{other.unit_id}/A1/2020/decide/": {"chosen": "option:100", "seen": "", "based_on": "0"},
        f"units/{world.unit().pk}/A1/2020/ask/": {"assignment": other.pk, "text": "x"},
    }
    for address, said in posts.items():
        assert browser.post(BASE + address, said).status_code == 404
    stage, unit = other.stage, other.unit
    said = {"email": "z@example.org", "stage": stage.pk, "unit": unit.pk}
    assert "z@example.org" not in list(User.objects.values_list("email", flat=True))
    assert browser.post(f"{BASE}people/invite/", said).status_code == 200
    assert browser.post(f"{BASE}deadlines/", {"stage": stage.pk, "confirmed": "1"}).status_code == 200
    other.refresh_from_db()
    assert (other.state, Query.objects.count(), Adjudication.objects.count()) == (AssignmentState.INVITED, 0, 0)
    assert not User.objects.filter(email="z@example.org").exists()


def harbour_beside(world: Harbour) -> Assignment:
    """A part in another index's round, by another owner."""
    from commonground.fieldwork.actions import assignments, planning  # noqa: PLC0415
    from commonground.instruments.models import Index  # noqa: PLC0415
    from tests.fieldwork.factories import SIMPLE, islands, planned  # noqa: PLC0415

    owner = User.objects.create_user("other@example.org", "a long and quiet harbour")
    index = Index.objects.create(code="quays", title="Quays Index", owner=owner)
    round_ = planned(index, owner, SIMPLE, islands(2))
    person = planning.add_contributor(index=index, email="olga@example.org", by=owner)
    return assignments.assign(
        stage=round_.stages.get(code="coding"), unit=round_.units.first(), contributor=person, by=owner
    )


def test_what_was_done_is_said_in_the_language_of_the_page(world):
    part = world.submitted("una", "peers", "XB")
    owner = client(world.owner)
    for address in (f"{BASE}parts/{part.pk}/", f"{BASE}trail/?q=remise", f"{BASE}trail/?q=submit"):
        page = text_of(owner.get(address, headers={"Accept-Language": "fr"}))
        assert "Partie remise" in page
        assert "submit<" not in page
