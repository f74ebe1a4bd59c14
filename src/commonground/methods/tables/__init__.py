"""Frameworks, answers and published figures as files, and the audit of an index made of them.

>>> bundle = read_index(Path("framework.yaml"), Path("answers.csv"))  # doctest: +SKIP
>>> score(bundle.framework, bundle.answers)                           # doctest: +SKIP
"""

from __future__ import annotations

from commonground.methods.tables.answers import AnswersFile, read_answers
from commonground.methods.tables.audit import audit_index
from commonground.methods.tables.framework import FrameworkFile, read_framework
from commonground.methods.tables.index import read_index
from commonground.methods.tables.published import read_published
from commonground.methods.tables.write_answers import write_answers
from commonground.methods.tables.write_framework import write_framework

__all__ = [
    "AnswersFile",
    "FrameworkFile",
    "audit_index",
    "read_answers",
    "read_framework",
    "read_index",
    "read_published",
    "write_answers",
    "write_framework",
]
