"""What the figures of a statistical audit come to, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator

from commonground.methods.examination.coherent import Coherence
from commonground.methods.examination.finding import Finding
from commonground.methods.examination.findings.composition import composition_findings
from commonground.methods.examination.findings.correlations import correlation_findings
from commonground.methods.examination.findings.data import data_findings
from commonground.methods.examination.findings.ranks import rank_findings
from commonground.methods.examination.findings.sensitivities import sensitivity_findings
from commonground.methods.examination.subject import Subject
from commonground.methods.robustness import Robustness


def findings(subject: Subject, coherent: Coherence, robust: Robustness) -> Iterator[Finding]:
    """The findings of every section, in the order of the report."""
    yield from data_findings(subject)
    yield from correlation_findings(subject, coherent)
    yield from composition_findings(subject, coherent)
    yield from rank_findings(subject, robust)
    yield from sensitivity_findings(subject, robust)
