"""A bundle described for catalogues and tools: Frictionless, DCAT-AP, schema.org, citation file, RO-Crate."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from commonground.publishing.bundles.content import EditionAbout
from commonground.publishing.bundles.tables import ANSWERS, TABLES, Column, TableFile

Document = dict[str, Any]

MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "yaml": "application/yaml",
    "cff": "application/yaml",
    "txt": "text/plain",
    "zip": "application/zip",
}
ISSUED = {"@type": "xsd:date"}
DCAT_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "adms": "http://www.w3.org/ns/adms#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
}
FILE_TYPES = "http://publications.europa.eu/resource/authority/file-type/"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
ENGLISH = "http://publications.europa.eu/resource/authority/language/ENG"
PUBLIC_ACCESS = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """The whole bundle as it lies on the site."""

    url: str
    size: int
    sha256: str


def media_type(path: str) -> str:
    """What a file is, by its name."""
    return MEDIA.get(path.rpartition(".")[2], "text/plain")


def datapackage(content: EditionAbout, files: Mapping[str, bytes]) -> Document:
    """Frictionless Data Package: every table with its schema and keys."""
    tables = [table for table in (*TABLES, ANSWERS) if table.path in files]
    return {
        "profile": "tabular-data-package",
        "name": content.stem,
        "id": content.address,
        "title": content.full_title,
        "description": content.description,
        "version": f"{content.number}.0.0",
        "created": f"{content.published}T00:00:00Z",
        "homepage": content.data_address,
        **({"licenses": [_licence(content)]} if content.licence.name else {}),
        "contributors": [{"title": content.title, "role": "author"}],
        "sources": [{"title": content.origin.name, "sha256": content.origin.sha256}] if content.origin.name else [],
        "resources": [_resource(table, files[table.path]) for table in tables],
    } | ({} if content.origin.name else {"sources": [{"title": content.title}]})


def _licence(content: EditionAbout) -> Document:
    licence = content.licence
    named = {"name": licence.spdx or licence.name.replace(" ", "-"), "title": licence.name}
    return named | ({"path": licence.url} if licence.url else {})


def _resource(table: TableFile, data: bytes) -> Document:
    schema: Document = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    if table.unique:
        schema["primaryKey"] = list(table.unique)
    keys = [column for column in table.columns if column.key]
    if keys:
        schema["foreignKeys"] = [
            {"fields": column.name, "reference": {"resource": column.key, "fields": "code"}} for column in keys
        ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": table.path,
        "title": table.title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{sha256(data).hexdigest()}",
        "schema": schema,
    }


def _field(column: Column) -> Document:
    constraints = {"constraints": {"required": True}} if column.required else {}
    return {"name": column.name, "type": column.kind, "description": column.about, **constraints}


def dcat(content: EditionAbout, download: Download | None = None) -> Document:
    """DCAT-AP 3 as JSON-LD, with its context in it: a catalogue, the dataset, and how to get it."""
    publisher = {"@id": f"{content.site}/#publisher", "@type": "foaf:Agent", "foaf:name": content.title}
    return {
        "@context": DCAT_CONTEXT,
        "@id": f"{content.site}/indices/{content.index}#catalogue",
        "@type": "dcat:Catalog",
        "dct:title": _english(content.title),
        "dct:description": _english(content.description),
        "dct:publisher": publisher,
        "foaf:homepage": {"@id": f"{content.site}/"},
        "dcat:dataset": {
            "@id": f"{content.address}#dataset",
            "@type": "dcat:Dataset",
            "dct:title": _english(content.full_title),
            "dct:description": _english(content.description),
            "dct:identifier": content.name,
            "dct:publisher": {"@id": publisher["@id"]},
            "dct:issued": {"@value": content.published, **ISSUED},
            "dct:language": {"@id": ENGLISH},
            "dct:accessRights": {"@id": PUBLIC_ACCESS},
            "dcat:version": str(content.number),
            "dcat:landingPage": {"@id": content.data_address},
            "dcat:keyword": [_english(content.card.framework.node(area).title) for area in _areas(content)],
            **_temporal(content),
            "dcat:distribution": [_distribution(content, download)],
        },
    }


def _english(text: str) -> Document:
    return {"@value": text, "@language": "en"}


def _areas(content: EditionAbout) -> tuple[str, ...]:
    framework = content.card.framework
    return tuple(code for code in framework.areas if framework.node(code).title)


def _temporal(content: EditionAbout) -> Document:
    dates = sorted(period.reference_date for period in content.periods if period.reference_date)
    if not dates:
        return {}
    ends = {"dcat:startDate": dates[0], "dcat:endDate": dates[-1]}
    stated = {name: {"@value": value, **ISSUED} for name, value in ends.items()}
    return {"dct:temporal": {"@type": "dct:PeriodOfTime", **stated}}


def _distribution(content: EditionAbout, download: Download | None) -> Document:
    found: Document = {
        "@id": f"{content.address}#bundle",
        "@type": "dcat:Distribution",
        "dct:title": _english("The whole edition in one file"),
        "dcat:accessURL": {"@id": content.data_address},
        "dcat:mediaType": {"@id": f"{MEDIA_TYPES}application/zip"},
        "dct:format": {"@id": f"{FILE_TYPES}ZIP"},
    }
    if content.licence.url:
        found["dct:license"] = {"@id": content.licence.url, "@type": "dct:LicenseDocument"}
    if download is not None:
        found["dcat:downloadURL"] = {"@id": download.url}
        found["dcat:byteSize"] = {"@value": str(download.size), "@type": "xsd:nonNegativeInteger"}
        found["spdx:checksum"] = {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": download.sha256, "@type": "xsd:hexBinary"},
        }
    return found


def schema_org(content: EditionAbout, download: Download | None = None) -> Document:
    """schema.org's Dataset, as search engines for data read it."""
    dates = sorted(period.reference_date for period in content.periods if period.reference_date)
    framework = content.card.framework
    distribution: Document = {"@type": "DataDownload", "encodingFormat": "application/zip"}
    where = download.url if download else content.data_address
    distribution["contentUrl"] = where
    if download is not None:
        distribution |= {"contentSize": f"{download.size} B", "sha256": download.sha256}
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": content.address,
        "url": content.data_address,
        "name": content.full_title,
        "description": content.description,
        "identifier": content.name,
        "version": str(content.number),
        "datePublished": content.published,
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": content.title},
        "publisher": {"@type": "Organization", "name": content.title, "url": f"{content.site}/"},
        "citation": content.citation,
        **({"license": content.licence.url or content.licence.name} if content.licence.name else {}),
        **({"temporalCoverage": f"{dates[0]}/{dates[-1]}"} if dates else {}),
        "spatialCoverage": [{"@type": "Place", "name": each.name} for each in content.places],
        "variableMeasured": [
            {"@type": "PropertyValue", "name": framework.node(code).title or code, "propertyID": code}
            for code in dict.fromkeys((*framework.aggregates, *framework.areas))
        ],
        "distribution": [distribution],
    }


