"""Importing a numeric index: its specification and its data, pinned by one edition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from django.db import transaction

from commonground.core.actions.audit import record
from commonground.core.actions.places import ISO, ensure_places
from commonground.fieldwork.actions.rounds import freeze_dataset, record_round
from commonground.fieldwork.models import RoundState
from commonground.instruments.actions.versions import add_questionnaire, add_spec
from commonground.instruments.models import CommentsPolicy, Index
from commonground.methods.canonical import canonical, digest
from commonground.methods.construction import Dataset, Spec, build, dataset_digest, framework_of, scored, spec_digest
from commonground.methods.errors import CommongroundError, Problem
from commonground.methods.index import Answers
from commonground.methods.tables.address import check_address
from commonground.methods.tables.bundle import IndexBundle, PeriodInfo, PlaceInfo, Source
from commonground.scores.actions.editions import compute
from commonground.scores.actions.standings import stand
from commonground.scores.importers.bundles import Imported, Progress, silent
from commonground.scores.importers.kinds import require_kind
from commonground.scores.models import Edition
from commonground.scores.queries import differences, latest

if TYPE_CHECKING:
    from commonground.core.models import User

LONGEST = 60
LONGEST_NAME = 200
FORBIDDEN = frozenset("/@")
COUNTRIES = {2: ISO, 3: f"{ISO}-3"}
"""The schemes of countries' codes by how many capital letters these have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumericIndex:
    """A numeric index as it comes out of its files, ready to be imported.

    ``code`` is what it is called in addresses, ``label`` what this edition of it is called. ``title`` and ``summary``
    count at the first import only; without a ``licence`` it stays private.
    """

    code: str
    label: str
    spec: Spec
    data: Dataset
    source: Source
    title: str = ""
    summary: str = ""
    licence: str = ""
    fictional: bool = False

    @property
    def inputs_hash(self) -> str:
        """The hash of all that its figures follow from, and of what they are called."""
        return digest([canonical({"data": dataset_digest(self.data), "spec": spec_digest(self.spec)})])


def numeric_index(
    *, spec: Spec, data: Dataset, source: Source, code: str = "", label: str = "", period: str = "", **more: str | bool
) -> NumericIndex:
    """What files say, under the names that were given for what they leave out.

    The index is called as the specification says, its edition by the specification's version, and the one period of
    data without periods by the edition.
    """
    label = label or spec.version
    if data.periods == ("",):
        data = replace(data, periods=(period or label,))
    return NumericIndex(code=code or spec.code, label=label, spec=spec, data=data, source=source, **more)  # type: ignore[arg-type]


@transaction.atomic
def import_numeric(*, index: NumericIndex, by: User | None = None, progress: Progress = silent) -> Imported:
    """Bring a numeric index in. The same content twice changes nothing.

    Other content makes the next edition, which needs a label of its own. Raises ``CommongroundError`` for a label that
    is taken, for an index of coded answers, and for what no page could show; ``ConstructionError`` as ``build`` does.
    """
    _check(index)
    kept = _index(index, by)
    before = latest(kept)
    require_kind(before, numeric=True)
    if (same := kept.editions.filter(inputs_hash=index.inputs_hash).first()) is not None:
        stand(edition=same)
        return Imported(edition=same, created=False)
    if kept.editions.filter(label=index.label).exists():
        raise CommongroundError(_taken(index))
    edition = _make_edition(kept, index, progress)
    record(
        by=by,
        verb="import",
        subject=f"edition:{kept.code}@{edition.number}",
        detail={"source": index.source.name, "sha256": index.source.sha256, "inputs": index.inputs_hash},
    )
    return Imported(edition=edition, created=True, changes=differences(before, edition) if before else None)


