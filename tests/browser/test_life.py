"""The life of an answer, in each language: from the invitation to the public page of the score that it made."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from playwright.sync_api import expect

from commonground.core.actions.sending import send_due
from commonground.core.queries.trail import head_of
from commonground.fieldwork.models import Assignment
from tests.browser.walking import Walker
from tests.fieldwork.factories import Harbour
from tests.fieldwork.rounds import CHOSEN, in_three_languages
from tests.methods.offline.factory import place
from tests.support.teams import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)
EXPERT, PEER = "ada@example.org", "pia@example.org"
COMMENT, REASON = "Section 5 opens every quay.", "Section 5 binds new quays only."


@pytest.fixture(params=["en-gb", "fr", "ar"])
def language(request) -> str:
    return request.param


@pytest.fixture
def port(live_server, settings) -> Harbour:
    settings.SITE_ADDRESS = live_server.url
    settings.REQUIRE_MFA = True
    return in_three_languages()


def test_the_life_of_an_answer(page, live_server, port, language, tmp_path):
    browser = page.context.browser
    team, expert, peer, reader = (Walker(browser, live_server.url, language) for _ in range(4))
    signs_in_with_a_second_factor(team, port)
    invites(team, port, EXPERT, "coding")
    invites(team, port, PEER, "peers")
    follows_the_link(expert, EXPERT)
    agrees(expert)
    answers_in_the_browser(expert)
    answers_in_excel(expert, tmp_path)
    hands_in(expert)
    follows_the_link(peer, PEER)
    agrees(peer)
    declares_and_answers_blind(peer)
    hands_in(peer)
    asks(team, port)
    replies(expert)
    settles(team, port)
    decides(team, port)
    locks_and_publishes(team, port)
    opens_the_score(reader, port)
    assert [walker.complaints for walker in (team, expert, peer, reader)] == [[], [], [], []]


def signs_in_with_a_second_factor(team: Walker, port: Harbour) -> None:
    """The password alone opens nothing of the team's: a second factor is set up first."""
    team.goes("/accounts/login/")
    team.page.locator("[name=login]").fill(port.owner.email)
    team.page.locator("[name=password]").fill(PASSWORD)
    team.page.locator("form.account button.btn:not(.quiet)").click()
    team.page.wait_for_url("**/accounts/reauthenticate/**")
    team.looks()
    team.page.locator("[name=password]").fill(PASSWORD)
    team.page.locator("form.account button.btn").first.click()
    team.page.wait_for_url("**/2fa/totp/activate/**")
    team.looks()
    secret = team.page.locator("#authenticator_secret").input_value()
    counter = next(iter(yield_hotp_counters_from_time()))
    team.page.locator("[name=code]").fill(format_hotp_value(hotp_value(secret, counter)))
    team.page.locator("form.account button.btn").first.click()
    team.page.wait_for_url("**/2fa/recovery-codes/**")
    team.looks()
    team.link("Rounds").click()
    team.page.wait_for_url(f"{team.site}/rounds/")
    team.looks()


def invites(team: Walker, port: Harbour, email: str, stage: str) -> None:
    """By the page of the round; the mail stands in the outbox and goes."""
    team.goes(port_page(port, "people/"))
    team.link("Invite somebody").click()
    team.looks()
    team.field("E-mail address").fill(email)
    team.page.locator("select[name=stage]").select_option(label=port.round.stages.get(code=stage).title)
    team.page.locator("select[name=language]").select_option(team.language)
    team.button("Invite").click()
    team.page.wait_for_url("**/people/")
    assert send_due().sent == 1


def port_page(port: Harbour, page: str = "") -> str:
    return f"/rounds/{port.index.code}/{port.round.number}/{page}"


def follows_the_link(person: Walker, email: str) -> None:
    """The mail is in their language; its link opens the account, which takes a password."""
    sent = next(message for message in reversed(mail.outbox) if email in message.to)
    assert person.words("Invitation: %(round)s", round="Quays 2023") or sent.subject
    person.goes(re.search(r"http\S+/accounts/invitation/\S+", sent.body).group())
    person.writes(person.field("Choose a password"), PASSWORD)
    person.presses(person.button("Accept and sign in"))
    assert person.page.url == f"{person.site}/tasks/"


def agrees(person: Walker) -> None:
    person.presses(person.page.locator(".mytasks a").first)
    person.presses(person.button("Accept this part"))


def answers_in_the_browser(expert: Walker) -> None:
    """One answer for both periods, with the law that it rests on."""
    expert.presses(expert.link("Begin with %(code)s", code="A1"))
    expert.chooses(expert.page.locator("[name=value][value='100']"))
    expert.picks(expert.page.locator("[name=until]"), "2023")
    expert.chooses(expert.field("Sure"))
    expert.writes(expert.field("Comment"), COMMENT)
    expert.writes(expert.field("Law or document"), "Quays Act")
    expert.writes(expert.field("Article or section"), "5")
    expert.writes(expert.field("Quote"), "Every quay is open.")
    expert.moves(expert.button("Add this source"))
    expert.page.keyboard.press("Enter")
    expect(expert.page.get_by_label("Quays Act, 5")).to_be_checked()
    shows_the_effect(expert)
    expert.presses(expert.button("Save and go to %(code)s", code="A2"))


