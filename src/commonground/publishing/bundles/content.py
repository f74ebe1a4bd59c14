"""What a bundle says of its edition, as plain values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from commonground.methods.canonical import canonical, digest
from commonground.methods.construction import Build, BuiltScorecard, Dataset, Spec, dataset_digest, spec_digest
from commonground.methods.index import Answers, Framework, Scorecard, answers_digest, framework_document, results_digest
from commonground.methods.robustness import Plan, Standing, plan_document
from commonground.methods.tables.bundle import PeriodInfo, PlaceInfo, PublishedFigure


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """A licence as its owner writes it, with its address and its name in SPDX's list where they are known."""

    name: str
    url: str = ""
    spdx: str = ""


COMMONS = re.compile(r"CC[ -](BY(?:-(?:NC|SA|ND))*)[ -](\d\.\d)", re.IGNORECASE)
KNOWN = {
    "cc0 1.0": ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
    "cc0": ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
    "odbl 1.0": ("https://opendatacommons.org/licenses/odbl/1-0/", "ODbL-1.0"),
    "odc-by 1.0": ("https://opendatacommons.org/licenses/by/1-0/", "ODC-By-1.0"),
    "pddl 1.0": ("https://opendatacommons.org/licenses/pddl/1-0/", "PDDL-1.0"),
}


def licence_of(name: str) -> Licence:
    """The licence called so; one that is not known has its name alone."""
    if found := COMMONS.fullmatch(name.strip()):
        kind, version = found[1].lower(), found[2]
        url = f"https://creativecommons.org/licenses/{kind}/{version}/"
        return Licence(name=name, url=url, spdx=f"CC-{kind.upper()}-{version}")
    url, spdx = KNOWN.get(name.strip().lower().replace("-1.0", " 1.0"), ("", ""))
    return Licence(name=name, url=url, spdx=spdx)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """The adopted value of one cell; ``comment``, ``source``, ``raw`` and ``reason`` are empty where withheld."""

    place: str
    period: str
    question: str
    item: str
    state: str
    option: str
    points: float | None
    origin: str
    at: str
    comment: str = ""
    source: str = ""
    raw: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """Where an adopted answer is read in the law."""

    place: str
    period: str
    question: str
    item: str
    source: str
    version: str
    article: str
    place_in: str
    quote: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file that an edition came from, known by its hash."""

    name: str
    sha256: str
    recipe: str


@dataclass(frozen=True, kw_only=True)
class EditionAbout:
    """What is said of an edition and its data, without the rows.

    ``site`` is the address of the site that publishes it, without a closing slash.

    ``comments`` says whether the owner publishes the experts' comments; where not, none of them is in here.
    ``inputs_hash`` is over all that the edition's source said, withheld comments included; ``calculation_hash``
    over all that its numbers follow from, so that whoever has the bundle can compute it.
    """

    site: str
    index: str
    number: int
    title: str
    label: str
    summary: str
    finding: str
    fictional: bool
    licence: Licence
    comments: bool
    published: str
    inputs_hash: str
    results_hash: str
    platform: Mapping[str, str]
    origin: File
    card: Scorecard
    standing: Standing | None
    standing_hash: str
    places: tuple[PlaceInfo, ...]
    periods: tuple[PeriodInfo, ...]

    @property
    def name(self) -> str:
        """The edition's name in addresses: ``harbour@2``."""
        return f"{self.index}@{self.number}"

    @property
    def stem(self) -> str:
        """How its files are called: ``harbour-2``."""
        return f"{self.index}-{self.number}"

    @property
    def full_title(self) -> str:
        return f"{self.title} {self.label}, edition {self.number}"

    @property
    def address(self) -> str:
        """The permanent address of the edition."""
        return f"{self.site}/indices/{self.name}"

    @property
    def data_address(self) -> str:
        """The page that describes its data."""
        return f"{self.address}/data"

    @property
    def description(self) -> str:
        """What catalogues say of it; a fictional index says so first."""
        said = self.summary or f"Scores of {len(self.places)} places in {len(self.periods)} periods."
        return f"Fictional data. {said}" if self.fictional else said

    @property
    def citation(self) -> str:
        """How to cite it."""
        fictional = "Fictional data. " if self.fictional else ""
        return f"{self.full_title} ({self.published}). {fictional}Commonground. {self.address}"

    @property
    def build(self) -> Build | None:
        """Every step of a numeric edition; None for one of coded answers."""
        return self.card.build if isinstance(self.card, BuiltScorecard) else None

    @cached_property
    def input_hashes(self) -> dict[str, str]:
        """The hashes of all that the numbers follow from, by name."""
        plan = self.standing.plan if self.standing else None
        if self.build:
            return numeric_hashes(self.build.spec, self.build.data, plan)
        return coded_hashes(self.card.framework, self.card.answers, plan)

    @property
    def calculation_hash(self) -> str:
        return self.input_hashes["calculation"]

    @cached_property
    def computed_hash(self) -> str:
        """The hash of the results as they are here, which is the edition's own."""
        return results_digest(self.card)


@dataclass(frozen=True, kw_only=True)
class BundleContent(EditionAbout):
    """An edition, whole."""

    decisions: tuple[Decided, ...] = ()
    citations: tuple[Cited, ...] = ()
    figures: tuple[PublishedFigure, ...] = ()


def coded_hashes(framework: Framework, answers: Answers, plan: Plan | None) -> dict[str, str]:
    """The hashes of framework, answers and plan, and the one over all of them."""
    return _with_plan(
        {"framework": digest([canonical(framework_document(framework))]), "answers": answers_digest(answers)}, plan
    )


def numeric_hashes(spec: Spec, data: Dataset, plan: Plan | None) -> dict[str, str]:
    """The hashes of specification, data and plan, and the one over all of them."""
    return _with_plan({"specification": spec_digest(spec), "data": dataset_digest(data)}, plan)


def _with_plan(parts: dict[str, str], plan: Plan | None) -> dict[str, str]:
    """The hashes with that of the plan, empty where there is none, and of the calculation."""
    hashed = digest([canonical(plan_document(plan))]) if plan else ""
    said = parts | ({"plan": hashed} if hashed else {})
    whole = digest([canonical({"schema": "commonground/calculation/1", **said})])
    return {**parts, "plan": hashed, "calculation": whole}