def _index(index: NumericIndex, by: User | None) -> Index:
    """The index, held until the import is done, so that no label is taken twice. It has no experts' comments."""
    Index.objects.get_or_create(
        code=index.code,
        defaults={
            "title": index.title or framework_of(index.spec).title,
            "summary": index.summary,
            "fictional": index.fictional,
            "licence": index.licence,
            "comments_policy": CommentsPolicy.PUBLISH,
            "owner": by,
        },
    )
    return Index.objects.select_for_update().get(code=index.code)


def _make_edition(kept: Index, index: NumericIndex, progress: Progress) -> Edition:
    progress("every step")
    card = scored(build(index.spec, index.data))
    bundle = _bundle(index)
    questionnaire = add_questionnaire(index=kept, framework=bundle.framework)
    version = add_spec(questionnaire=questionnaire, spec=index.spec)
    progress("places and values")
    places = ensure_places(places=bundle.places, scheme=_scheme(kept, index.data), fictional=kept.fictional)
    round_ = record_round(questionnaire=questionnaire, bundle=bundle, places=places)
    snapshot = freeze_dataset(round_=round_, data=index.data, state=RoundState.PUBLISHED)
    edition = compute(
        version=version, snapshot=snapshot, card=card, label=index.label, inputs_hash=index.inputs_hash, audit={}
    )
    progress("scores under other assumptions")
    stand(edition=edition)
    return edition


def _bundle(index: NumericIndex) -> IndexBundle:
    """What a round records of a numeric index: places and periods. Its values stand in the snapshot alone."""
    data = index.data
    names = data.names or data.places
    shape = (len(data.places), len(data.periods), 0)
    return IndexBundle(
        code=index.code,
        edition_label=index.label,
        framework=framework_of(index.spec),
        answers=Answers(
            places=data.places,
            periods=data.periods,
            questions=(),
            points=np.empty(shape),
            applicable=np.empty(shape, np.bool_),
        ),
        places=tuple(PlaceInfo(code=code, name=name or code) for code, name in zip(data.places, names, strict=True)),
        periods=tuple(PeriodInfo(code=code, label=code) for code in data.periods),
        source=index.source,
    )


def _scheme(kept: Index, data: Dataset) -> str:
    """Countries by their codes of two or three letters; other units, and fictional ones, belong to their index."""
    lengths = {len(code) if code.isascii() and code.isalpha() and code.isupper() else 0 for code in data.places}
    if kept.fictional or len(lengths) > 1:
        return kept.code
    return COUNTRIES.get(lengths.pop(), kept.code)


def _check(index: NumericIndex) -> None:
    """Refuse what no page or table could hold."""
    check_address(index.code)
    if problems := [*_codes(index), *_lengths(index)]:
        raise CommongroundError(*problems)


def _codes(index: NumericIndex) -> Iterator[Problem]:
    for kind, codes in (("place", index.data.places), ("node", index.spec.hierarchy.nodes)):
        for code in codes:
            if len(code) > LONGEST or FORBIDDEN & set(code) or any(letter.isspace() for letter in code):
                yield Problem(
                    code="numeric-code",
                    place=code[:LONGEST],
                    message=f"This code of a {kind} cannot stand in an address.",
                    remedy=f"Write {LONGEST} characters at most, without blanks, / and @.",
                )


def _lengths(index: NumericIndex) -> Iterator[Problem]:
    texts = [("edition", index.label, LONGEST), ("licence", index.licence, LONGEST)]
    texts += [("title", index.title or index.spec.title, LONGEST_NAME)]
    texts += [("period", period, LONGEST) for period in index.data.periods]
    texts += [("place", name, LONGEST_NAME) for name in index.data.names]
    for kind, text, longest in texts:
        if len(text) > longest:
            yield Problem(
                code="numeric-length",
                place=text[:LONGEST],
                message=f"This name of a {kind} has more than {longest} characters.",
                remedy="Shorten it.",
            )


def _taken(index: NumericIndex) -> Problem:
    return Problem(
        code="edition-label",
        place=index.code,
        message=f'There is an edition "{index.label}", and these settings or data are not its own.',
        remedy="An edition never changes: give this one a label of its own (--edition).",
    )
