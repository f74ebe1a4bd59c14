"""The page on files: its example is read and scored, and every key of the forms stands in it."""

from __future__ import annotations

import re

import pytest

from commonground.methods.index import score
from commonground.methods.tables import forms, read_answers, read_framework
from tests.docs.pages import text

PAGE = text("reference/framework-format.md")
FORMS = [form for form in vars(forms).values() if isinstance(form, type) and issubclass(form, forms.Form)]


def block(language):
    return re.search(rf"^```{language}\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)[1]


def test_the_example_is_read_and_scored(tmp_path):
    (tmp_path / "framework.yaml").write_text(block("yaml"), encoding="utf-8")
    (tmp_path / "answers.csv").write_text(block("csv"), encoding="utf-8")
    file = read_framework(tmp_path / "framework.yaml")
    card = score(file.framework, read_answers(tmp_path / "answers.csv", file).answers)
    assert card["overall", "XA", "2024"] == pytest.approx(0.75 * 75 + 0.25 * 33.3)
    assert card["overall", "NO", "2024"] is None


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_every_key_stands_on_the_page(form):
    for name, field in form.model_fields.items():
        assert f"`{field.alias or name}`" in PAGE