def citation_cff(content: EditionAbout) -> bytes:
    """CITATION.cff 1.2.0. Texts are written as JSON writes them, which is YAML too."""
    said: dict[str, object] = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below.",
        "type": "dataset",
        "title": content.full_title,
        "authors": [{"name": content.title}],
        "version": str(content.number),
        "date-released": content.published,
        "url": content.address,
        "abstract": content.description,
        "identifiers": [
            {"type": "url", "value": content.data_address, "description": "The data of this edition"},
            {"type": "other", "value": f"sha256:{content.calculation_hash}", "description": "Hash of the calculation"},
        ],
    }
    if content.licence.spdx:
        said["license"] = content.licence.spdx
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in said.items()]
    return ("\n".join(lines) + "\n").encode()


def crate(content: EditionAbout, files: Mapping[str, bytes]) -> Document:
    """RO-Crate 1.1: every file of the bundle, and what made the numbers."""
    titles = {table.path: table.title for table in (*TABLES, ANSWERS)}
    entities = [
        {
            "@id": path,
            "@type": "File",
            "name": titles.get(path, path),
            "encodingFormat": media_type(path),
            "contentSize": str(len(data)),
            "sha256": sha256(data).hexdigest(),
        }
        for path, data in sorted(files.items())
    ]
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": content.full_title,
        "description": content.description,
        "datePublished": content.published,
        "identifier": content.address,
        "version": str(content.number),
        "license": {"@id": content.licence.url} if content.licence.url else content.licence.name or "none stated",
        "author": {"@id": "#team"},
        "hasPart": [{"@id": each["@id"]} for each in entities],
    }
    about = {"@id": "./"}
    descriptor = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": about,
    }
    made_by = {
        "@id": "#calculation",
        "@type": "CreateAction",
        "name": "commonground reproduce",
        "instrument": {"@id": "#engine"},
        "object": [{"@id": path} for path in sorted(files) if path.startswith("inputs/")],
        "result": [{"@id": path} for path in ("data/scores.csv", "data/intervals.csv") if path in files],
    }
    version = content.platform.get("commonground", "")
    engine = {"@id": "#engine", "@type": "SoftwareApplication", "name": "Commonground", "version": version}
    team = {"@id": "#team", "@type": "Organization", "name": content.title}
    graph = [descriptor, root, *entities, made_by, engine, team]
    if content.licence.url:
        graph.append({"@id": content.licence.url, "@type": "CreativeWork", "name": content.licence.name})
    return {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph}
