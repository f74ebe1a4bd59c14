"""Every number of a bundle follows from what is in it, and whatever was touched is named."""

from __future__ import annotations

import json

import pytest

from commonground.cli import main
from commonground.methods.errors import CommongroundError
from commonground.methods.tables import read_index
from commonground.publishing.bundles import bundle_files, pack, reproduce
from commonground.publishing.bundles.files import SUMS, sums
from commonground.publishing.queries.bundle_content import bundle_content
from commonground.scores.importers import Terms, import_bundle
from tests.publishing.reading import of_everybody
from tests.support.worlds import no_audit, world

pytestmark = pytest.mark.django_db


def with_sums(files: dict[str, bytes]) -> bytes:
    """A bundle whose sums fit, as somebody would make it who wants to deceive."""
    return pack(files | {SUMS: sums({name: data for name, data in files.items() if name != SUMS})})


def problems_of(path) -> list[str]:
    with pytest.raises(CommongroundError) as refusal:
        reproduce(path)
    return [str(problem) for problem in refusal.value.problems]


def test_a_bundle_is_the_same_wherever_it_is_made(content):
    assert pack(bundle_files(content)) == pack(bundle_files(content))


def test_every_number_is_computed_anew(packed, content, files):
    found = reproduce(packed)
    assert found.calculation_hash == content.calculation_hash
    assert (found.results_hash, found.same_results) == (content.results_hash, True)
    assert found.scores == files["data/scores.csv"].count(b"\n") - 1 > 1000
    assert found.intervals == files["data/intervals.csv"].count(b"\n") - 1 > 100
    assert max(found.score_difference, found.interval_difference) <= 1e-9
    assert found.files == len(files)


def test_an_index_in_files_can_be_made_of_a_bundle(folder, content):
    made = read_index(folder / "inputs/framework.yaml", folder / "inputs/answers.csv", folder / "inputs/published.csv")
    assert made.framework == content.card.framework
    assert made.summary == content.summary
    assert {note.comment for note in made.notes.values()} == {each.comment for each in content.decisions}


def test_withheld_figures_stay_withheld(tmp_path):
    bundle = world()
    hidden = bundle.answers.__class__(
        **{name: getattr(bundle.answers, name) for name in ("places", "periods", "questions", "points", "applicable")},
        withheld=frozenset({("XA", "2020", "a")}),
    )
    terms = Terms(licence="CC BY 4.0", comments="publish")
    edition = import_bundle(bundle=world(answers=hidden), audit=no_audit(), terms=terms).edition
    files = bundle_files(bundle_content(of_everybody(edition), "https://islands.example"))
    assert files["inputs/withheld.csv"] == b"place,period,node\nXA,2020,a\n"
    assert b"XA,2020,a," not in files["data/scores.csv"]
    path = tmp_path / "ports.zip"
    path.write_bytes(pack(files))
    assert reproduce(path).same_results


@pytest.mark.parametrize(("comments", "there"), [("publish", True), ("withhold", False), ("undecided", False)])
def test_comments_are_in_it_where_the_owner_publishes_them(comments, there):
    terms = Terms(licence="CC BY 4.0", comments=comments)
    edition = import_bundle(bundle=world(), audit=no_audit(), terms=terms).edition
    whole = pack(bundle_files(bundle_content(of_everybody(edition), "https://islands.example")))
    assert (b"Quays are open to all." in whole) is there
    assert (b"Quays Act" in whole) is there


@pytest.mark.parametrize("name", ["data/scores.csv", "inputs/answers.csv", "CITATION.cff", "SHA256SUMS"])
def test_one_altered_byte_is_found_and_named(packed, files, name):
    whole = packed.read_bytes()
    at = whole.index(files[name]) + len(files[name]) // 2
    packed.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    assert any(name in problem for problem in problems_of(packed))


def test_a_file_that_does_not_fit_its_sum_is_named(packed, files):
    packed.write_bytes(pack(files | {"README.txt": b"Trust me."}))
    assert "README.txt" in problems_of(packed)[0]


