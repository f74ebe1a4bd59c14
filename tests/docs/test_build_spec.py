"""The pages on numeric indices: the example is built, and every key and every method has its place."""

from __future__ import annotations

import re
from enum import EnumType
from typing import get_args

import pytest

from commonground.methods import construction
from commonground.methods.construction import build
from commonground.methods.construction.files import forms, read_data, read_spec
from commonground.methods.tables.forms import Choice, Form
from tests.docs.pages import text

PAGE = text("reference/build-spec.md")
METHODS = text("reference/methods/construction.md")
FORMS = [
    form
    for form in vars(forms).values()
    if isinstance(form, type) and issubclass(form, Form) and form.__module__ == forms.__name__
]
UNIONS = ("Aggregation", "Imputation", "Normalisation", "Treatment", "Weighting")


def block(language):
    return re.search(rf"^```{language}\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)[1]


def test_the_example_is_built(tmp_path):
    (tmp_path / "spec.yaml").write_text(block("yaml"), encoding="utf-8")
    (tmp_path / "data.csv").write_text(block("csv"), encoding="utf-8")
    file = read_spec(tmp_path / "spec.yaml")
    index = build(file.spec, read_data(tmp_path / "data.csv", file))
    assert index.tables["imputed"][:, 0, 0] == pytest.approx([20, 20, 30, 10])
    assert index.ranks()[:, 0].tolist() == [4, 2, 1, 3]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_every_key_stands_on_the_page(form):
    for name, field in form.model_fields.items():
        assert f"`{name}`" in PAGE
        for kind in get_args(field.annotation):
            if isinstance(kind, EnumType):
                assert all(f"`{member.value}`" in PAGE for member in kind)


def test_every_choice_is_a_form():
    assert any(issubclass(form, Choice) for form in FORMS)


@pytest.mark.parametrize("union", UNIONS)
def test_every_method_has_its_row(union):
    for kind in get_args(getattr(construction, union)):
        assert f"| `{kind.__name__}` |" in METHODS
