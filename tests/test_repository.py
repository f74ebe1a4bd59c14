"""What must hold for the repository as a whole: its requirements, its limits of size, what it may not contain."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

REPOSITORY = Path(__file__).parent.parent
PINNED = sorted((REPOSITORY / "requirements").glob("*.txt"))


def tracked() -> list[Path]:
    """The files of the project: what git knows, or everything beside hidden folders in an unpacked archive."""
    try:
        listed = subprocess.run(["git", "ls-files"], cwd=REPOSITORY, capture_output=True, text=True, check=True)  # noqa: S607 -- git wherever it is
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is no git checkout, so its files cannot be listed")
    return [path for name in listed.stdout.splitlines() if (path := REPOSITORY / name).is_file()]


def requirements(name: str) -> dict[str, Requirement]:
    lines = (REPOSITORY / "requirements" / name).read_text().splitlines()
    found = [Requirement(line) for line in lines if line and not line.startswith(("-", "#"))]
    return {requirement.name.replace("_", "-").lower(): requirement for requirement in found}


def pins(path: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9.\-]+)(?:\[[^\]]*\])?==(\S+)", path.read_text(), flags=re.MULTILINE))


def modules() -> list[Path]:
    folders = ("src", "tests", "benchmarks", "faults", "nightly")
    return [path for path in tracked() if path.suffix == ".py" and path.relative_to(REPOSITORY).parts[0] in folders]


def written() -> list[Path]:
    return [path for path in modules() if "migrations" not in path.parts]


@pytest.mark.parametrize("path", PINNED, ids=lambda path: path.name)
def test_requirements_carry_hashes_and_no_address(path):
    text = path.read_text()
    assert "://" not in text
    assert not re.search(r"^--?\w", text, flags=re.MULTILINE), "an option stands where only packages belong"
    entries = re.split(r"\n(?=[a-z0-9])", text.split("make lock\n")[1])
    assert all("--hash=sha256:" in entry for entry in entries)


@pytest.mark.parametrize("name", ["dev", "raters"])
def test_all_requirements_pin_the_same_versions(name):
    base, other = pins(REPOSITORY / "requirements/base.txt"), pins(REPOSITORY / f"requirements/{name}.txt")
    assert {package: other.get(package) for package in base} == base


def test_metadata_and_requirements_agree():
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())
    build = {Requirement(line).name.replace("_", "-") for line in project["build-system"]["requires"]}
    wanted = {name: str(line) for name, line in requirements("base.in").items() if name not in build}
    stated = {line.name.lower(): str(line) for line in map(Requirement, project["project"]["dependencies"])}
    assert stated == wanted


def test_no_lock_file_carries_an_address():
    assert not [path for path in tracked() if path.name in {"uv.lock", "package-lock.json", "poetry.lock", "yarn.lock"}]


def test_no_module_is_over_500_lines():
    long = {str(path): lines for path in written() if (lines := len(path.read_text().splitlines())) > 500}
    assert not long


def test_half_of_the_modules_have_at_most_100_lines():
    source = [path for path in written() if "src" in path.relative_to(REPOSITORY).parts]
    assert statistics.median(len(path.read_text().splitlines()) for path in source) <= 100


def functions() -> dict[str, int]:
    """Lines of every function, without its docstring, by where it stands."""
    sizes = {}
    for path in written():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
                sizes[f"{path.relative_to(REPOSITORY)}:{node.lineno} {node.name}"] = node.end_lineno - first.lineno + 1
    return sizes


def test_functions_are_short():
    sizes = functions()
    assert not {name: lines for name, lines in sizes.items() if lines > 60}
    assert statistics.quantiles(sizes.values(), n=10)[-1] <= 25
