"""A reader's doubt on an answer: kept once, decided by the team, its outcome on record, its maker never shown."""

from __future__ import annotations

import datetime as dt
import re
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from commonground.core.models import AuditEntry, Mail
from commonground.methods.errors import CommongroundError
from commonground.publishing.actions.challenges import (
    MOST_AN_HOUR,
    Doubt,
    answer_challenge,
    clean,
    link_correction,
    make_challenge,
    set_policy,
    take_up,
)
from commonground.publishing.models import Challenge, ChallengeEntry, ChallengePolicy, Challenger, ChallengeWords
from commonground.publishing.queries.challenges import token_of
from tests.fieldwork.factories import Harbour
from tests.publishing.locked import locked, published
from tests.support.teams import account, client, corrected, team

pytestmark = pytest.mark.django_db
ANSWER = "/indices/quays@1/places/XA/A1"
FORM = f"{ANSWER}/challenge?period=2020"
KEY = "6f1c1a52-8d0c-4c1e-9a54-3f2f6b0c9d11"
SENT = {"key": KEY, "reason": "<b>Section 9</b> closed\u202e them.", "source": "Quays Act", "website": ""}
PERSON = {"name": "Jo March", "email": "jo@paper.example"}
DECIDED = {"outcome": "partly", "about": "Whether section 9 closed them.", "answer": "It did <i>in part</i>."}


@pytest.fixture
def port(settings, tmp_path) -> Harbour:
    settings.COUNTS = tmp_path / "counts"
    return published()


@pytest.fixture
def made(port) -> Challenge:
    client(None).post(FORM, SENT | PERSON)
    return Challenge.objects.get()


def confirm(made: Challenge, *which: Challenge) -> None:
    said = {"do": "confirm", "which": [each.pk for each in which or (made,)]}
    assert client(None).post(f"/challenges/own/{token_of(made)}/", said).status_code == 302


def do(port: Harbour, made: Challenge, verb: str, **said: str) -> int:
    return client(port.owner).post(f"/challenges/{made.pk}/", {"do": verb, **said}).status_code


def test_the_answers_page_leads_to_the_form_and_the_form_is_kept_by_nobody(port):
    assert f'href="{ANSWER}/challenge' in client(None).get(ANSWER, {"period": "2020"}).content.decode()
    response = client(None).get(FORM)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    nowhere = client(None).get(f"{ANSWER}/challenge?period=nope")
    assert nowhere.status_code == 404
    assert "no period “nope”" in nowhere.content.decode()


def test_a_challenge_sent_twice_is_one(port):
    for _ in range(2):
        assert client(None).post(FORM, SENT | PERSON).status_code == 200
    made = Challenge.objects.get()
    assert (made.place, made.question, made.period, made.state) == ("XA", "A1", "2020", "received")
    assert ChallengeWords.objects.get().text == "<b>Section 9</b> closed them."
    assert Mail.objects.filter(template="challenge_confirm").count() == 1
    assert AuditEntry.objects.filter(verb="challenge").count() == 1


def test_an_address_is_asked_once_an_hour_whatever_is_sent(port):
    for minutes, mails in ((0, 1), (0, 1), (61, 2)):
        Mail.objects.update(queued_at=timezone.now() - dt.timedelta(minutes=minutes))
        assert client(None).post(FORM, SENT | PERSON | {"key": str(uuid.uuid4())}).status_code == 200
        assert Mail.objects.filter(template="challenge_confirm").count() == mails
    assert Challenger.objects.filter(email=PERSON["email"]).count() == 3


