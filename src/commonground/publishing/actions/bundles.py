"""Keeping the bundle of an edition: made once, found again by its hash for as long as its file is kept.

It is made when the edition is published, and where that has not been done, for whoever asks first.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django_tasks import task

from commonground.core.files import write_whole
from commonground.instruments.models import CommentsPolicy
from commonground.methods.canonical import Value, canonical, digest
from commonground.publishing.bundles import bundle_files, pack
from commonground.publishing.bundles.content import BundleContent
from commonground.publishing.queries.bundle_content import bundle_content
from commonground.publishing.queries.opened import Opened, opened
from commonground.publishing.queries.viewers import Viewer
from commonground.publishing.versions import code_version
from commonground.scores.models import Edition

SHORT = 16
FILE = re.compile(rf"[-\w]+-[0-9a-f]{{{SHORT}}}")
_MAKING: dict[int, Lock] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleFile:
    """One file of a bundle."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A bundle that is kept. ``name`` is that of its file, which carries the beginning of its hash."""

    name: str
    size: int
    sha256: str
    calculation_hash: str
    comments: bool
    files: tuple[BundleFile, ...]


def keep_bundle(*, opened: Opened) -> Bundle:
    """The bundle of an edition as it is now. Made anew where code or what the index says of itself has changed."""
    folder = _folder(opened, comments=_open_comments(opened))
    note = folder / f"{_state(opened)}.json"
    with making(opened):
        return _kept(folder, note) or _make(bundle_content(opened, settings.SITE_ADDRESS), folder, note)


@task
def make_bundle(edition: int) -> None:
    """Make the bundle of a published edition before somebody waits for it; none of what nobody may read."""
    found = Edition.objects.select_related("index", "snapshot__round").get(pk=edition)
    if found.index.is_public or settings.SHOW_PRIVATE_ON_LOOPBACK:
        viewer = Viewer(user=AnonymousUser())
        keep_bundle(opened=opened(found, viewer, latest=found.number, pinned=True))


def kept_file(*, opened: Opened, name: str) -> Path | None:
    """The file called so, if it is one of this edition's and may still be read; old ones stay under their addresses.

    One with comments is not handed out after the owner has withheld them.
    """
    if not FILE.fullmatch(name):
        return None
    open_comments = _open_comments(opened)
    places = (_folder(opened, comments=comments) for comments in {open_comments, False})
    return next((path for folder in places if (path := folder / f"{name}.zip").is_file()), None)


def _open_comments(opened: Opened) -> bool:
    index = opened.edition.index
    return index.is_public and index.comments_policy == CommentsPolicy.PUBLISH


def _folder(opened: Opened, *, comments: bool) -> Path:
    kind = "with-comments" if comments else "without-comments"
    root: Path = settings.BUNDLES
    return root / opened.info.index / str(opened.edition.number) / kind


def _state(opened: Opened) -> str:
    """A hash of all that a bundle follows from beside the pinned inputs."""
    index = opened.edition.index
    said: dict[str, Value] = {
        "edition": [opened.info.inputs_hash, opened.info.results_hash, opened.info.published, opened.info.label],
        "index": [index.title, index.summary, index.finding, index.licence, str(index.fictional)],
        "places": {code: place.name for code, place in opened.places.items()},
        "site": settings.SITE_ADDRESS,
        "code": code_version(),
    }
    return digest([canonical(said)])[:SHORT]


def making(opened: Opened) -> Lock:
    """An edition's bundle is made once at a time in this process; whoever waited finds it made."""
    return _MAKING.setdefault(opened.edition.pk, Lock())


def _kept(folder: Path, note: Path) -> Bundle | None:
    """The bundle that was noted, if its file is there as long as it was made."""
    try:
        kept = _read(note)
        whole = (folder / f"{kept.name}.zip").stat().st_size == kept.size
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return kept if whole else None


def _read(note: Path) -> Bundle:
    said = json.loads(note.read_text())
    return Bundle(**{**said, "files": tuple(BundleFile(**each) for each in said["files"])})


def _make(content: BundleContent, folder: Path, note: Path) -> Bundle:
    files = bundle_files(content)
    packed = pack(files)
    hashed = sha256(packed).hexdigest()
    made = Bundle(
        name=f"{content.stem}-{hashed[:SHORT]}",
        size=len(packed),
        sha256=hashed,
        calculation_hash=content.calculation_hash,
        comments=content.comments,
        files=tuple(
            BundleFile(path=path, size=len(data), sha256=sha256(data).hexdigest())
            for path, data in sorted(files.items())
        ),
    )
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / f"{made.name}.zip", packed)
    write_whole(note, json.dumps(asdict(made)).encode())
    return made
