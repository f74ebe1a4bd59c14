"""What is said of Atlantis; the words of an editor, which hold for the figures they were written for and no others."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from commonground.core.models import PlaceGroup, PlaceMembership, User
from commonground.instruments.models import Index
from commonground.publishing.actions.texts import write_note, write_text
from commonground.publishing.models import Text
from commonground.publishing.narrative.facts.places import of_place
from commonground.publishing.narrative.languages import LANGUAGES
from commonground.publishing.narrative.told import drafts, figures_hash, narrative, note_of
from commonground.publishing.queries.texts_page import KINDS, texts
from commonground.scores.models import Edition
from tests.publishing.reading import of_everybody
from tests.support.teams import account, client, corrected, team

GOLDEN = {
    "en": "Corvelle scores 78 of 100 in 2024 (Overall), in the band “Substantial”. It ranks 1st of 24 places; in the "
    "middle 90% of 1,000 runs with other choices of method it ranks from 1st to 3rd. The highest area is Health "
    "(91), the "
    "lowest is Voice (63). The score has risen by 5.2 points since 2018, from 72 to 78; the largest change of "
    "an area is "
    "that of School (+15.0). The places whose answers lie nearest are Brannick, Pendrell, Quillon and Tamberlin.",
    "de": "Corvelle: 78 von 100 Punkten im Jahr 2024 (Overall), Stufe „Substantial“. 1. Rang unter 24 Orten; in den "
    "mittleren 90\xa0% von 1.000 Rechenläufen mit anderen Methoden 1. bis 3. Rang. Bereich mit dem höchsten "
    "Wert: Health "
    "(91); Bereich mit dem niedrigsten Wert: Voice (63). Der Wert ist seit 2018 um 5,2 Punkte gestiegen, von 72 "
    "auf 78; "
    "größte Änderung eines Bereichs: School (+15,0). Am nächsten liegen die Antworten von: Brannick, Pendrell, "
    "Quillon und "
    "Tamberlin.",
}


@pytest.mark.parametrize("language", GOLDEN)
def test_the_words_for_corvelle(book, now, language):
    assert narrative(book, of_place(book, "XC", now), LANGUAGES[language]).text == GOLDEN[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_has_three_to_six_sentences_with_their_cells(book, now, language):
    for place in book.places:
        told = narrative(book, of_place(book, place, now), LANGUAGES[language]).sentences
        assert 3 <= len(told) <= 6 or book.card["overall", place, now.code] is None
        for sentence in told:
            assert sentence.text
            for cell in sentence.cells:
                if cell.kind == "score":
                    assert cell.value == book.card[cell.node, cell.place, cell.period]


def test_pages_open_with_their_sentences_in_the_language_asked_for(reader):
    page = reader.get("/indices/harbour/places/XC.json?say=de").json()
    said = " ".join(each["text"] for each in page["narrative"]["sentences"])
    assert (page["narrative"]["language"], said) == ("de", GOLDEN["de"])
    html = reader.get("/indices/harbour/places/XC?say=ar").content.decode()
    assert '<div class="lede" lang="ar" dir="rtl">' in html
    assert 'href="/indices/harbour/places/XC.json?say=ar"' in html
    assert reader.get("/indices/harbour/areas/E?say=it").context["page"].narrative.language == "it"
    assert reader.get("/indices/harbour/indicators/E1?say=es").context["page"].narrative.language == "es"
    lost = reader.get("/indices/harbour/places/XC?say=xx")
    assert lost.status_code == 404
    assert "say=de" in lost.content.decode()


def test_a_group_of_places_has_a_page(reader, book):
    group = PlaceGroup.objects.create(scheme="harbour", code="north", title="The North")
    for place in list(book.places.values())[:5]:
        PlaceMembership.objects.create(place=place, group=group)
    page = reader.get("/indices/harbour/groups/north.json").json()
    assert len(page["members"]) == 5
    assert page["narrative"]["sentences"][0]["text"].startswith("The mean of The North (5 places with a score) is ")
    assert reader.get("/indices/harbour/groups/north?say=ar").status_code == 200
    assert reader.get("/indices/harbour/groups/nowhere").status_code == 404


@pytest.fixture
def ports(db):
    return team("ports", "Quay")


def corrected_period(opened):
    """The one of which the next edition corrects an answer."""
    return next(each for each in opened.periods if each.code == "2020")


def first(edition: Edition, place: str = "XB"):
    opened = of_everybody(edition)
    return opened, of_place(opened, place, corrected_period(opened))[0]


def test_an_edited_text_stands_for_its_figures_and_waits_when_they_change(ports):
    opened, fact = first(ports.edition)
    english = LANGUAGES["en"]
    write_text(opened=opened, language=english, fact=fact, text="  Our own words. ", by=ports.member)
    told = narrative(opened, (fact,), english).sentences[0]
    assert (told.state, told.text) == ("edited", "Our own words.")
    assert narrative(opened, (fact,), LANGUAGES["fr"]).sentences[0].state == "generated"

    newer, changed = first(corrected(ports, "Quay"))
    assert figures_hash(changed) != figures_hash(fact)
    told = narrative(newer, (changed,), english).sentences[0]
    assert told.state == "generated"
    (draft,) = drafts(newer, (changed,), english)
    assert (draft.state, draft.text, draft.generated) == ("check", told.text, told.text)
    assert draft.waiting == "Our own words."
    same, kept = first(newer.edition, "XA")
    assert figures_hash(kept) == figures_hash(first(ports.edition, "XA")[1])
    assert same.edition == newer.edition

    write_text(opened=newer, language=english, fact=changed, text="Our own words.", by=ports.owner)
    assert narrative(newer, (changed,), english).sentences[0].state == "edited"
    assert narrative(opened, (fact,), english).sentences[0].text == "Our own words."
    write_text(opened=newer, language=english, fact=changed, text="", by=ports.owner)
    assert narrative(newer, (changed,), english).sentences[0].state == "generated"
    assert narrative(opened, (fact,), english).sentences[0].state == "edited"


def test_what_is_written_before_the_hour_is_read_by_its_team_alone(ports):
    Index.objects.filter(pk=ports.index.pk).update(licence="CC BY 4.0", comments_policy="publish")
    english, newer = LANGUAGES["en"], corrected(ports, "Quay")
    Edition.objects.filter(pk=newer.pk).update(published_at=None)
    newer.refresh_from_db()
    (opened, changed), (_older, same) = first(newer), first(newer, "XA")
    assert figures_hash(same) == figures_hash(first(ports.edition, "XA")[1])
    for fact in (changed, same):
        write_text(opened=opened, language=english, fact=fact, text="Our secret words.", by=ports.member)
    assert {each.text for each in narrative(opened, (changed, same), english).sentences} == {"Our secret words."}

    def shown() -> str:
        addresses = (f"/indices/ports@1/places/{place}{form}" for place in ("XA", "XB") for form in ("", ".json"))
        return "".join(client(None).get(each, {"period": "2020"}).content.decode() for each in addresses)

    assert "XA" in shown()
    assert "waiting" not in shown()
    assert "Our secret words." not in shown()
    assert "Our secret words." in client(ports.member).get("/indices/ports@1/sentences?period=2020").content.decode()
    Edition.every.filter(pk=newer.pk).update(published_at=timezone.now())
    assert "Our secret words." in shown()


def test_what_changed_is_told_with_its_causes_and_the_editors_note(ports):
    newer = corrected(ports, "Quay")
    opened = of_everybody(newer)
    write_note(opened=opened, language=LANGUAGES["en"], text="One answer was corrected.", by=ports.owner)
    assert note_of(opened, LANGUAGES["en"]) == "One answer was corrected."
    page = client(ports.member).get("/indices/ports/changes.json").json()
    codes = [each["code"] for each in page["narrative"]["sentences"]]
    assert codes[:2] == ["edition.differs", "edition.design"]
    assert page["note"] == "One answer was corrected."
    causes = next(
        fact
        for period in opened.periods
        for fact in of_place(opened, "XB", period)
        if fact.key.endswith(":edition") and fact.code == "causes.moved"
    )
    shares = [cell.value for cell in causes.cells if cell.kind.startswith("cause:")]
    before, after = (cell.value for cell in causes.cells if cell.kind.startswith("score"))
    assert sum(shares) == pytest.approx(after - before)


def test_the_team_reads_edits_and_confirms(ports):
    address = "/indices/ports@1/sentences"
    browser = client(ports.member)
    for kind in KINDS:
        assert browser.get(address, {"kind": kind, "say": "ar"}).status_code == 200
    opened, fact = first(ports.edition)
    posted = {"key": fact.key, "kind": "places", "say": "de", "period": "2020", "text": "Eigene Worte."}
    assert browser.post(address, posted).status_code == 302
    assert Text.objects.get().by == ports.member
    shown = texts(opened, "places", corrected_period(opened), LANGUAGES["de"], "edited")
    assert [each.text for each in shown.sentences] == ["Eigene Worte."]
    assert "Eigene Worte." in browser.get(address, posted | {"state": "edited"}).content.decode()
    assert browser.post(address, {**posted, "key": "place:ZZ:1:level"}).status_code == 404
    assert browser.post(address, {**posted, "key": "note", "kind": "edition"}).status_code == 302


def test_nobody_else_edits(ports):
    opened, fact = first(ports.edition)
    stranger: User = account("stranger")
    with pytest.raises(PermissionDenied):
        write_text(opened=opened, language=LANGUAGES["en"], fact=fact, text="x", by=stranger)
    assert client(stranger).get("/indices/ports@1/sentences").status_code == 404
    assert client(None).get("/indices/ports@1/sentences").status_code == 302


def test_what_was_written_is_kept(ports):
    opened, fact = first(ports.edition)
    kept = write_text(opened=opened, language=LANGUAGES["en"], fact=fact, text="x", by=ports.member)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update publishing_text set text = 'y'")
    assert json.loads(json.dumps(kept.figures))[0][0] == "overall"
