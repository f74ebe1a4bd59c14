"""The scores as SDMX: a structure message in SDMX-JSON 2.0 and the data in SDMX-CSV 2.0.

Identifiers of SDMX know letters, digits, ``_``, ``-``, ``@`` and ``$``; other signs of our codes become ``_``, and a
code that would then be another's gets a number. Every code of a codelist carries ours as an annotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from commonground.methods.tables.scores import score_rows
from commonground.publishing.bundles.content import BundleContent
from commonground.publishing.bundles.tables import field

Document = dict[str, Any]

AGENCY = "COMMONGROUND"
SCHEMA = "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/tools/schemas/2.0.0/sdmx-json-structure-schema.json"
YEAR_OR_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?")
MEASURES = ("COVERAGE", "RANK", "SCORE_LOWER", "SCORE_UPPER", "RANK_LOWER", "RANK_UPPER")
CONCEPTS = {
    "REF_AREA": "Place",
    "INDICATOR": "Score or question",
    "TIME_PERIOD": "Period",
    "OBS_VALUE": "Score",
    "COVERAGE": "Share of applicable questions that are answered, 0 to 1",
    "RANK": "Competition rank among the places",
    "SCORE_LOWER": "Lower end of the scores over the edition's runs",
    "SCORE_UPPER": "Upper end of the scores over the edition's runs",
    "RANK_LOWER": "Best rank over the edition's runs",
    "RANK_UPPER": "Worst rank over the edition's runs",
}
WHOLE = {"RANK", "RANK_LOWER", "RANK_UPPER"}


def sdmx_id(code: str) -> str:
    """A code as SDMX allows it."""
    return re.sub(r"[^A-Za-z0-9_@$-]", "_", code) or "_"


def ids(codes: Iterable[str]) -> dict[str, str]:
    """An identifier for each code, no two alike."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for code in codes:
        base = candidate = sdmx_id(code)
        number = 1
        while candidate in taken:
            number += 1
            candidate = f"{base}_{number}"
        found[code] = candidate
        taken.add(candidate)
    return found


class Structure:
    """How one edition is called in SDMX: its codes, and whether its periods are times."""

    def __init__(self, content: BundleContent) -> None:
        self.content = content
        self.version = f"{content.number}.0.0"
        self.id = sdmx_id(content.index).upper()
        self.places = ids(place.code for place in sorted(content.places, key=lambda each: each.code))
        self.nodes = ids(content.card.nodes)
        self.times = all(YEAR_OR_DATE.fullmatch(period.code) for period in content.periods)
        self.periods = {p.code: p.code for p in content.periods} if self.times else ids(p.code for p in content.periods)

    def urn(self, package: str, kind: str, name: str, item: str = "") -> str:
        """The name of an artefact in all of SDMX."""
        dotted = f".{item}" if item else ""
        return f"urn:sdmx:org.sdmx.infomodel.{package}.{kind}={AGENCY}:{name}({self.version}){dotted}"

    @property
    def dataflow(self) -> str:
        """The dataflow as SDMX-CSV names it."""
        return f"{AGENCY}:{self.id}({self.version})"


def structure_message(content: BundleContent) -> Document:
    """Codelists, concepts, data structure and dataflow in one SDMX-JSON structure message."""
    made = Structure(content)
    return {
        "meta": {
            "schema": SCHEMA,
            "id": f"{made.id}_{content.number}",
            "test": content.fictional,
            "prepared": f"{content.published}T00:00:00Z",
            "contentLanguages": ["en"],
            "sender": {"id": AGENCY, "name": "Commonground"},
        },
        "data": {
            "codelists": _codelists(made),
            "conceptSchemes": [_concepts(made)],
            "dataStructures": [_data_structure(made)],
            "dataflows": [_dataflow(made)],
        },
    }


def _artefact(made: Structure, name: str, title: str) -> Document:
    return {"id": name, "agencyID": AGENCY, "version": made.version, "name": title, "names": {"en": title}}


