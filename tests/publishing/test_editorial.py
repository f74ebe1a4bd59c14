"""Pages that editors write: read, tied to their figures, flagged when these change, silent before an embargo's hour."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import pytest
from defusedxml.ElementTree import fromstring
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from commonground.core.models import AuditEntry
from commonground.fieldwork.actions import life, locking
from commonground.instruments.models import Index
from commonground.publishing.models import EditorialPage, Picture
from commonground.publishing.queries.editorial import changes
from commonground.publishing.queries.sitemap import addresses
from tests.publishing.editorial import chart, figure, written
from tests.publishing.locked import locked
from tests.support.teams import Team, client, corrected, superuser, team

pytestmark = pytest.mark.django_db
RANKING = "/indices/calm/explore/ranking"


@pytest.fixture
def calm() -> Team:
    found = team("calm", "Calm")
    Index.objects.update(licence="CC BY 4.0", comments_policy="withhold")
    return found


def text(browser: Client, address: str, status: int = 200, **headers: str) -> str:
    answer = browser.get(address, headers=headers)
    assert answer.status_code == status, address
    return b"".join(answer).decode()


def image() -> ContentFile:
    kept = BytesIO()
    Image.new("RGB", (40, 20)).save(kept, "PNG")
    return ContentFile(kept.getvalue(), "quay.png")


def test_a_page_is_read_with_its_chart_and_figure(calm, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    quay = Picture.objects.create(title="Quay", file=image(), alt="A quay at dawn", credit="Ada, CC BY")
    written(
        ("heading", "What we found"),
        ("text", '<p>Read <a href="/indices/calm">the index</a>.</p>'),
        ("quote", {"text": "All are welcome.", "source": "Harbour master"}),
        ("picture", {"picture": quay.pk, "caption": "The quay."}),
        chart(f"https://example.org{RANKING}?period=2020", "By place."),
        chart("/indices/calm@1/explore/tiles"),
        figure("calm", "XA"),
        figure("calm", "XA", edition=1, node="A1", period="2020", caption="One answer."),
        summary="In short.",
        menu="foot",
    )
    shown = text(Client(), "/news/first")
    for words in ("What we found", "All are welcome.", "A quay at dawn", "By place.", "One answer.", "Ada, CC BY"):
        assert words in shown
    assert '<a href="/indices/calm">the index</a>' in shown
    assert 'href="/indices/calm/places/XA"' in shown
    assert 'href="/indices/calm@1/places/XA/A1?period=2020"' in shown
    assert "/indices/calm@1/explore/tiles" in shown
    assert "For editors" not in shown
    assert 'class="periods steps"' not in shown
    assert Client().get(f"/pictures/{quay.key}")["Content-Type"] == "image/png"
    assert text(Client(), "/news").count("First results") == 2  # in the list and at the foot
    assert Client().get("/news/first/")["Location"] == "/news/first"
    assert "First results" in text(Client(), "/")
    feed = fromstring(text(Client(), "/news.atom"))
    assert [each.text for each in feed.iter("{http://www.w3.org/2005/Atom}summary")] == ["In short."]
    assert "/indices/calm@1" in text(Client(), "/editions.atom")
    assert "/indices/calm@1" in text(Client(), "/indices/calm/editions.atom")


def test_a_draft_is_nowhere_and_an_empty_section_says_so(calm):
    page = written(publish=False, menu="head", summary="Quietly")
    for address in ("/", "/news", "/news.atom", "/news.en.atom", "/sitemap.xml"):
        assert "First results" not in text(Client(), address), address
        assert "/news/first" not in text(Client(), address), address
    assert "Nothing has been published here yet." in text(Client(), "/news")
    text(Client(), page.address, 404)
    text(Client(), page.own_address, 404)
    text(Client(), "/news.fr", 404)
    text(Client(), "/pictures/6f9619ff-8b86-d011-b42d-00c04fc964ff", 404)
    text(Client(), "/indices/none/editions.atom", 404)


def test_a_page_is_read_in_the_readers_language_or_the_nearest(calm):
    for language, title in (("en", "About us"), ("ar", "من نحن")):
        written(chart(RANKING), section="about", slug="about", language=language, title=title, menu="head")
    assert "About us" in text(Client(), "/about", accept_language="fr")
    arabic = text(Client(), "/about", accept_language="ar")
    assert '<article lang="ar" dir="rtl">' in arabic
    assert 'hreflang="en" href="/about.en"' in arabic
    assert '<article lang="ar" dir="rtl">' in text(Client(), "/about.ar", accept_language="en")
    text(Client(), "/about.fr", 404)
    text(Client(), "/about/about", 404)
    assert '<a href="/about" lang="ar">' in text(Client(), "/", accept_language="ar")
    entry = next(each for each in addresses() if each.path == "/about.ar")
    assert dict(entry.others) == {"en": "/about.en", "ar": "/about.ar"}


def test_a_changed_figure_is_flagged_to_the_editor_until_the_page_is_published_again(calm):
    by = superuser()
    page = written(chart(RANKING), chart("/indices/calm@1/explore/ranking"), figure("calm", "XB", period="2020"), by=by)
    entry = AuditEntry.objects.last()
    assert (entry.verb, entry.subject, entry.detail) == (
        "publish-editorialpage",
        "editorialpage:news/first.en",
        {"figures": 3},
    )
    assert changes() == ()
    assert "shows what it did" in text(client(by), "/desk/")
    corrected(calm, "Calm")
    [changed] = changes()
    assert [part.kind for part in changed.parts] == ["chart", "figure"]
    assert "is now" in text(client(by), "/desk/")
    assert "Pages to look at again" not in text(client(calm.member), "/desk/")
    assert text(client(by), "/news/first").count("For editors:") == 2
    assert "For editors:" not in text(Client(), "/news/first")
    page.save_revision(user=by).publish(user=by)
    assert changes() == ()


def test_an_edition_under_embargo_shows_nothing_to_readers_and_a_note_to_editors(django_capture_on_commit_callbacks):
    port = locked(dt.timedelta(days=365))
    by = superuser()
    written(chart("/indices/quays/explore/ranking"), chart("/indices/quays@1/explore/ranking"), figure("quays", "XA"))
    told = text(client(by), "/news/first")
    assert told.count("This edition is not public, so readers see nothing here.") == 3
    assert [len(each.parts) for each in changes()] == [3]
    for browser in (Client(), client(port.owner), client(by)):
        shown = text(browser, "/news/first")
        assert "Island" not in shown
        assert 'class="shown"' not in shown
    assert "not public" not in text(Client(), "/news/first")
    for address in ("/sitemap.xml", "/editions.atom", "/news.atom", "/indices/quays/editions.atom"):
        assert "quays@1" not in text(Client(), address)
    life.set_embargo(round_=port.reload(), until=None, by=port.owner)
    with django_capture_on_commit_callbacks(execute=True):
        locking.publish_round(round_=port.reload(), by=port.owner)
    assert text(Client(), "/news/first").count('class="shown"') == 3
    for address in ("/sitemap.xml", "/editions.atom"):
        assert "quays@1" in text(Client(), address)


def test_a_private_index_is_in_no_list(calm):
    Index.objects.update(licence="")
    for address in ("/sitemap.xml", "/editions.atom"):
        assert "calm" not in text(Client(), address)
    text(Client(), "/indices/calm/editions.atom", 404)
    assert "Disallow: /desk/" in text(Client(), "/robots.txt")
    assert "/sitemap.xml" in text(Client(), "/robots.txt")


def form(*blocks: tuple[str, object], **words: object) -> dict[str, str]:
    given = {"section": "topics", "slug": "ferries", "language": "en", "title": "Ferries", "summary": "", "menu": ""}
    return nested_form_data({**given, "position": 50, "body": streamfield(list(blocks)), **words})


def test_an_editor_writes_looks_and_publishes(calm):
    browser = client(superuser())
    words = ("text", rich_text("<p>They sail.</p>", editor="default", features=["bold", "link"]))
    view = ("chart", {"view": RANKING, "caption": ""})
    assert "w-autosave-indicator" not in text(browser, "/desk/texts/add/")
    assert browser.post("/desk/texts/add/", form(words, view)).status_code == 302
    page = EditorialPage.objects.get()
    text(Client(), "/topics/ferries", 404)
    preview = f"/desk/texts/preview/{page.pk}/"
    assert browser.post(preview, form(words, view, title="Boats")).json()["is_valid"]
    looked = text(browser, f"{preview}?mode=")
    assert "Boats" in looked
    assert 'class="shown"' in looked
    edit = f"/desk/texts/edit/{page.pk}/"
    assert "w-autosave-indicator" in text(browser, edit)
    assert browser.post(edit, form(words, view) | {"action-publish": "1"}).status_code == 302
    assert "They sail." in text(Client(), "/topics/ferries")
    assert browser.post(f"/desk/texts/unpublish/{page.pk}/").status_code == 302
    text(Client(), "/topics/ferries", 404)
    assert AuditEntry.objects.last().verb == "unpublish-editorialpage"


@pytest.mark.parametrize(
    ("block", "why"),
    [
        (("chart", {"view": "/indices/calm", "caption": ""}), "no address of a view"),
        (("chart", {"view": "/indices/calm/explore/pie", "caption": ""}), "has no view"),
        (("chart", {"view": f"{RANKING}?measure=nothing", "caption": ""}), "nothing"),
        (("chart", {"view": f"{RANKING}?hide=all", "caption": ""}), "nothing that can be left out"),
        (("figure", figure("calm", "XQ")[1] | {"edition": ""}), "XQ"),
        (("figure", figure("calm", "XA", period="1066")[1] | {"edition": ""}), "has no period"),
    ],
)
def test_a_block_that_no_edition_has_is_refused(block, why, calm):
    answer = client(superuser()).post("/desk/texts/add/", form(block))
    assert answer.status_code == 200
    assert "Part 1: " in answer.content.decode()
    assert why in answer.content.decode()
    assert not EditorialPage.objects.exists()


def test_a_picture_is_small(calm, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    browser = client(superuser())
    words = {"title": "Quay", "alt": "A quay", "credit": ""}
    assert browser.post("/desk/pictures/add/", words | {"file": image()}).status_code == 302
    heavy = ContentFile(image().read() + bytes(400_000), "quay.png")
    assert "Make it smaller" in browser.post("/desk/pictures/add/", words | {"file": heavy}).content.decode()
    assert Picture.objects.count() == 1
