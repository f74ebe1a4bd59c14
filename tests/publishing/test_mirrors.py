"""A mirror holds every page of an edition, and every link in it leads to one of its files or to the site."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from commonground.cli import main
from commonground.instruments.models import Index
from commonground.methods.errors import CommongroundError
from commonground.publishing.bundles import reproduce
from commonground.publishing.mirrors import mirror
from commonground.publishing.mirrors.names import file_of, leads_to
from commonground.publishing.mirrors.pages import relinked, restyled
from tests.publishing.views.test_editions import bring_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SITE = "http://127.0.0.1:8000"


@pytest.fixture
def folder(tmp_path, settings) -> Path:
    settings.BUNDLES = tmp_path / "bundles"
    return tmp_path / "mirror"


class Links(HTMLParser):
    """The links of a page, and the places in it that they may lead to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.places: set[str] = set()
        self.feed(text)

    def handle_starttag(self, _tag, attrs) -> None:
        said = dict(attrs)
        self.links |= {said[name] for name in ("href", "src", "action") if said.get(name)}
        self.places |= {said["id"]} if said.get("id") else set()


def broken(folder: Path) -> list[str]:
    """Links that lead to no file, to no place in it, or out of the mirror by a path."""
    pages = {path: Links(path.read_text()) for path in folder.rglob("*.html")}
    found = []
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme in {"http", "https", "data"}:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            inside = target.is_file() and target.is_relative_to(folder.resolve())
            place = parts.fragment and target in pages and parts.fragment not in pages[target].places
            if not inside or link.startswith("/") or place:
                found.append(f"{path.relative_to(folder)}: {link}")
    return found


def test_every_link_leads_to_a_file_or_to_the_site_and_the_open_data_is_in_it(folder):
    bring_in()
    made = mirror(name="ports@1", folder=folder)
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert broken(folder) == []
    assert made.files == len(files) > 100
    names = {str(path.relative_to(folder)) for path in files}
    assert {"index.html", "indices/ports@1/index.html", "indices/ports@1.csv", "static/site/commonground.css"} <= names
    assert "indices/ports@1/places/XA/index.period-2020.html" in names
    assert not any(name.startswith(("desk", "accounts", "indices/ports/")) for name in names)
    [bundle] = folder.rglob("*.zip")
    assert reproduce(bundle).name == "ports@1"
    assert f'"{SITE}/indices/ports@1/data' in (folder / "indices/ports@1/data/dcat.jsonld").read_text()


def test_the_command_gives_the_latest_edition_in_one_period_and_language_with_links_to_others_on_the_site(
    folder, capsys
):
    bring_in()
    assert main(["mirror", "ports", str(folder), "--one-period", "--language", "ar"]) == 0
    assert "Open index.html" in capsys.readouterr().out
    assert "indices/ports%401/index.html" in (folder / "index.html").read_text()
    assert broken(folder) == []
    assert not list(folder.rglob("*period-*"))
    assert (
        f"{SITE}/indices/ports@1/places/XA?period=2020" in (folder / "indices/ports@1/places/XA/index.html").read_text()
    )
    assert len(list(folder.rglob("*.html"))) > 20
    assert 'dir="rtl"' in (folder / "indices/ports@1/index.html").read_text()


def test_a_private_edition_is_not_mirrored(folder):
    bring_in()
    Index.objects.update(licence="")
    with pytest.raises(CommongroundError, match="mirror-private"):
        mirror(name="ports@1", folder=folder)
    assert not folder.exists()


@pytest.mark.parametrize("there", [True, False])
def test_a_page_that_fails_stops_the_mirror_and_leaves_nothing(folder, settings, there):
    bring_in()
    settings.BUNDLES.write_text("no folder")
    if there:
        folder.mkdir()
    with pytest.raises(CommongroundError) as error:
        mirror(name="ports@1", folder=folder)
    [problem] = error.value.problems
    assert (problem.code, problem.place.startswith("/indices/ports@1/data")) == ("mirror-failed", True)
    assert folder.exists() == there
    assert not list(folder.glob("*"))


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_what_is_there_is_not_touched(folder, kind):
    folder.mkdir()
    (folder / "letter.txt").write_text("Dear")
    with pytest.raises(CommongroundError, match="file-"):
        mirror(name="ports@1", folder=folder if kind == "folder" else folder / "letter.txt")


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/indices/a@1", "indices/a@1/index.html"),
        ("/indices/a@1/places/X%20A?period=2019", "indices/a@1/places/X_20_A/index.period-2019.html"),
        ("/indices/a@1.csv?period=2019", "indices/a@1.period-2019.csv"),
        ("/indices/a@1/areas/..", "indices/a@1/areas/_../index.html"),
        ("/static/site/x.css", "static/site/x.css"),
    ],
)
def test_an_address_has_one_file(address, file):
    assert file_of(address) == file


def test_files_lead_to_one_another_from_wherever_they_lie():
    assert leads_to("a/b/index.html", "static/x.css") == "../../static/x.css"
    assert leads_to("index.html", "a@1/index.html") == "a%401/index.html"


def test_links_keep_their_fragments_and_others_stay():
    page = '<a href="/x?a=1&amp;b=2#here"><a href="#top"><a href="https://e.org/x"><img src="y.png">'
    changed = relinked(page, "/p/q", lambda address: f"[{address}]")
    assert changed == '<a href="[/x?a=1&amp;b=2]#here"><a href="#top"><a href="https://e.org/x"><img src="[/p/y.png]">'
    assert (
        restyled("url('f.woff2') url(data:x)", "/s/a.css", lambda address: address) == "url('/s/f.woff2') url(data:x)"
    )