def _codelist(made: Structure, name: str, title: str, codes: Mapping[str, str], names: Mapping[str, str]) -> Document:
    items = [
        {
            "id": each,
            "name": names[code] or code,
            "names": {"en": names[code] or code},
            "annotations": [{"id": "code", "type": "CODE", "title": code}],
        }
        for code, each in codes.items()
    ]
    return _artefact(made, name, title) | {"isPartial": False, "codes": items}


def _codelists(made: Structure) -> list[Document]:
    content, framework = made.content, made.content.card.framework
    names = {place.code: place.name for place in content.places}
    titles = {code: framework.node(code).title for code in made.nodes}
    found = [
        _codelist(made, "CL_REF_AREA", "Places", made.places, names),
        _codelist(made, "CL_INDICATOR", "Scores and questions", made.nodes, titles),
    ]
    if not made.times:
        labels = {period.code: period.label for period in content.periods}
        found.append(_codelist(made, "CL_PERIOD", "Periods", made.periods, labels))
    return found


def _concepts(made: Structure) -> Document:
    concepts = [{"id": name, "name": title, "names": {"en": title}} for name, title in CONCEPTS.items()]
    return _artefact(made, "CS_COMMONGROUND", "Concepts of an edition") | {"isPartial": False, "concepts": concepts}


def _component(made: Structure, name: str, representation: Document) -> Document:
    concept = made.urn("conceptscheme", "Concept", "CS_COMMONGROUND", name)
    return {"id": name, "conceptIdentity": concept, "localRepresentation": representation}


def _listed(made: Structure, name: str) -> Document:
    return {"enumeration": made.urn("codelist", "Codelist", name), "enumerationFormat": {"dataType": "String"}}


def _data_structure(made: Structure) -> Document:
    enumerated = {"REF_AREA": "CL_REF_AREA", "INDICATOR": "CL_INDICATOR"}
    if not made.times:
        enumerated["TIME_PERIOD"] = "CL_PERIOD"
    dimensions = [
        _component(made, name, _listed(made, codes)) | {"position": position}
        for position, (name, codes) in enumerate(enumerated.items(), start=1)
    ]
    list_ = {"id": "DimensionDescriptor", "dimensions": dimensions}
    if made.times:
        time = _component(made, "TIME_PERIOD", {"format": {"dataType": "ObservationalTimePeriod"}})
        list_["timeDimension"] = time
    attributes = [
        _component(made, name, {"format": {"dataType": "Integer" if name in WHOLE else "Double"}})
        | {"usage": "optional", "attributeRelationship": {"observation": {}}}
        for name in MEASURES
    ]
    measure = _component(made, "OBS_VALUE", {"format": {"dataType": "Double"}}) | {"usage": "mandatory"}
    return _artefact(made, f"DSD_{made.id}", f"{made.content.title}: structure") | {
        "dataStructureComponents": {
            "dimensionList": list_,
            "measureList": {"id": "MeasureDescriptor", "measures": [measure]},
            "attributeList": {"id": "AttributeDescriptor", "attributes": attributes},
        }
    }


def _dataflow(made: Structure) -> Document:
    title = made.content.full_title
    structure = made.urn("datastructure", "DataStructure", f"DSD_{made.id}")
    return _artefact(made, made.id, title) | {"description": made.content.description, "structure": structure}


def data_csv(content: BundleContent) -> bytes:
    """Every score as SDMX-CSV 2.0."""
    made = Structure(content)
    header = "STRUCTURE", "STRUCTURE_ID", "ACTION", "REF_AREA", "INDICATOR", "TIME_PERIOD", "OBS_VALUE", *MEASURES
    lines = [",".join(header)]
    start = f"dataflow,{made.dataflow},I,"
    for place, period, node, value, *figures in _observations(content):
        cell = f"{made.places[place]},{made.nodes[node]},{made.periods[period]}"
        lines.append(f"{start}{cell},{value!r},{','.join(map(field, figures))}")
    return ("\n".join(lines) + "\n").encode()


def _observations(content: BundleContent) -> Iterable[tuple[Any, ...]]:
    standing = content.standing
    for row in score_rows(content.card):
        place, period, node = row[:3]
        found = standing.interval(node, place, period) if standing else None
        names = ("score_lower", "score_upper", "rank_lower", "rank_upper")
        yield *row, *(getattr(found, name, None) for name in names)