def test_one_link_leads_to_all_challenges_of_an_address(port, made):
    page = client(None).post(FORM, SENT | PERSON | {"key": str(uuid.uuid4())}).content.decode()
    assert "once an hour at most" in page
    client(None).post(FORM, SENT | {"key": str(uuid.uuid4()), "email": "amy@paper.example"})
    second, other = Challenge.objects.exclude(pk=made.pk).order_by("received_at")
    own = f"/challenges/own/{token_of(made)}/"
    assert [str(each.pk) in client(None).get(own).content.decode() for each in (made, second, other)] == [
        True,
        True,
        False,
    ]
    confirm(made)
    said = client(None).get(own).content.decode()
    assert "Your address is confirmed" in said
    assert str(second.pk) in said
    confirm(made, second, other)
    assert set(Challenger.objects.exclude(confirmed_at=None).values_list("challenge", flat=True)) == {
        made.pk,
        second.pk,
    }
    assert 'value="confirm"' not in client(None).get(own).content.decode()
    take_up(challenge=second, by=port.owner)
    assert Mail.objects.get(template="challenge_review").to == PERSON["email"]
    client(None).post(own, {"do": "erase", "which": [made.pk, second.pk, other.pk]})
    assert Challenger.objects.get().challenge == other
    assert set(ChallengeWords.objects.exclude(text="").values_list("entry__challenge", flat=True)) == {other.pk}


def test_no_mail_and_no_public_page_carries_what_a_stranger_wrote(port, made):
    mail = Mail.objects.get(template="challenge_confirm")
    assert not re.search("Section 9|Jo March", mail.body + mail.subject)
    take_up(challenge=made, by=port.owner)
    page = client(None).get(ANSWER, {"period": "2020"}).content.decode()
    assert "Under review" in page
    assert not re.search("Section 9|Jo March|paper.example", page)


def test_neither_name_nor_address_is_needed_unless_the_policy_says_so(port):
    assert client(None).post(FORM, SENT).status_code == 200
    assert not Challenger.objects.exists()
    policy = ChallengePolicy.objects.create(index=port.index, email="required", name="no")
    assert client(None).post(FORM, SENT | {"key": str(uuid.uuid4())}).status_code == 422
    policy.is_open = False
    policy.save()
    assert client(None).get(FORM).status_code == 404
    assert "/challenge" not in client(None).get(ANSWER, {"period": "2020"}).content.decode()


def test_what_a_program_fills_in_is_not_kept(port):
    assert client(None).post(FORM, SENT | {"website": "https://spam.example"}).status_code == 200
    assert not Challenge.objects.exists()


def test_an_address_may_send_a_few_an_hour(port):
    found = [client(None).post(FORM, SENT | {"key": str(uuid.uuid4())}).status_code for _ in range(6)]
    assert found == [200] * 5 + [429]


def test_an_index_takes_so_many_an_hour(port):
    at = {"edition": port.index.editions.get(), "place": "XA", "question": "A1", "period": "2020"}
    Challenge.objects.bulk_create(Challenge(received_at=timezone.now(), **at) for _ in range(MOST_AN_HOUR))
    response = client(None).post(FORM, SENT)
    assert response.status_code == 422
    assert "Many challenges have arrived" in response.content.decode()


def test_what_does_not_fit_is_said(port):
    assert client(None).post(FORM, SENT | {"reason": ""}).status_code == 422
    assert client(None).post(FORM, SENT | {"key": "x"}).status_code == 422
    assert client(None).get(FORM.replace("A1", "a")).status_code == 404


def test_who_confirmed_is_told_and_who_did_not_is_not(port, made):
    take_up(challenge=made, by=port.owner)
    assert not Mail.objects.filter(template="challenge_review").exists()
    assert client(None).get(f"/challenges/own/{token_of(made)}/").status_code == 200
    assert not Challenger.objects.get().confirmed_at
    for _ in range(2):
        confirm(made)
    assert ChallengeEntry.objects.filter(step="confirmed").count() == 1
    answer_challenge(challenge=made, by=port.owner, **DECIDED)
    answer_challenge(challenge=made, by=port.owner, **DECIDED)
    assert "partly upheld" in Mail.objects.get(template="challenge_answered").body
    assert client(None).get(f"/challenges/own/{KEY}.x/").status_code == 404


