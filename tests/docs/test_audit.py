"""The page of the audit has the form of its document and every kind of warning."""

from __future__ import annotations

import json
import re
from dataclasses import fields

from commonground.methods.audit import Audit, Mismatch, Warning_
from commonground.methods.workbooks import audit
from tests.docs.pages import table, text

PAGE = text("reference/audit.md")


def test_the_example_has_the_form_of_the_document():
    example = json.loads(re.search(r"```json\n(.*?)```", PAGE, re.DOTALL)[1])
    parts = {"mismatches": Mismatch, "warnings": Warning_}
    built = Audit(**(example | {key: tuple(kind(**each) for each in example[key]) for key, kind in parts.items()}))
    assert json.dumps(built.document()) == json.dumps(example)
    assert example["published"] == example["reproduced"] + len(example["mismatches"])


def test_every_key_and_every_kind_has_its_row():
    assert [key.strip("`") for key, _ in table(PAGE, "key")] == [field.name for field in fields(Audit)]
    kinds = re.findall(r"``(\w+)``", audit.__doc__)
    assert sorted(kind.strip("`") for kind, _ in table(PAGE, "kind")) == sorted(kinds)
