"""The statistical audit of an index: data coverage, coherence, robustness, sensitivity, and what they come to.

It is such a report as the Joint Research Centre writes for an index team. It describes: the parts of a policy
index make up what it measures, so no statistic orders a part to be taken out.
"""

from __future__ import annotations

from dataclasses import dataclass

from commonground.methods.coherence import Thresholds
from commonground.methods.examination.coherent import Coherence, coherence
from commonground.methods.examination.finding import Finding
from commonground.methods.examination.findings import findings
from commonground.methods.examination.subject import Subject
from commonground.methods.robustness import IndexModel, Robustness, robustness_of

RUNS = 1000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Examination:
    """What the statistical audit of one period of an index found."""

    subject: Subject
    seed: int
    coherence: Coherence
    robustness: Robustness
    findings: tuple[Finding, ...]

    @property
    def look_at(self) -> tuple[Finding, ...]:
        """The findings that a team should look at."""
        return tuple(finding for finding in self.findings if finding.look)


def examine(
    subject: Subject, model: IndexModel, *, runs: int = RUNS, seed: int, thresholds: Thresholds = Thresholds()
) -> Examination:
    """The statistical audit of ``subject``, whose assumptions are varied by ``model``.

    The same subject, model, runs and seed give the same examination. Raises ``RobustnessError`` as the runs do.
    """
    coherent = coherence(subject, seed=seed, thresholds=thresholds)
    robust = robustness_of(model, runs=runs, seed=seed)
    return Examination(
        subject=subject,
        seed=seed,
        coherence=coherent,
        robustness=robust,
        findings=tuple(findings(subject, coherent, robust)),
    )