def test_a_file_that_no_sum_lists_is_named(packed, files):
    packed.write_bytes(pack(files | {"more.txt": b""}))
    assert "more.txt" in problems_of(packed)[0]


def test_a_score_that_does_not_follow_is_named(packed, files):
    lines = files["data/scores.csv"].decode().splitlines()
    place, period, node, score, *rest = lines[1].split(",")
    lines[1] = ",".join((place, period, node, str(float(score) + 1e-6), *rest))
    packed.write_bytes(with_sums(files | {"data/scores.csv": ("\n".join(lines) + "\n").encode()}))
    [problem] = problems_of(packed)
    assert f"{place}/{period}/{node}" in problem
    assert "bundle-differs" in problem


def test_other_inputs_are_other_inputs(packed, files):
    lines = files["inputs/answers.csv"].decode().splitlines()
    packed.write_bytes(with_sums(files | {"inputs/answers.csv": ("\n".join(lines[:-1]) + "\n").encode()}))
    found = problems_of(packed)
    assert any("hash of the answers" in problem for problem in found)
    assert any("hash of the calculation" in problem for problem in found)


def test_scores_that_are_left_out_are_missed_and_many_are_counted(packed, files):
    lines = files["data/scores.csv"].decode().splitlines()
    packed.write_bytes(with_sums(files | {"data/scores.csv": ("\n".join(lines[:100]) + "\n").encode()}))
    assert "more figures differ" in problems_of(packed)[-1]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("edition.json", b"[" * 100_000),
        ("edition.json", b"{}"),
        ("edition.json", b"not JSON"),
        ("data/scores.csv", b"place\nx,y,z,w\n"),
        ("inputs/plan.json", b'{"assumptions": []}'),
        ("inputs/framework.json", b"{}"),
        ("inputs/answers.csv", b"place,period\n"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(packed, files, name, data):
    packed.write_bytes(with_sums(files | {name: data}))
    assert problems_of(packed)


@pytest.mark.parametrize(
    ("lacking", "named"),
    [("results", "hashes.results"), ("calculation", "hashes.calculation"), ("title", "title"), ("index", "index")],
)
def test_what_an_edition_does_not_state_is_named(packed, files, lacking, named):
    said = json.loads(files["edition.json"])
    for part in (said, said["hashes"]):
        part.pop(lacking, None)
    packed.write_bytes(with_sums(files | {"edition.json": json.dumps(said).encode()}))
    [problem] = problems_of(packed)
    assert f'its "edition.json" does not state {named}' in problem


def test_what_a_bundle_says_moves_no_cursor(packed, files, capsys):
    said = json.loads(files["edition.json"]) | {"title": "\x1b[2JHarbour\nReproduced.\u202e\x9b"}
    packed.write_bytes(with_sums(files | {"edition.json": json.dumps(said).encode()}))
    for options in ([], ["--json"]):
        assert main(["reproduce", str(packed), *options]) == 0
        assert not set("\x1b\x9b\u202e") & set(printed := capsys.readouterr().out)
        assert "\nReproduced.\n" not in printed.removesuffix("\nReproduced.\n")
    packed.write_bytes(pack(files | {"\x1b[2J.txt": b""}))
    assert main(["reproduce", str(packed)]) == 1
    assert "\x1b" not in capsys.readouterr().err


def test_more_runs_than_anybody_needs_are_refused(packed, files):
    plan = json.loads(files["inputs/plan.json"]) | {"runs": 10**9}
    packed.write_bytes(with_sums(files | {"inputs/plan.json": json.dumps(plan).encode()}))
    assert "runs" in problems_of(packed)[0]


@pytest.mark.parametrize("name", [SUMS, "inputs/answers.csv"])
def test_a_bundle_without_what_it_needs_is_refused(packed, files, name):
    left = {each: data for each, data in files.items() if each != name}
    packed.write_bytes(pack(left) if name == SUMS else with_sums(left))
    assert name in problems_of(packed)[0]


def test_sums_that_are_none_are_altered_sums(packed, files):
    packed.write_bytes(pack(files | {SUMS: b"nonsense\n"}))
    assert SUMS in problems_of(packed)[0]
