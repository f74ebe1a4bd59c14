"""One file of many, the same everywhere; and files made to do harm."""

from __future__ import annotations

import io
import stat
import struct
import subprocess
import sys
import zipfile

import pytest

from commonground.methods.errors import FileError
from commonground.publishing.bundles.archive import MOST_BYTES, pack, unpack

MEASURED = """
import pathlib, re, sys, time
from commonground.methods.errors import FileError
from commonground.publishing.bundles import reproduce
started = time.process_time()
try:
    reproduce(pathlib.Path(sys.argv[1]))
except FileError as error:
    most = re.search(r"VmHWM:\\s+(\\d+)", pathlib.Path("/proc/self/status").read_text())[1]
    print(error.problems[0].code, time.process_time() - started, most)
"""
"""Its own high-water mark, since what the system counts for a child holds its parent's."""
FILES = {"data/a.csv": b"a,b\n1,2\n", "SHA256SUMS": b"x", "inputs/plan.json": b"{}"}


@pytest.fixture
def bundle(tmp_path):
    def write(content: bytes):
        path = tmp_path / "bundle.zip"
        path.write_bytes(content)
        return path

    return write


def code_of(path) -> str:
    with pytest.raises(FileError) as refusal:
        unpack(path)
    return refusal.value.problems[0].code


def zipped(*members: tuple[zipfile.ZipInfo | str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def test_the_same_files_make_the_same_bytes_in_whatever_order_they_lie():
    assert pack(FILES) == pack(dict(reversed(FILES.items())))


def test_what_was_packed_is_unpacked(bundle):
    assert unpack(bundle(pack(FILES))) == FILES


def test_every_altered_byte_is_found(bundle):
    whole = pack(FILES)
    for at in range(len(whole)):
        changed = bytearray(whole)
        changed[at] ^= 0x20
        with pytest.raises(FileError):
            unpack(bundle(bytes(changed)))


def test_a_byte_altered_in_a_file_names_the_file(bundle):
    whole = pack(FILES)
    changed = whole.replace(b"1,2", b"1,3", 1)
    with pytest.raises(FileError, match=r"data/a\.csv"):
        unpack(bundle(changed))


@pytest.mark.parametrize("size", [1, 30, 100])
def test_a_file_that_is_cut_short_is_refused(bundle, size):
    assert code_of(bundle(pack(FILES)[:-size])) == "bundle-altered"


def test_what_is_appended_is_found(bundle):
    assert code_of(bundle(pack(FILES) + b"x")) == "bundle-altered"


def test_a_bomb_is_refused_by_its_directory(bundle):
    bomb = zipped(("data/a.csv", bytes(50 * 2**20)), compression=zipfile.ZIP_DEFLATED)
    assert code_of(bundle(bomb)) == "bundle-refused"


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "data/../../x", "C:\\x", "data//x", "data/", ".hidden", "é"]
)
def test_names_that_lead_elsewhere_are_refused(bundle, name):
    assert code_of(bundle(zipped((name, b"x")))) == "bundle-refused"


def test_links_are_refused(bundle):
    link = zipfile.ZipInfo("data/link")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    assert code_of(bundle(zipped((link, b"/etc/passwd")))) == "bundle-refused"


def test_a_name_that_stands_twice_is_refused(bundle):
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = zipped(("a", b"1"), ("a", b"2"))
    assert code_of(bundle(twice)) == "bundle-refused"


def test_many_files_are_refused_before_the_directory_is_read(bundle):
    assert code_of(bundle(zipped(*((f"f{n}", b"") for n in range(300))))) == "bundle-refused"


def test_a_directory_that_lies_about_its_size_is_refused(bundle):
    whole = bytearray(zipped(*((f"f{n}", b"") for n in range(300))))
    whole[-14:-10] = struct.pack("<2H", 3, 3)
    assert code_of(bundle(bytes(whole))) in {"bundle-refused", "bundle-altered"}


def test_files_that_lie_over_one_another_are_refused(bundle):
    whole = bytearray(zipped(("a", bytes(1000)), ("b", bytes(1000))))
    first, second = whole.find(b"PK\x01\x02"), whole.rfind(b"PK\x01\x02")
    whole[second + 42 : second + 46] = whole[first + 42 : first + 46]
    assert code_of(bundle(bytes(whole))) in {"bundle-refused", "bundle-altered"}


def test_a_locked_file_is_refused(bundle):
    whole = bytearray(pack(FILES))
    at = whole.find(b"PK\x01\x02")
    whole[at + 8] |= 1
    assert code_of(bundle(bytes(whole))) == "bundle-refused"


def test_a_file_too_large_is_refused(bundle, tmp_path):
    path = tmp_path / "large.zip"
    with path.open("wb") as file:
        file.write(b"PK")
        file.truncate(MOST_BYTES + 1)
    assert code_of(path) == "bundle-refused"


@pytest.mark.parametrize("content", [b"", b"not a bundle", b"PK"])
def test_what_is_no_bundle_is_refused(bundle, content):
    assert code_of(bundle(content)).startswith("bundle-")


def test_a_file_that_is_not_there_is_said_to_be_so(tmp_path):
    assert code_of(tmp_path / "none.zip") == "file-unreadable"


def test_a_hostile_file_costs_little(bundle):
    """Two seconds and 300 MB, with the program itself; the file is the largest that is looked into."""
    members = ((f"data/{n}", bytes(2**20)) for n in range(60))
    path = bundle(zipped(*members, ("../x", b"x")))
    done = subprocess.run([sys.executable, "-c", MEASURED, str(path)], capture_output=True, text=True, check=True)
    code, seconds, kibibytes = done.stdout.split()
    assert code == "bundle-refused"
    assert float(seconds) < 2
    assert int(kibibytes) < 300 * 1024
