"""Facts told in a language: in an editor's words where they were written for these very figures, else generated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum

from commonground.core.languages import spoken
from commonground.methods.canonical import canonical, digest
from commonground.publishing.models import Text
from commonground.publishing.narrative.grammar import Language
from commonground.publishing.narrative.languages import LANGUAGES
from commonground.publishing.narrative.values import Cell, Fact
from commonground.publishing.queries.opened import Opened

EXACT = 9
_SAID: ContextVar[str] = ContextVar("said", default="")


class State(StrEnum):
    """Where a sentence comes from. One to check has an editor's text for other figures, and is generated meanwhile."""

    GENERATED = "generated"
    EDITED = "edited"
    CHECK = "check"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence as readers get it: its template's code, its words, whose they are, and the cells it speaks of."""

    key: str
    code: str
    text: str
    state: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft(Sentence):
    """A sentence as its editors get it. ``waiting`` is the text to check, written for other figures or editions."""

    generated: str
    waiting: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What an editor wrote for some figures. ``said`` where its edition is public, or is the one that is read."""

    figures: str
    text: str
    said: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrative:
    """What is said at the head of a page, in ``language``; ``languages`` (code, name) are those that there are."""

    language: str
    direction: str
    sentences: tuple[Sentence, ...]
    languages: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        return " ".join(sentence.text for sentence in self.sentences)


@contextmanager
def told_in(language: str) -> Iterator[None]:
    """Within it, sentences are told in this language of ``LANGUAGES``; empty for that of the page."""
    token = _SAID.set(language)
    try:
        yield
    finally:
        _SAID.reset(token)


def language_told() -> Language:
    """The language asked for, or that of the page."""
    code = _SAID.get() or spoken()
    return LANGUAGES.get(code, LANGUAGES["en"])


def figures_of(fact: Fact) -> list[list[str | float]]:
    """The cells of a fact as they are kept and compared; computing them anew on another machine changes nothing."""
    return [
        [each.node, each.place, each.period, each.kind, _exact(each.value)]
        for each in sorted(fact.cells, key=lambda each: (each.node, each.place, each.period, each.kind))
    ]


def figures_hash(fact: Fact) -> str:
    """A digest of the template and its figures."""
    return digest([canonical([fact.code]), *(canonical(list(each)) for each in figures_of(fact))])


def _exact(value: float | str | None) -> float | str:
    if value is None or isinstance(value, str):
        return value or ""
    return round(float(value), EXACT) + 0.0


def narrative(opened: Opened, facts: Sequence[Fact], language: Language | None = None) -> Narrative:
    """The facts as sentences; one query for what editors wrote."""
    language = language or language_told()
    return Narrative(
        language=language.code,
        direction=language.direction,
        sentences=sentences(opened, facts, language),
        languages=tuple((each.code, each.name) for each in LANGUAGES.values()),
    )


def sentences(opened: Opened, facts: Sequence[Fact], language: Language) -> tuple[Sentence, ...]:
    """Each fact in the words that hold for its figures, without a word that waits for somebody to check it."""
    kept = _kept(opened, facts, language)
    return tuple(_sentence(fact, language, kept.get(fact.key, [])) for fact in facts)


def drafts(opened: Opened, facts: Sequence[Fact], language: Language) -> tuple[Draft, ...]:
    """Each fact as the team of its index sees it."""
    kept = _kept(opened, facts, language)
    return tuple(_draft(fact, language, kept.get(fact.key, [])) for fact in facts)


def note_of(opened: Opened, language: Language | None = None) -> str:
    """What the editor says of the edition, in the language told; empty where nothing."""
    rows = Text.objects.filter(
        index=opened.edition.index_id, language=(language or language_told()).code, key=note_key(opened)
    )
    return rows.order_by("-pk").values_list("text", flat=True).first() or ""


def note_key(opened: Opened) -> str:
    """Where an edition's note stands among the texts."""
    return f"note:{opened.edition.number}"


def _kept(opened: Opened, facts: Iterable[Fact], language: Language) -> dict[str, list[Written]]:
    """What was written about each sentence, the oldest first."""
    rows = Text.objects.filter(index=opened.edition.index_id, language=language.code)
    keys = [fact.key for fact in facts]
    few = rows.filter(key__in=keys) if len(keys) < 100 else rows  # noqa: PLR2004 -- what one statement may hold
    found: dict[str, list[Written]] = {}
    asked = ("key", "figures_hash", "text", "edition", "edition__published_at")
    for key, figures, text, edition, published in few.order_by("pk").values_list(*asked):
        said = published is not None or edition == opened.edition.pk
        found.setdefault(key, []).append(Written(figures=figures, text=text, said=said))
    return found


def _own(fact: Fact, kept: list[Written]) -> str | None:
    """The last words for these very figures; empty where the editor took them back, None where there never were any."""
    hashed = figures_hash(fact)
    return next((each.text for each in reversed(kept) if each.said and each.figures == hashed), None)


def _sentence(fact: Fact, language: Language, kept: list[Written]) -> Sentence:
    own = _own(fact, kept)
    return Sentence(
        key=fact.key,
        code=fact.code,
        text=own or language.say(fact),
        state=(State.EDITED if own else State.GENERATED).value,
        cells=fact.cells,
    )


def _draft(fact: Fact, language: Language, kept: list[Written]) -> Draft:
    own, generated = _own(fact, kept), language.say(fact)
    waiting = kept[-1].text if kept and own is None else ""
    state = State.EDITED if own else State.CHECK if waiting else State.GENERATED
    return Draft(
        key=fact.key,
        code=fact.code,
        text=own or generated,
        state=state.value,
        cells=fact.cells,
        generated=generated,
        waiting=waiting,
    )
