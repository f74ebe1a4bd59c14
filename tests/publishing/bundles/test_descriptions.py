"""What describes a bundle is what the standards' own tools read."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from commonground.methods.tables.bundle import PeriodInfo
from commonground.publishing.bundles import bundle_files, licence_of
from commonground.publishing.bundles.descriptions import Download, dcat, schema_org
from commonground.publishing.bundles.sdmx import ids, structure_message

# Warnings are those of other people's packages.
pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.filterwarnings("ignore")]
DOWNLOAD = Download(url="https://islands.example/x.zip", size=12, sha256="ab" * 32)
SHAPES = Path(__file__).with_name("dcat-ap-shapes.ttl")


def test_the_data_package_is_valid(folder):
    from frictionless import Package  # noqa: PLC0415 -- slow import

    report = Package(str(folder / "datapackage.json")).validate()
    assert report.flatten(["type", "note"]) == []
    assert {task.name for task in report.tasks} >= {"scores", "answers", "codebook", "intervals", "decisions"}


def test_a_wrong_data_package_is_not(folder):
    from frictionless import Package  # noqa: PLC0415 -- slow import

    scores = folder / "data/scores.csv"
    scores.write_text(scores.read_text().replace("overall", "nowhere", 1))
    assert not Package(str(folder / "datapackage.json")).validate().valid


def test_sdmx_reads_structure_and_data(folder, content):
    """Read with the official schema of SDMX-JSON 2.0."""
    from pysdmx.io import get_datasets, read_sdmx  # noqa: PLC0415 -- slow import

    message = read_sdmx(folder / "sdmx/structure.json", validate=True)
    [structure] = message.get_data_structure_definitions()
    assert [each.id for each in structure.components][:4] == ["REF_AREA", "INDICATOR", "TIME_PERIOD", "OBS_VALUE"]
    codes = {each.id: {code.id for code in each.codes} for each in message.get_codelists()}
    assert codes["CL_REF_AREA"] == set(content.card.answers.places)
    [data] = get_datasets(folder / "sdmx/data.csv", folder / "sdmx/structure.json")
    assert set(data.data["INDICATOR"]) <= codes["CL_INDICATOR"]
    assert len(data.data) == (folder / "data/scores.csv").read_text().count("\n") - 1


def test_periods_that_are_no_times_are_codes_of_their_own(content, tmp_path):
    from pysdmx.io import read_sdmx  # noqa: PLC0415 -- slow import

    renamed = replace(content, periods=tuple(PeriodInfo(code=f"wave {p.code}", label=p.label) for p in content.periods))
    path = tmp_path / "structure.json"
    path.write_text(json.dumps(structure_message(renamed)))
    assert "CL_PERIOD" in {each.id for each in read_sdmx(path).get_codelists()}


def test_codes_become_identifiers_that_are_all_different():
    assert ids(["a.b", "a b", "ab", "é"]) == {"a.b": "a_b", "a b": "a_b_2", "ab": "ab", "é": "_"}


@pytest.mark.parametrize("download", [None, DOWNLOAD])
def test_the_catalogue_conforms_to_dcat_ap(content, download):
    from pyshacl import validate  # noqa: PLC0415 -- slow import
    from rdflib import Graph  # noqa: PLC0415 -- slow import

    graph = Graph().parse(data=json.dumps(dcat(content, download)), format="json-ld")
    conforms, _graph, text = validate(graph, shacl_graph=str(SHAPES))
    assert conforms, text


def test_a_catalogue_without_a_title_does_not_conform(content):
    from pyshacl import validate  # noqa: PLC0415 -- slow import
    from rdflib import Graph  # noqa: PLC0415 -- slow import

    broken = dcat(content)
    del broken["dcat:dataset"]["dct:title"]
    graph = Graph().parse(data=json.dumps(broken), format="json-ld")
    assert not validate(graph, shacl_graph=str(SHAPES))[0]


@pytest.mark.parametrize("download", [None, DOWNLOAD])
def test_search_engines_find_what_they_ask_for(content, download):
    """What Google's guide for data sets requires and recommends, and that the document is JSON-LD."""
    from rdflib import Graph, URIRef  # noqa: PLC0415 -- slow import

    found = schema_org(content, download)
    assert 50 <= len(found["description"]) <= 5000
    wanted = {"name", "description", "creator", "license", "identifier", "temporalCoverage", "distribution", "version"}
    assert wanted <= set(found)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d", found["temporalCoverage"])
    local = found | {"@context": {"@vocab": "https://schema.org/"}}
    graph = Graph().parse(data=json.dumps(local), format="json-ld")
    assert (URIRef(content.address), None, URIRef("https://schema.org/Dataset")) in graph
    assert (found["distribution"][0].get("sha256") == DOWNLOAD.sha256) is (download is not None)


def test_the_citation_file_is_one(folder, content):
    """The keys and values that the schema of CITATION.cff 1.2.0 asks for."""
    from ruamel.yaml import YAML  # noqa: PLC0415 -- slow import

    said = YAML(typ="safe").load((folder / "CITATION.cff").read_text())
    assert {"cff-version", "message", "title", "authors"} <= set(said)
    assert said["cff-version"] == "1.2.0"
    assert said["type"] == "dataset"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", str(said["date-released"]))
    assert said["authors"] == [{"name": content.title}]
    assert said["license"] == "CC-BY-4.0"
    assert {each["type"] for each in said["identifiers"]} <= {"doi", "url", "swh", "other"}


def test_the_crate_names_every_file(folder, files):
    from rocrate.rocrate import ROCrate  # noqa: PLC0415 -- slow import

    crate = ROCrate(str(folder))
    assert {each.id for each in crate.data_entities} == set(files) - {"SHA256SUMS", "ro-crate-metadata.json"}
    assert crate.name.startswith("Harbour Index")


def test_a_fictional_index_says_so_everywhere(files):
    for name in ("README.txt", "CITATION.cff", "datapackage.json", "dcat.jsonld", "schema.jsonld", "edition.json"):
        assert b"ictional" in files[name], name


def test_an_index_without_licence_source_runs_and_dates(content):
    bare = replace(
        content,
        licence=licence_of(""),
        standing=None,
        origin=replace(content.origin, name=""),
        periods=tuple(replace(each, reference_date="") for each in content.periods),
    )
    files = bundle_files(bare)
    assert "data/intervals.csv" not in files
    assert b"none stated" in files["README.txt"]
    assert "licenses" not in json.loads(files["datapackage.json"])


@pytest.mark.parametrize(
    ("name", "spdx", "url"),
    [
        ("CC BY 4.0", "CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC BY-NC-SA 4.0", "CC-BY-NC-SA-4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/"),
        ("CC0 1.0", "CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("Ask us", "", ""),
    ],
)
def test_licences_by_their_names(name, spdx, url):
    found = licence_of(name)
    assert (found.name, found.spdx, found.url) == (name, spdx, url)
