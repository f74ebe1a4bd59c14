"""Questionnaires as YAML files that people write and go on editing: the document, with a few things left unsaid.

A text that stands without a language is in the source language. Options that several questions share stand under
``scales`` and are named by ``scale``. What lies in ``extras`` is another format's and better left alone.
"""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML

from commonground.methods.errors import Problem
from commonground.methods.questionnaires.convert import questionnaire_of
from commonground.methods.questionnaires.document import questionnaire_document
from commonground.methods.questionnaires.errors import QuestionnaireError
from commonground.methods.questionnaires.forms import QuestionnaireForm
from commonground.methods.questionnaires.questionnaire import Questionnaire
from commonground.methods.tables.formproblems import problems_of
from commonground.methods.tables.yamltree import Tree, read_tree

WIDTH = 2**31
"""No text is folded: where a line ends, folding loses one of two blanks."""
SPOKEN = {"title", "text", "help", "label", "guidance", "constraint_message"}


def read_yaml(path: Path) -> Questionnaire:
    """Read the questionnaire at ``path``.

    Raises ``FileError`` where the file is no YAML, and ``QuestionnaireError`` with every problem found, each with its
    line where it has one.
    """
    tree = read_tree(path)
    try:
        form = QuestionnaireForm.model_validate(tree.data)
    except ValidationError as error:
        raise QuestionnaireError(*tree.problems, *problems_of(error, tree, QuestionnaireForm)) from None
    if tree.problems:
        raise QuestionnaireError(*tree.problems)
    try:
        return questionnaire_of(form)
    except QuestionnaireError as error:
        raise QuestionnaireError(*(_placed(problem, form, tree) for problem in error.problems)) from None


def _placed(problem: Problem, form: QuestionnaireForm, tree: Tree) -> Problem:
    """Give a problem the line of the question that its message names in quotes."""
    named = [at for at, question in enumerate(form.questions) if f'question "{question.code}"' in problem.message]
    return replace(problem, place=tree.place(("questions", named[0])) if named else tree.name)


def yaml_text(questionnaire: Questionnaire) -> str:
    """The questionnaire as YAML; ``read_yaml`` gives an equal one back."""
    document = questionnaire_document(questionnaire)
    del document["schema"]
    extras = document.pop("extras", None)
    plain = {key: _short(value, key, questionnaire.source) for key, value in document.items()}
    if extras is not None:
        plain["extras"] = extras
    out = io.StringIO()
    yaml = YAML(typ="safe", pure=True)
    yaml.width = WIDTH
    yaml.default_flow_style = None
    yaml.allow_unicode = True
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    yaml.dump(plain, out)
    return out.getvalue()


def _short(value: Any, key: str, source: str) -> Any:  # noqa: ANN401 -- any part of a document
    """A text in the source language alone, written without it; all else as it is."""
    if key == "extras":
        return value
    if isinstance(value, dict):
        if key in SPOKEN and list(value) == [source]:
            return value[source]
        return {name: _short(each, name, source) for name, each in value.items()}
    if isinstance(value, list):
        return [_short(each, key, source) for each in value]
    return str(value) if isinstance(value, str) else value
