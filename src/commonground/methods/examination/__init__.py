"""The statistical audit of an index.

>>> subject = subject_of_scorecard(card, edition="2007-2019")       # doctest: +SKIP
>>> examine(subject, model, runs=1000, seed=1).look_at              # doctest: +SKIP
"""

from __future__ import annotations

from commonground.methods.examination.assumptions import usual_of_build
from commonground.methods.examination.coherent import Coherence, coherence
from commonground.methods.examination.coverage import Coverage, Share, coverage
from commonground.methods.examination.document import examination_document
from commonground.methods.examination.examination import RUNS, Examination, examine
from commonground.methods.examination.finding import Exhibit, Finding, Section
from commonground.methods.examination.findings.ranks import Neighbours, assumptions, neighbours
from commonground.methods.examination.subject import Subject, subject_of_build, subject_of_scorecard

__all__ = [
    "RUNS",
    "Coherence",
    "Coverage",
    "Examination",
    "Exhibit",
    "Finding",
    "Neighbours",
    "Section",
    "Share",
    "Subject",
    "assumptions",
    "coherence",
    "coverage",
    "examination_document",
    "examine",
    "neighbours",
    "subject_of_build",
    "subject_of_scorecard",
    "usual_of_build",
]
