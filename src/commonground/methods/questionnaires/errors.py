"""The errors of questionnaires."""

from __future__ import annotations

from commonground.methods.errors import CommongroundError


class QuestionnaireError(CommongroundError):
    """A questionnaire that contradicts itself, or a form that cannot be read as one."""


class ExpressionError(CommongroundError):
    """An expression that is not run: its grammar, its size, or a function that is not ours."""
