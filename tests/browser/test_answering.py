"""Answering in a browser: saved as it is typed, and never lost: offline, signed out, in two tabs, without scripts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from commonground.fieldwork.models import Assignment, AssignmentState, Citation
from commonground.responses.models import Revision
from commonground.responses.queries import Cell, current
from tests.browser.conftest import flaws
from tests.fieldwork.factories import Harbour, harbour, say
from tests.fieldwork.rounds import after_a_locked_round, of_every_kind
from tests.support.teams import PASSWORD, client

pytestmark = pytest.mark.django_db(transaction=True)
A1, A2 = (Cell(question=code, period="2020") for code in ("A1", "A2"))


@pytest.fixture
def port() -> Harbour:
    return harbour()


@pytest.fixture
def two(page) -> tuple[Page, Page]:
    """Two tabs of one browser."""
    context = page.context.browser.new_context(viewport={"width": 1280, "height": 900})
    return context.new_page(), context.new_page()


def enter(page: Page, site: str, port: Harbour, name: str = "ada") -> None:
    """Signed in, without the form."""
    cookie = client(port.user(name)).cookies["sessionid"]
    page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": site}])


def at(site: str, task: Assignment, question: str = "A1", period: str = "2020") -> str:
    return f"{site}/tasks/{task.pk}/questions/{question}?period={period}"


def saved(page: Page) -> None:
    expect(page.locator("#status")).to_contain_text("Saved at", timeout=15_000)


def value(task: Assignment, cell: Cell = A1) -> object:
    said = current(task.response).get(cell)
    return said.value if said else None


@pytest.fixture
def task(port) -> Assignment:
    return port.agreed("ada", "coding")


@pytest.fixture
def opened(page, complaints, live_server, port, task) -> Iterator[Page]:
    """Question A1, and nothing to complain of at the end."""
    enter(page, live_server.url, port)
    page.goto(at(live_server.url, task))
    yield page
    assert complaints == []


def test_from_the_invitation_to_handing_in(page, complaints, live_server, port):
    task = port.invited("ada", "coding")
    enter(page, live_server.url, port)
    page.goto(f"{live_server.url}/tasks/")
    assert flaws(page) == []
    page.get_by_role("link", name="Island XA: Coding").click()
    assert flaws(page) == []
    page.get_by_role("button", name="Accept this part").click()
    page.get_by_role("link", name="Begin with A1").click()
    for following in ("A2", "A3", "B1", "B2", ""):
        page.get_by_label("option 100").check()
        page.get_by_label("Until", exact=True).select_option("2023")
        page.get_by_label("Comment").fill("So it is by law.")
        page.get_by_role("button", name=f"Save and go to {following}" if following else "Save and finish").click()
        page.wait_for_url(f"**/questions/{following}" if following else f"**/tasks/{task.pk}/")
    page.get_by_role("button", name="Hand in this part").click()
    page.get_by_text("You have handed this part in.").wait_for()
    fresh = port.fresh(task)
    assert fresh.state == AssignmentState.SUBMITTED
    assert len(current(fresh.response)) == 10
    assert {said.comment for said in current(fresh.response).values()} == {"So it is by law."}
    assert complaints == []


def test_what_is_chosen_and_written_is_saved_without_a_button(opened, task):
    opened.get_by_label("option 50").check()
    saved(opened)
    opened.get_by_label("Comment").fill("Article 5 says so.")
    opened.wait_for_timeout(1500)
    saved(opened)
    now = current(task.response)[A1]
    assert (now.value, now.comment, now.number) == ("50", "Article 5 says so.", 2)
    assert opened.evaluate("localStorage.length") == 0


def test_offline_it_is_kept_and_online_it_is_sent(page, live_server, port, task):
    enter(page, live_server.url, port)
    page.goto(at(live_server.url, task))
    page.context.set_offline(True)
    page.get_by_label("option 50").check()
    page.get_by_label("Comment").fill("Written at sea.")
    expect(page.locator("#status")).to_contain_text("Kept on this device", timeout=10_000)
    page.wait_for_timeout(1500)
    assert not Revision.objects.exists()
    page.context.set_offline(False)
    saved(page)
    now = current(task.response)[A1]
    assert (now.value, now.comment) == ("50", "Written at sea.")


def test_what_was_kept_is_sent_when_the_page_is_opened_again(two, live_server, port, task):
    """The tab is closed while nothing can be sent; another one, on another question, finds what waits."""
    page, second = two
    enter(page, live_server.url, port)
    page.goto(at(live_server.url, task))
    page.route("**/answers", lambda route: route.abort())
    page.get_by_label("option 50").check()
    page.wait_for_timeout(1500)
    page.close()
    second.goto(at(live_server.url, task, "A2"))
    saved(second)
    assert value(task) == "50"


def test_an_answer_that_was_saved_but_not_acknowledged_is_saved_once(page, live_server, port, task):
    enter(page, live_server.url, port)
    page.goto(at(live_server.url, task))
    lost = []

    def lose(route: object) -> None:
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch())
            route.abort()

    page.route("**/answers", lose)
    page.get_by_label("option 50").check()
    saved(page)
    assert lost[0].status == 200
    assert Revision.objects.count() == 1


def test_after_the_session_expired_one_signs_in_elsewhere_and_goes_on(two, live_server, port, task):
    page = two[0]
    user = port.user("ada")
    user.set_password(PASSWORD)
    user.save()
    enter(page, live_server.url, port)
    page.goto(at(live_server.url, task))
    page.context.clear_cookies(name="sessionid")
    page.get_by_label("option 50").check()
    expect(page.locator("#status")).to_contain_text("You are signed out", timeout=10_000)
    assert flaws(page) == []
    with page.context.expect_page() as opening:
        page.get_by_role("link", name="Sign in (opens another tab)").click()
    door = opening.value
    door.get_by_label("Email").fill(user.email)
    door.get_by_label("Password").fill(PASSWORD)
    door.get_by_role("button", name="Sign in", exact=True).click()
    door.wait_for_url(f"{live_server.url}/tasks/")
    page.bring_to_front()
    page.get_by_label("Comment").fill("Written while signed out.")
    saved(page)
    page.wait_for_timeout(1500)
    saved(page)
    now = current(task.response)[A1]
    assert (now.value, now.comment) == ("50", "Written while signed out.")
    page.get_by_role("button", name="Save and go to A2").click()
    page.wait_for_url("**/questions/A2")


@pytest.mark.parametrize(("choice", "left"), [("Put mine in its place", "50"), ("Keep what stands there", "0")])
def test_in_a_conflict_both_are_shown_and_the_person_chooses(two, live_server, port, choice, left):
    page, other = two
    task = port.agreed("ada", "coding")
    enter(page, live_server.url, port)
    page.goto(at(live_server.url, task))
    other.goto(at(live_server.url, task))
    other.get_by_label("option 0", exact=True).check()
    other.get_by_label("Comment").fill("From the other tab")
    other.wait_for_timeout(2000)
    saved(other)
    page.bring_to_front()
    page.get_by_label("option 50").check()
    panel = page.get_by_role("alert", name="Two answers to one question")
    expect(panel).to_contain_text("From the other tab", timeout=10_000)
    expect(panel).to_contain_text("option 50")
    expect(panel).to_contain_text("option 0")
    assert flaws(page) == []
    assert value(task) == "0"
    page.get_by_text(choice).click()
    if left == "50":
        saved(page)
    else:
        expect(page.get_by_label("Comment")).to_have_value("From the other tab")
    assert value(task) == left


def test_without_scripts_everything_works_as_forms(browser, live_server, port, task):
    page = browser.new_context(java_script_enabled=False).new_page()
    enter(page, live_server.url, port)
    page.goto(at(live_server.url, task))
    page.get_by_label("option 50").check()
    page.get_by_label("Law or document").fill("Quays Act")
    page.get_by_role("button", name="Save and go to A2").click()
    assert page.get_by_text("Give the article or section of Quays Act").count() == 2
    page.get_by_label("Article or section").fill("5")
    page.get_by_role("button", name="Save and go to A2").click()
    page.wait_for_url("**/questions/A2")
    assert value(task) == "50"
    assert Citation.objects.get().article.number == "5"
    page.goto(at(live_server.url, task))
    say(task, "A1", "0", by=port.user("ada"))
    page.get_by_label("option 100").check()
    page.get_by_role("button", name="Save and go to A2").click()
    page.get_by_text("Two answers to one question").wait_for()
    page.get_by_role("button", name="Put mine in its place").click()
    assert value(task) == "100"


def test_what_was_typed_is_kept_where_the_part_is_no_longer_open(page, live_server, port, task):
    enter(page, live_server.url, port)
    page.goto(at(live_server.url, task))
    Assignment.objects.filter(pk=task.pk).update(state=AssignmentState.SUBMITTED)
    page.get_by_label("Comment").fill("Section 5.")
    page.get_by_label("option 50").check()
    expect(page.locator("#status")).to_contain_text(
        "not accepted: A1 2020. This is not open to you now.", timeout=10_000
    )
    page.get_by_role("button", name="Save and go to A2").click()
    expect(page.get_by_label("Comment")).to_have_value("Section 5.")
    page.reload()
    expect(page.locator("#unsent .copy")).to_have_text(["50", "Section 5."])
    assert flaws(page) == []
    page.get_by_role("button", name="Throw it away").click()
    expect(page.locator("#unsent")).to_be_hidden()
    assert page.evaluate("localStorage.length") == 0


def test_without_scripts_and_signed_out_what_was_sent_is_kept(browser, live_server, port, task):
    """The form is sent after the session has ended; once signed in its sender finds it, and sends it."""
    user = port.user("ada")
    user.set_password(PASSWORD)
    user.save()
    page = browser.new_context(java_script_enabled=False).new_page()
    enter(page, live_server.url, port)
    page.goto(at(live_server.url, task))
    page.get_by_label("option 50").check()
    page.get_by_label("Comment").fill("Written for an hour.")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save and go to A2").click()
    page.get_by_label("Email").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/tasks/kept")
    expect(page.get_by_text("Written for an hour.")).to_be_visible()
    page.get_by_role("button", name="Send it now").click()
    page.wait_for_url("**/questions/A2")
    now = current(task.response)[A1]
    assert (now.value, now.comment) == ("50", "Written for an hour.")


def test_by_keyboard_alone(opened, task):
    for _ in range(40):
        opened.keyboard.press("Tab")
        if opened.evaluate("document.activeElement.name") == "value":
            break
    opened.keyboard.press("Space")
    opened.keyboard.press("ArrowDown")
    saved(opened)
    assert value(task) == "50"
    passed = []
    for _ in range(40):
        opened.keyboard.press("Tab")
        passed.append(opened.evaluate("document.activeElement.outerHTML").splitlines()[0][:80])
        if "Save and go to A2" in passed[-1] or 'value="next"' in passed[-1]:
            break
    assert 'value="next"' in passed[-1], passed
    opened.wait_for_timeout(1200)
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/questions/A2")
    assert value(task) == "50"


def test_last_rounds_answer_is_confirmed_and_seen_before_it_is_saved(page, complaints, live_server):
    port = after_a_locked_round()
    task = port.agreed("ada", "coding")
    enter(page, live_server.url, port)
    page.goto(at(live_server.url, task))
    expect(page.get_by_label("option 50")).not_to_be_checked()
    assert flaws(page) == []
    page.get_by_label("Confirmed unchanged").check()
    expect(page.get_by_label("option 50")).to_be_checked()
    expect(page.get_by_label("Comment")).to_have_value("Quays were open.")
    saved(page)
    now = current(task.response)[A1]
    assert (now.value, now.basis, now.comment) == ("50", "unchanged", "Quays were open.")
    page.get_by_label("option 100").check()
    expect(page.get_by_label("Confirmed unchanged")).not_to_be_checked()
    page.get_by_role("button", name="Save and go to A2").click()
    page.get_by_text("Say whether the answer is unchanged, or why it changed").first.wait_for()
    page.get_by_label("Changed because the law changed").check()
    page.get_by_role("button", name="Save and go to A2").click()
    page.wait_for_url("**/questions/A2")
    now = current(task.response)[A1]
    assert (now.value, now.basis) == ("100", "law")
    assert [each for each in complaints if "422" not in each] == []


def test_a_source_is_added_and_what_is_missing_of_it_is_asked_for(page, live_server, port, task):
    enter(page, live_server.url, port)
    page.goto(at(live_server.url, task))
    opened = page
    opened.get_by_label("option 50").check()
    opened.get_by_label("Law or document").fill("Quays Act")
    opened.get_by_role("button", name="Add this source").click()
    expect(opened.get_by_label("Article or section")).to_be_focused()
    assert flaws(opened) == []
    opened.get_by_label("Article or section").fill("5")
    opened.get_by_label("Quote").fill("Quays are open.")
    opened.get_by_role("button", name="Add this source").click()
    expect(opened.get_by_label("Quays Act, 5")).to_be_checked()
    opened.wait_for_timeout(1500)
    saved(opened)
    assert Citation.objects.get().quote == "Quays are open."


def test_a_source_half_typed_is_still_there_after_a_reload(opened):
    opened.get_by_label("Law or document").fill("Quays Act")
    opened.reload()
    expect(opened.get_by_label("Law or document")).to_have_value("Quays Act")


def test_questions_of_every_kind_are_saved_as_they_are_typed(page, complaints, live_server):
    port = of_every_kind()
    task = port.agreed("ada", "coding")
    enter(page, live_server.url, port)
    for question, label, typed in (
        ("days", "Your answer for 2020", "200"),
        ("since", "Your answer for 2020", "2019-05-01"),
    ):
        page.goto(at(live_server.url, task, question))
        page.get_by_label(label).fill(typed)
        saved(page)
        assert flaws(page) == []
        assert value(task, Cell(question=question, period="2020")) == typed
    page.goto(at(live_server.url, task, "who"))
    for label in ("Yes", "No"):
        page.get_by_label(label, exact=True).check()
    page.wait_for_timeout(1500)
    saved(page)
    assert value(task, Cell(question="who", period="2020")) == ["yes", "no"]
    page.goto(at(live_server.url, task, "groups"))
    page.get_by_role("group", name="Women").get_by_label("Yes").check()
    page.get_by_role("group", name="Men", exact=True).get_by_label("No", exact=True).check()
    page.wait_for_timeout(2000)
    saved(page)
    assert flaws(page) == []
    assert {value(task, Cell(question="groups", period="2020", item=i)) for i in ("women", "men")} == {"yes", "no"}
    assert complaints == []


def test_what_does_not_fit_is_kept_here_and_named(page, live_server):
    port = of_every_kind()
    task = port.agreed("ada", "coding")
    enter(page, live_server.url, port)
    page.goto(at(live_server.url, task, "days"))
    page.get_by_label("Your answer for 2020").fill("400")
    expect(page.locator("#status")).to_contain_text("not accepted", timeout=10_000)
    page.goto(at(live_server.url, task, "since"))
    expect(page.locator("#status")).to_contain_text("not accepted: days 2020", timeout=10_000)
    page.goto(at(live_server.url, task, "days"))
    expect(page.get_by_label("Your answer for 2020")).to_have_value("400")
    page.get_by_role("button", name="Save and go to since").click()
    page.get_by_text("Not saved yet. To put right:").wait_for()
    page.get_by_label("Your answer for 2020").fill("300")
    saved(page)
    assert value(task, Cell(question="days", period="2020")) == "300"


@pytest.mark.parametrize("width", [390, 1280])
def test_in_arabic_from_right_to_left(browser, live_server, width):
    port = of_every_kind()
    task = port.agreed("ada", "coding")
    page = browser.new_context(locale="ar", viewport={"width": width, "height": 900}).new_page()
    enter(page, live_server.url, port)
    for address in ("/tasks/", f"/tasks/{task.pk}/", f"/tasks/{task.pk}/questions/open"):
        page.goto(live_server.url + address)
        assert page.evaluate("document.documentElement.dir") == "rtl"
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert flaws(page) == []
    assert page.get_by_role("heading", level=1).inner_text() == "هل الأرصفة مفتوحة؟"
    page.get_by_label("نعم", exact=True).check()
    page.wait_for_timeout(2500)
    assert value(task, Cell(question="open", period="2020")) == "yes"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_pages_have_no_flaws_and_are_light(browser, live_server, port, width, scheme):
    task = port.agreed("ada", "coding")
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    page = context.new_page()
    weight: list[int] = []
    page.on("response", lambda answer: weight.append(int(answer.headers.get("content-length") or 0)))
    enter(page, live_server.url, port)
    page.goto(at(live_server.url, task))
    page.wait_for_load_state("networkidle")
    assert flaws(page) == []
    assert sum(weight) < 150_000
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.emulate_media(media="print")
    assert not page.locator(".bar").is_visible()