def shows_the_effect(expert: Walker) -> None:
    """Once what was typed is saved: the tests' database in memory serves one request at a time."""
    expect(expert.page.locator("#status:not(.waiting):not(.wrong)")).to_be_visible(timeout=15_000)
    expert.moves(expert.button("Show the effect"))
    expert.page.keyboard.press("Enter")
    expect(expert.page.locator("#moves")).not_to_be_empty()


def answers_in_excel(expert: Walker, folder: Path) -> None:
    """The other question in the workbook, which is fetched, filled in and sent back."""
    expert.presses(expert.link("Overview and handing in"))
    expert.presses(expert.link("Work offline"))
    expert.moves(expert.link("Fetch the workbook (.xlsx)"))
    with expert.page.expect_download() as fetching:
        expert.page.keyboard.press("Enter")
    path = folder / "answers.xlsx"
    fetching.value.save_as(path)
    fills_in(expert, path)
    expert.attaches(expert.field("Your workbook"), path)
    expert.presses(expert.button("Show what it changes"))
    expert.presses(expert.button("Save these answers"))


def fills_in(expert: Walker, path: Path) -> None:
    made = openpyxl.load_workbook(path)
    sheet = made["Answers"]
    for period in ("2020", "2023"):
        place(sheet, "A2", f"{expert.words('Answer')} {period}").value = CHOSEN["50"][expert.language[:2]]
    made.save(path)


def hands_in(person: Walker) -> None:
    """With the task page in view; what was answered is read there once more."""
    if not person.button("Hand in this part").count():
        person.presses(person.link("Your tasks"))
        person.presses(person.page.locator(".mytasks a").first)
    person.presses(person.button("Hand in this part"))
    person.reads("You have handed this part in. It can be read, and changed only if it is sent back to you.")


def declares_and_answers_blind(peer: Walker) -> None:
    """A peer declares interests before the questions open, and finds nothing there of what the expert wrote."""
    peer.chooses(peer.field("No, there is nothing"))
    peer.presses(peer.button("Declare"))
    peer.presses(peer.link("Begin with %(code)s", code="A1"))
    assert COMMENT not in peer.page.content()
    for code, following in (("A1", "A2"), ("A2", "")):
        peer.chooses(peer.page.locator("[name=value][value='50']"))
        peer.picks(peer.page.locator("[name=until]"), "2023")
        peer.writes(peer.field("Comment"), f"{code} as I read it.")
        if code == "A1":
            peer.writes(peer.field("Law or document"), "Quays Act")
            peer.writes(peer.field("Article or section"), "6")
        goes_on = peer.button("Save and go to %(code)s", code="A2") if following else peer.button("Save and finish")
        peer.presses(goes_on)


def asks(team: Walker, port: Harbour) -> None:
    """The team puts a query to the expert, on the page of the cell."""
    team.goes(port_page(port, f"units/{port.unit().pk}/A1/2020/"))
    team.page.locator("#to").select_option(label="Expert 1, Coding")
    team.field("Query").fill("Does section 5 bind old quays?")
    team.button("Put the query").click()
    team.looks()
    team.button("Put the query").click()
    team.looks()
    assert send_due().sent >= 1


def replies(expert: Walker) -> None:
    expert.goes("/tasks/")
    expert.presses(expert.page.locator(".mytasks a").first)
    expert.presses(expert.page.get_by_role("link", name=re.compile("^A1 ")).first)
    expert.writes(expert.field("Reply"), "It binds all of them.")
    expert.presses(expert.button("Send the reply"))


def settles(team: Walker, port: Harbour) -> None:
    team.goes(port_page(port, "queries/"))
    team.page.get_by_role("link", name=re.compile("A1")).first.click()
    team.looks()
    expect(team.page.get_by_text("It binds all of them.")).to_be_visible()
    team.button("It is resolved").click()
    for email in (EXPERT, PEER):
        part = Assignment.objects.get(contributor__user__email=email)
        team.goes(port_page(port, f"parts/{part.pk}/"))
        team.button("Accept it").click()
        team.looks()
    team.goes(port_page(port, "agreement/"))


def decides(team: Walker, port: Harbour) -> None:
    """The round is closed and what differs is decided, with a reason."""
    for step in ("close", "begin-adjudication"):
        takes(team, port, step)
    team.goes(port_page(port, "deciding/"))
    for cell in ("A1 2020", "A1 2023"):
        team.page.get_by_role("link", name=re.compile(cell)).click()
        team.looks()
        team.page.locator("[name=chosen][value='option:50']").check()
        team.field("Reason").fill(REASON)
        team.button("Decide").click()
        team.page.wait_for_url("**/deciding/")


def takes(team: Walker, port: Harbour, step: str) -> None:
    team.goes(port_page(port, "life/"))
    team.page.locator(f"a[href='{step}/']").click()
    team.looks()
    team.page.locator("main form button.btn").click()
    team.looks()


def locks_and_publishes(team: Walker, port: Harbour) -> None:
    takes(team, port, "lock")
    expect(team.page.get_by_text(head_of(port.round.key))).to_be_visible()
    takes(team, port, "publish")


def opens_the_score(reader: Walker, port: Harbour) -> None:
    """A stranger opens the score, and by its trace the answer, the decision and the article."""
    reader.goes("/indices/quays/places/XA")
    reader.goes("/indices/quays/places/XA/A1")
    for text in (COMMENT, REASON, "Expert 1", "Expert 2", "Quays Act"):
        expect(reader.page.get_by_text(text).first).to_be_visible()
