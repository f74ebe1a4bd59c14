"""Which mails of a round are tried again, and what becomes of one that is being sent."""

from __future__ import annotations

import pytest

from commonground.core.models import Mail
from commonground.fieldwork.actions import assignments, review
from commonground.fieldwork.actions.notices import send_stuck
from commonground.fieldwork.errors import FieldworkError
from commonground.fieldwork.queries.mails import stuck_mails
from commonground.responses.queries import Cell
from tests.fieldwork.factories import harbour
from tests.support.teams import client

pytestmark = pytest.mark.django_db
MAILS = "/rounds/ports/1/mails/"


def came_back() -> None:
    Mail.objects.update(state=Mail.State.BOUNCED)


def offered(world) -> set[str]:
    return {mail.key for mail in stuck_mails(world.reload())}


def test_no_mail_about_work_that_is_over_is_sent_again():
    world = harbour()
    gone, done = world.agreed("ada", "coding"), world.submitted("ben", "coding", A1="100")
    new, mo = world.invited("cleo", "coding"), world.invited("mo", "deciding")
    review.ask(assignment=done, cell=Cell(question="A1", period="2020"), text="Why?", by=world.owner)
    assignments.accept(assignment=done, by=world.owner)
    assignments.withdraw(assignment=gone, by=world.owner)
    came_back()
    query = Mail.objects.get(template="query").key
    told = f"withdrawn:{gone.pk}:"
    assert offered(world) == {told, query, f"invitation:{new.pk}", f"invitation:{mo.pk}"}
    browser = client(world.owner)
    page = browser.get(MAILS).content.decode()
    assert f'value="{told}"' in page
    assert f'value="invitation:{gone.pk}"' not in page
    refused = browser.post(MAILS, {"key": [f"invitation:{gone.pk}", told], "again": "1"})
    assert refused.status_code == 409
    assert Mail.objects.get(key=told).state == Mail.State.BOUNCED
    world.closed()
    assert offered(world) == {told, query, f"invitation:{mo.pk}"}
    back = assignments.return_assignment(assignment=world.fresh(done), text="Look at A1.", by=world.owner)
    came_back()
    returned = f"returned:{back.pk}:1"
    assert returned in offered(world)
    with pytest.raises(FieldworkError, match="mail-over"):
        send_stuck(round_=world.round, keys=[f"invitation:{new.pk}"], by=world.owner)
    assert send_stuck(round_=world.round, keys=[returned], by=world.owner) == 1


def test_a_mail_that_is_being_sent_is_not_tried_again_once_its_part_is_withdrawn():
    world = harbour()
    part = world.invited("ada", "coding")
    Mail.objects.update(state=Mail.State.SENDING)
    assignments.withdraw(assignment=part, by=world.owner)
    assert {mail.template: mail.state for mail in Mail.objects.all()} == {
        "invitation": Mail.State.CANCELLED,
        "withdrawn": Mail.State.QUEUED,
    }
