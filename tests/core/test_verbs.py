"""Every verb that the code writes into the trail has its words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from commonground.core.verbs import VERBS, did

SLUG = re.compile(r"[a-z]+(-[a-z]+)*")
SOURCE = Path(__file__).parents[2] / "src" / "commonground"
WRITERS = {"record", "note", "_note", "move", "move_round", "_saved"}
"""The functions that write; the verb is their first text, or the one called ``verb``."""
AT_THE_DESK = {f"{verb}-{kind}" for verb in ("add", "change", "delete") for kind in ("index", "place", "placegroup")}
OF_OLD = {"rewrite-trail"}
"""Written by migrations."""


def written() -> Iterator[str]:
    trees = [
        ast.parse(path.read_text("utf-8"))
        for path in SOURCE.rglob("*.py")
        if {"desk", "methods"}.isdisjoint(path.parts)
    ]
    named = {
        node.targets[0].id: node.value.value
        for tree in trees
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
    }
    for call in (node for tree in trees for node in ast.walk(tree)):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in WRITERS):
            continue
        for said in (*(word.value for word in call.keywords if word.arg == "verb"), *call.args):
            verb = named.get(said.id) if isinstance(said, ast.Name) else getattr(said, "value", None)
            if isinstance(verb, str) and SLUG.fullmatch(verb):
                yield verb
                break


def test_every_verb_has_its_words_and_every_word_its_verb():
    found = set(written())
    assert {"erase-person", "correct-wording", "return", "pay-invoice", "import"} <= found
    assert sorted(set(VERBS) ^ (found | AT_THE_DESK | OF_OLD)) == []
    assert did("sailed") == "sailed"
