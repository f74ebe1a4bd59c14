"""An examination as a document for programs: plain lists and dictionaries, None where there is no figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields, is_dataclass
from typing import Any

import numpy as np

from commonground.methods.examination.coherent import Coherence
from commonground.methods.examination.coverage import Coverage, Share
from commonground.methods.examination.examination import Examination
from commonground.methods.examination.subject import Subject
from commonground.methods.robustness import robustness_document

SCHEMA = "commonground.examination"
VERSION = 1


def examination_document(found: Examination) -> dict[str, Any]:
    """The whole as documented in ``docs/reference/statistical-audit.md``, at full precision."""
    subject = found.subject
    return {
        "schema": SCHEMA,
        "version": VERSION,
        **({"notice": "Fictional data"} if subject.fictional else {}),
        "index": subject.code,
        "title": subject.title,
        "edition": subject.edition,
        "period": subject.period,
        "seed": found.seed,
        "units": [{"code": code, "name": subject.unit(code)} for code in subject.levels.units],
        "nodes": [asdict(node) for node in subject.levels.nodes],
        "findings": [plain(finding) for finding in found.findings],
        "look_at": [finding.code for finding in found.look_at],
        "coverage": _coverage(subject.coverage),
        "coherence": _coherence(found.coherence, subject),
        "robustness": robustness_document(found.robustness),
    }


def plain(value: object) -> Any:  # noqa: ANN401 -- whatever JSON can hold
    """Dataclasses as objects, arrays and tuples as lists, NaN as None; text and numbers as they are."""
    if is_dataclass(value):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return None if isinstance(value, float) and np.isnan(value) else value


def _coverage(found: Coverage) -> dict[str, Any]:
    return {
        "whole": _share(found.whole),
        "units": {each.code: _share(each) for each in found.units},
        "indicators": {each.code: _share(each) for each in found.indicators},
        "unscored": list(found.unscored),
    }


def _share(found: Share) -> dict[str, Any]:
    return {"given": found.given, "asked": found.asked, "share": found.share}


def _coherence(found: Coherence, subject: Subject) -> dict[str, Any]:
    document: dict[str, Any] = plain(found)
    groups = document.pop("groups")
    # By group and method, so that a program finds a table by name.
    document["within"] = {
        method: {group: _table(table) for group, table in zip(groups, tables, strict=True)}
        for method, tables in document["within"].items()
    }
    for name in ("consistencies", "components"):
        document[name] = {each.pop("group"): each for each in document[name]}
    document["parts"] = list(subject.parts)
    return document


def _table(table: dict[str, Any]) -> dict[str, Any]:
    return {"nodes": table["rows"], "values": table["values"], "units": table["units"]}
