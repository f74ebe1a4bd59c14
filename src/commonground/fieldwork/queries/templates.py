"""Templates of rounds: stages and check rules as data, shipped as files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML

from commonground.fieldwork.errors import refuse
from commonground.fieldwork.models import Role, Scope, Work
from commonground.fieldwork.models.stages import in_reader_language
from commonground.methods.sentences import Sentence

FOLDER = files("commonground.fieldwork") / "templates_of_rounds"


@dataclass(frozen=True, slots=True, kw_only=True)
class StagePlan:
    """A stage before it stands in a round. ``people`` is how many a unit needs."""

    code: str
    title: str
    role: str
    work: str
    blind: bool = False
    declares: bool = False
    reads: tuple[str, ...] = ()
    people: int = 1
    opens_at: dt.datetime | None = None
    deadline: dt.datetime | None = None
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def heading(self) -> str:
        return in_reader_language(self.title, self.titles)

    @property
    def role_label(self) -> str:
        return str(Role(self.role).label)

    @property
    def work_label(self) -> str:
        return str(Work(self.work).label)

    @property
    def words(self) -> dict[str, Any]:
        """What it is called, and in which other languages."""
        return {"title": self.title, "titles": dict(self.titles) or None}

    @property
    def fields(self) -> dict[str, Any]:
        return {
            "role": self.role,
            "work": self.work,
            "blind": self.blind,
            "declares": self.declares,
            "reads": list(self.reads),
            "people": self.people,
            "opens_at": self.opens_at,
            "deadline": self.deadline,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundTemplate:
    """A way of working, by its name in the files."""

    code: str
    title: str
    summary: str
    stages: tuple[StagePlan, ...]
    checks: tuple[Mapping[str, Any], ...] = field(default=())


@cache
def templates() -> tuple[RoundTemplate, ...]:
    """Those that are shipped, by code."""
    found = sorted(path.name.removesuffix(".yaml") for path in FOLDER.iterdir() if path.name.endswith(".yaml"))
    return tuple(template_from(code, (FOLDER / f"{code}.yaml").read_text()) for code in found)


def template(code: str) -> RoundTemplate:
    """The shipped template called ``code``; a ``KeyError`` if there is none."""
    return {each.code: each for each in templates()}[code]


def template_from(code: str, text: str) -> RoundTemplate:
    """A template as its file says it; ``FieldworkError`` names what contradicts itself."""
    said: dict[str, Any] = YAML(typ="safe").load(text)
    stages = tuple(StagePlan(**{**stage, "reads": tuple(stage.get("reads", ()))}) for stage in said["stages"])
    checks = tuple(said.get("checks", ()))
    check_stages(code, stages)
    _check_scopes(code, checks)
    return RoundTemplate(code=code, title=said["title"], summary=said["summary"], stages=stages, checks=checks)


def check_stages(place: str, stages: Sequence[StagePlan]) -> None:
    """Raise ``FieldworkError`` for stages that cannot be."""
    codes = [stage.code for stage in stages]
    unknown = sorted({read for stage in stages for read in stage.reads} - set(codes))
    strange = sorted({s.role for s in stages} - set(Role.values) | {s.work for s in stages} - set(Work.values))
    if len(set(codes)) != len(codes) or unknown or strange:
        named = ", ".join([*codes, *strange, *unknown])
        raise refuse(
            "stages",
            Sentence(
                "Stages must have codes of their own, and name roles, works and stages that there are: %(named)s.",
                named=named,
            ),
            Sentence("Correct the stages."),
            place,
        )


def _check_scopes(place: str, checks: Sequence[Mapping[str, Any]]) -> None:
    if strange := sorted({check["scope"] for check in checks} - set(Scope.values)):
        raise refuse(
            "check-rule",
            Sentence("A check rule cannot be about %(strange)s.", strange=", ".join(strange)),
            Sentence("Correct it."),
            place,
        )
