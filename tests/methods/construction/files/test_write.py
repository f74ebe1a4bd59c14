"""Writing the tables of a build: full precision, all or none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from commonground.methods.construction import STEPS, Screen, Spec, build
from commonground.methods.construction.files import write_build
from commonground.methods.errors import FileError
from tests.methods.construction.sample import NAN, dataset, flat, panel, table

ROWS = {"B": (1 / 3, 2), "A": (0.1, 7), "C": (NAN, 1)}
INDEX = build(Spec(hierarchy=flat("x", "y"), screen=Screen(present=1)), dataset(["x", "y"], ROWS))
NAMES = sorted(f"{step}.csv" for step in STEPS)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("there", [False, True])
def test_every_step_has_its_file(tmp_path, there):
    folder = tmp_path / "deep" / "out"
    if there:
        folder.mkdir(parents=True)
    write_build(INDEX, folder)
    assert names(folder) == NAMES
    assert names(folder.parent) == ["out"]
    assert (folder / "raw.csv").read_text() == "place,x,y\nA,0.1,7.0\nB,0.3333333333333333,2.0\nC,,1.0\n"
    places, columns, numbers = table(folder / "aggregated.csv")
    assert (places, columns) == (["A", "B"], ["x", "y", "top"])
    assert np.array_equal(numbers, INDEX.tables["aggregated"][[1, 0], 0])


def test_several_periods_have_a_column(tmp_path):
    data = panel("x", {"A": (1, 2), "=B": (3, 4)}, ("1", "2"))
    write_build(build(Spec(hierarchy=flat("x")), data), tmp_path / "out")
    assert (tmp_path / "out/raw.csv").read_text() == "place,period,x\n'=B,1,3.0\n'=B,2,4.0\nA,1,1.0\nA,2,2.0\n"


def test_an_earlier_build_is_replaced(tmp_path):
    write_build(INDEX, tmp_path / "out")
    (tmp_path / "out" / "raw.csv").write_text("old")
    (tmp_path / "out").chmod(0o750)
    write_build(INDEX, tmp_path / "out")
    assert (tmp_path / "out" / "raw.csv").read_text().startswith("place")
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o750
    assert names(tmp_path) == ["out"]


def test_other_files_are_never_touched(tmp_path):
    (tmp_path / "thesis.doc").write_text("mine")
    with pytest.raises(FileError, match=r'other files, such as "thesis.doc".*\[file-folder-used\]'):
        write_build(INDEX, tmp_path)
    assert names(tmp_path) == ["thesis.doc"]


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "out").write_text("mine")
    with pytest.raises(FileError, match="file-not-a-folder"):
        write_build(INDEX, tmp_path / "out")


def test_what_cannot_be_written_leaves_all_as_it_was(tmp_path, monkeypatch):
    write_build(INDEX, tmp_path / "out")
    (tmp_path / "out" / "raw.csv").write_text("old")
    rename = Path.rename

    def full(path, target):
        if path.parent.name == "new" and path.name == "treated.csv":
            raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(FileError, match=r"cannot be written: no space left on device.*\[file-unwritable\]"):
        write_build(INDEX, tmp_path / "out")
    assert (names(tmp_path), names(tmp_path / "out")) == (["out"], NAMES)
    assert (tmp_path / "out" / "raw.csv").read_text() == "old"


def test_the_folder_that_one_stands_in_stays(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        write_build(INDEX, Path())
        assert names(Path()) == NAMES


def test_a_folder_with_the_name_of_a_table_is_never_touched(tmp_path):
    (tmp_path / "raw.csv").mkdir()
    with pytest.raises(FileError, match="file-folder-used"):
        write_build(INDEX, tmp_path)
    assert names(tmp_path) == ["raw.csv"]


def test_a_link_that_leads_back_to_itself(tmp_path):
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(FileError, match="file-unwritable"):
        write_build(INDEX, tmp_path / "loop")


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(FileError, match="file-unwritable"):
        write_build(INDEX, tmp_path / "file" / "out")
