"""Every error code of the source stands in the catalogue, and the catalogue holds no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.docs.pages import REPOSITORY, text

SOURCE = REPOSITORY / "src" / "commonground"
FAMILIES = re.compile(
    r"(answers|condition|csv|expression|file|framework|freeze|offline|published|questionnaire|rehearsal|table|value|whatif"
    r"|workbook|xlsform|yaml)-[a-z-]+"
)
MADE_BY = {"Problem", "_problem", "refuse"}
CODE = re.compile(r"[a-z]+(-[a-z]+)*")
CATALOGUED = re.compile(r"^\| `([a-z-]+)` \|", flags=re.MULTILINE)


def codes_of(path: Path) -> Iterator[str]:
    """The codes given to a problem, and every text of the method that has the form of one."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    hashed = {id(part) for call in calls if call.func.id == "_hash" for part in call.args}
    made = [call for call in calls if call.func.id in MADE_BY]
    given = {id(word.value) for call in made for word in call.keywords if word.arg == "code"}
    given |= {id(call.args[0]) for call in made if call.args}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in hashed:
            belongs = "methods" in path.parts and FAMILIES.fullmatch(node.value)
            if belongs or (id(node) in given and CODE.fullmatch(node.value)):
                yield node.value


def test_the_catalogue_holds_every_code_and_no_other():
    used = {code for path in SOURCE.rglob("*.py") for code in codes_of(path)}
    assert used
    catalogue = CATALOGUED.findall(text("reference/errors.md"))
    assert sorted(catalogue) == sorted(used)
