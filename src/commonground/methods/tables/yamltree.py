"""YAML read as text with line numbers.

Every scalar stays as it is written: what a value means is said by the form that it fills, not by its
spelling. So ``no`` is a word, ``2018`` a code and ``1.10`` a version, unless the form asks for a number.
Aliases, tags and second documents are refused: none is needed, and aliases are what YAML bombs are made of.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from commonground.methods.errors import FileError, Problem
from commonground.methods.sentences import Sentence
from commonground.methods.tables.files import read_bytes

MAX_BYTES = 2_000_000
MAX_NODES = 100_000
MAX_DEPTH = 40

Where = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A file's mappings, lists and texts, and the line (from 1) of each by its path of keys and positions."""

    name: str
    data: Any
    lines: dict[Where, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def line(self, where: Where) -> int:
        """Return the line of ``where``, or of the innermost part of it that the file has."""
        found: Where = ()
        for part in where:
            if (*found, part) in self.lines:
                found = (*found, part)
        return self.lines.get(found, 1)

    def place(self, where: Where) -> str:
        """Return file and line as errors name them: ``framework.yaml:12``."""
        return f"{self.name}:{self.line(where)}"


def read_tree(path: Path) -> Tree:
    """Read the YAML file at ``path``. Raises FileError where it is no YAML or too large, deep or entangled."""
    walk = _Walk(path.name, iter(()))
    try:
        walk.events = YAML(typ="safe", pure=True).parse(read_bytes(path, MAX_BYTES).decode("utf-8-sig"))
        data = walk.document()
    except UnicodeDecodeError as error:
        raise FileError(_not_utf8(path.name, error)) from None
    except YAMLError as error:
        raise FileError(_not_yaml(path.name, error)) from None
    return Tree(name=path.name, data=data, lines=walk.lines, problems=tuple(walk.problems))


def _not_utf8(name: str, error: UnicodeDecodeError) -> Problem:
    line = error.object[: error.start].count(b"\n") + 1
    return Problem(
        code="file-encoding",
        place=f"{name}:{line}",
        message=Sentence("This line is not UTF-8 text."),
        remedy=Sentence("Save the file as UTF-8."),
    )


def _not_yaml(name: str, error: YAMLError) -> Problem:
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    reason = (isinstance(error, MarkedYAMLError) and error.problem) or "a character that YAML does not allow"
    return Problem(
        code="yaml-syntax",
        place=f"{name}:{mark.line + 1}" if mark else name,
        message=Sentence("This is not valid YAML: %(reason)s.", reason=reason),
        remedy=Sentence(
            "Look at this line and the one before it: indent with spaces, and put text that holds ': ' in quotes."
        ),
    )


class _Walk:
    """Builds plain values from the parser's events, and remembers where each began."""

    def __init__(self, name: str, events: Iterator[Event]) -> None:
        self.name = name
        self.events = events
        self.lines: dict[Where, int] = {}
        self.problems: list[Problem] = []
        self.nodes = 0

    def document(self) -> Any:  # noqa: ANN401 -- a file may hold anything
        """Return the value of the file's only document; None for an empty file."""
        data = None
        documents = 0
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self.refusal(
                        event, Sentence("A second document starts here."), Sentence("Keep one document to a file.")
                    )
                data = self.value(next(self.events), ())
        return data

    def value(self, event: Event, where: Where) -> Any:  # noqa: ANN401 -- a file may hold anything
        """Return the value that starts with ``event``."""
        self.count(event, len(where))
        self.lines.setdefault(where, event.start_mark.line + 1)
        if isinstance(event, ScalarEvent):
            return event.value
        if isinstance(event, MappingStartEvent):
            return self.mapping(where)
        return self.sequence(where)

    def mapping(self, where: Where) -> dict[str, Any]:
        """Return a mapping; keys that are repeated are problems, keys without a value are left out."""
        found: dict[str, Any] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            if not isinstance(event, ScalarEvent):
                raise self.refusal(
                    event, Sentence("A key must be a plain word."), Sentence("Write the key as one word before ':'.")
                )
            key, line = event.value, event.start_mark.line + 1
            repeated = (*where, key) in self.lines
            if repeated:
                self.problems.append(self.repeated(key, line, self.lines[*where, key]))
            self.lines.setdefault((*where, key), line)
            event = next(self.events)
            value = self.value(event, (*where, key))
            if not repeated and not _is_blank(event):
                found[key] = value
        return found

    def sequence(self, where: Where) -> list[Any]:
        """Return a list."""
        found: list[Any] = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            found.append(self.value(event, (*where, len(found))))
        return found

    def count(self, event: Event, depth: int) -> None:
        """Refuse what a framework never needs and a bomb is made of."""
        self.nodes += 1
        if isinstance(event, AliasEvent):
            raise self.refusal(
                event,
                Sentence("Aliases (*name) are not read."),
                Sentence("Name a scale under 'scales:' or write the text out."),
            )
        if tag := getattr(event, "tag", None):
            raise self.refusal(event, Sentence("Tags (%(tag)s) are not read.", tag=tag), Sentence("Leave the tag out."))
        if depth > MAX_DEPTH:
            raise self.refusal(
                event,
                Sentence("This is nested more than %(most)s deep.", most=MAX_DEPTH),
                Sentence("Name inner groups by their code."),
            )
        if self.nodes > MAX_NODES:
            raise self.refusal(
                event,
                Sentence("The file holds more than %(most)s values.", most=f"{MAX_NODES:,}"),
                Sentence("Split it into several files."),
            )

    def refusal(self, event: Event, message: str, remedy: str) -> FileError:
        """Return the error that refuses the file at ``event``."""
        place = f"{self.name}:{event.start_mark.line + 1}"
        return FileError(Problem(code="yaml-refused", place=place, message=message, remedy=remedy))

    def repeated(self, key: str, line: int, first: int) -> Problem:
        """Return the problem of a key that occurs twice in one mapping."""
        return Problem(
            code="yaml-repeated-key",
            place=f"{self.name}:{line}",
            message=Sentence('"%(key)s" was already given on line %(first)s.', key=key, first=first),
            remedy=Sentence("Keep one of the two."),
        )


def _is_blank(event: Event) -> bool:
    return isinstance(event, ScalarEvent) and event.value == "" and event.implicit[0]