def test_the_team_takes_it_up_notes_answers_and_the_outcome_stands_on_the_page(port, made):
    assert "Section 9" in client(port.owner).get(f"/challenges/{made.pk}/").content.decode()
    assert str(made.pk) in client(port.owner).get("/challenges/?state=received").content.decode()
    key = str(uuid.uuid4())
    for _ in range(2):
        assert do(port, made, "take-up") == 302
        assert do(port, made, "note", key=key, text="See the gazette.") == 302
        assert do(port, made, "answer", **DECIDED) == 302
    assert list(made.entries.values_list("step", flat=True)) == ["received", "review", "note", "answered"]
    page = client(None).get(ANSWER, {"period": "2020"}).content.decode()
    assert "It did &lt;i&gt;in part&lt;/i&gt;." in page
    assert "Partly upheld" in page
    assert "gazette" not in page
    assert do(port, made, "answer", outcome="upheld", about="", answer="") == 422
    assert do(port, made, "correct", number="1") == 422
    assert do(port, made, "sing") == 404


def test_an_outcome_without_reasons_is_refused(port, made):
    with pytest.raises(CommongroundError, match="challenge-answer"):
        answer_challenge(challenge=made, outcome="upheld", about="\u202e", answer="It did.", by=port.owner)


def test_an_upheld_challenge_is_put_right_in_a_later_edition(db):
    ports = team("ports", "Quay")
    doubt = Doubt(key=uuid.UUID(KEY), reason="It closed them.")
    made = make_challenge(edition=ports.edition, place="XB", question="A1", period="2020", doubt=doubt)
    answer_challenge(challenge=made, by=ports.owner, **DECIDED)
    newer = corrected(ports, "Quay")
    for _ in range(2):
        assert link_correction(challenge=made, number=2, by=ports.owner).corrected_in == newer
    assert ChallengeEntry.objects.filter(step="corrected").count() == 1
    page = client(ports.owner).get("/indices/ports@1/places/XB/A1", {"period": "2020"}).content.decode()
    assert 'href="/indices/ports@2/places/XB/A1?period=2020">Corrected in a later edition' in page


def test_personal_words_are_erased_and_the_outcome_stays(port, made):
    answer_challenge(challenge=made, by=port.owner, **DECIDED)
    assert client(None).post(f"/challenges/own/{token_of(made)}/", {"do": "erase", "which": made.pk}).status_code == 302
    assert not Challenger.objects.exists()
    assert ChallengeWords.objects.get(entry__step="received").text == ""
    assert not Mail.objects.exclude(to="").filter(key__contains=str(made.pk)).exists()
    assert "It did &lt;i&gt;in part" in client(None).get(ANSWER, {"period": "2020"}).content.decode()
    assert do(port, made, "erase") == 302
    assert ChallengeEntry.objects.filter(step="erased").count() == 1


def test_others_find_no_challenge_and_decide_none(port, made):
    for who in (account("stranger"), port.user("ada")):
        assert client(who).get(f"/challenges/{made.pk}/").status_code == 404
        assert str(made.pk) not in client(who).get("/challenges/").content.decode()
        with pytest.raises(PermissionDenied):
            take_up(challenge=made, by=who)


def test_the_thread_is_only_ever_added_to(made):
    with pytest.raises(IntegrityError), transaction.atomic():
        ChallengeEntry.objects.update(step="note")


def test_an_edition_before_its_hour_takes_no_challenge():
    port = locked()
    assert client(port.owner).get(FORM).status_code == 404


def test_signs_that_turn_or_hide_text_are_taken_out():
    assert clean("a\u202eb\u2066c\x00\x1b d\r\ne") == "abc d\ne"


def test_only_the_team_says_what_the_form_asks_for(port):
    with pytest.raises(PermissionDenied):
        set_policy(index=port.index, is_open=False, name="no", email="no", by=port.user("ada"))
    address = "/challenges/policy/quays/"
    browser = client(port.owner)
    assert browser.get(address).status_code == 200
    assert browser.post(address, {"is_open": "on", "name": "no", "email": "often"}).status_code == 422
    assert browser.post(address, {"is_open": "on", "name": "no", "email": "required"}).status_code == 302
    assert 'name="name"' not in client(None).get(FORM).content.decode()
    assert client(port.user("ada")).get(address).status_code == 404
