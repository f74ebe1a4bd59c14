"""All files of a bundle."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from commonground.publishing.bundles.content import BundleContent
from commonground.publishing.bundles.descriptions import citation_cff, crate, datapackage, dcat, schema_org
from commonground.publishing.bundles.inputs import document, input_files
from commonground.publishing.bundles.sdmx import data_csv, structure_message
from commonground.publishing.bundles.tables import TABLES

SUMS, EDITION, SCORES, INTERVALS = "SHA256SUMS", "edition.json", "data/scores.csv", "data/intervals.csv"
SCHEMA = "commonground/bundle/1"
OF_ANSWERS = ("data/codebook.csv", "data/decisions.csv", "inputs/withheld.csv")
"""Tables that an index of measured values does not have."""
README = """\
{title}
{citation}
Licence: {licence}
{fictional}
Everything that this edition says, and all that it takes to compute it again:

    commonground reproduce {stem}-....zip

checks every file against SHA256SUMS, computes every score from the inputs, and says whether all is the same.

{contents}
sdmx/         the scores as SDMX-CSV 2.0, with the structure message in SDMX-JSON 2.0
edition.json  hashes of inputs and results, and what they were computed with

Described by datapackage.json (Frictionless), dcat.jsonld (DCAT-AP), schema.jsonld (schema.org), CITATION.cff and
ro-crate-metadata.json. {comments}
"""
CODED = """\
inputs/       what the numbers follow from: the scoring framework (JSON for programs, YAML for people; both say the
              same), the answers, the figures withheld by their owner, and the plan of the runs
data/         scores, coverage and ranks at full precision; intervals; places, periods, nodes with their rules; the
              codebook; the adopted value of every cell; citations"""
MEASURED = """\
inputs/       what the numbers follow from: the specification of every step, the data set, and the plan of the runs
data/         scores, coverage and ranks at full precision; intervals; places, periods, nodes with their rules; every
              value after each step"""
KEPT = "The experts' comments are kept by the owner of the index and are not in here."
OPEN = "The experts' comments are published with the answers."


def bundle_files(content: BundleContent) -> dict[str, bytes]:
    """Every file of the bundle by name, ``SHA256SUMS`` over all the others last."""
    files = {table.path: table.csv(content) for table in TABLES if _has(table.path, content)}
    files |= input_files(content)
    files["sdmx/structure.json"] = document(structure_message(content))
    files["sdmx/data.csv"] = data_csv(content)
    files[EDITION] = document(edition_document(content))
    files["README.txt"] = _readme(content)
    files["CITATION.cff"] = citation_cff(content)
    files["dcat.jsonld"] = document(dcat(content))
    files["schema.jsonld"] = document(schema_org(content))
    files["datapackage.json"] = document(datapackage(content, files))
    files["ro-crate-metadata.json"] = document(crate(content, files))
    return files | {SUMS: sums(files)}


def _has(path: str, content: BundleContent) -> bool:
    """Whether a table has anything to say; those that reproducing reads are always there."""
    left_out = {
        "data/intervals.csv": content.standing is None,
        "data/values.csv": content.build is None,
        **dict.fromkeys(OF_ANSWERS, content.build is not None),
        "data/citations.csv": not content.citations,
        "inputs/published.csv": not content.figures,
    }
    return not left_out.get(path, False)


def sums(files: Mapping[str, bytes]) -> bytes:
    """The hash of every file, in the form of ``sha256sum``."""
    return "".join(f"{sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())).encode()


def edition_document(content: BundleContent) -> dict[str, Any]:
    """What the edition is, and the hashes that reproducing compares."""
    return {
        "schema": SCHEMA,
        "index": content.index,
        "edition": content.number,
        "title": content.title,
        "label": content.label,
        "published": content.published,
        "fictional": content.fictional,
        "licence": content.licence.name,
        "comments": "published" if content.comments else "withheld",
        "address": content.address,
        "citation": content.citation,
        "source": {"name": content.origin.name, "sha256": content.origin.sha256, "recipe": content.origin.recipe},
        "computed_with": dict(sorted(content.platform.items())),
        "hashes": {
            "inputs": content.inputs_hash,
            **content.input_hashes,
            "results": content.results_hash,
            "runs": content.standing_hash,
        },
    }


def _readme(content: BundleContent) -> bytes:
    return README.format(
        title=content.full_title,
        citation=content.citation,
        licence=content.licence.name or "none stated",
        fictional="Fictional data.\n" if content.fictional else "",
        stem=content.stem,
        contents=MEASURED if content.build else CODED,
        comments="" if content.build else OPEN if content.comments else KEPT,
    ).encode()
