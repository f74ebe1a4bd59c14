"""What is not tested is said with its reason; under ``COMMONGROUND_REQUIRE_ALL=1`` it is a failure."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Generator
from typing import TypeVar

import pytest

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    if hasattr(report, "wasxfail"):
        return f"expected to fail: {report.wasxfail}".strip(": ")
    words = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return words.removeprefix("Skipped: ")


def _required(report: Report) -> Report:
    if report.skipped and os.environ.get("COMMONGROUND_REQUIRE_ALL"):
        report.longrepr = f"COMMONGROUND_REQUIRE_ALL=1 allows no skipping: {_reason(report)}"
        report.outcome = "failed"
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skipped test, and one expected to fail, into a failure where everything is required."""
    return _required((yield))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Do the same for a whole module that skips itself."""
    return _required((yield))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was not tested and why."""
    stats = terminalreporter.stats
    reasons = Counter(_reason(report) for report in [*stats.get("skipped", []), *stats.get("xfailed", [])])
    if reasons:
        terminalreporter.section("not tested here, and why")
    for reason, count in reasons.most_common():
        terminalreporter.line(f"{count} test{'s' if count > 1 else ''}: {reason}")
