"""Skipping is said with its reason, and refused where everything is required."""

from __future__ import annotations

import pytest

SKIPPING = """
    import pytest

    def test_skips():
        pytest.skip("no boat is here")

    @pytest.mark.xfail(reason="the tide is out")
    def test_fails_as_expected():
        assert False

    def test_passes():
        pass
"""


def run(pytester: pytest.Pytester, source: str) -> pytest.RunResult:
    pytester.makepyfile(source)
    return pytester.runpytest_inprocess("-p", "tests.support.strictness", "-p", "no:django")


def test_reasons_are_listed(pytester, monkeypatch):
    monkeypatch.delenv("COMMONGROUND_REQUIRE_ALL", raising=False)
    result = run(pytester, SKIPPING)
    result.assert_outcomes(passed=1, skipped=1, xfailed=1)
    result.stdout.fnmatch_lines(
        ["*not tested here, and why*", "1 test: no boat is here", "1 test: expected to fail: the tide is out"]
    )


def test_nothing_is_skipped_where_everything_is_required(pytester, monkeypatch):
    monkeypatch.setenv("COMMONGROUND_REQUIRE_ALL", "1")
    result = run(pytester, SKIPPING)
    result.assert_outcomes(passed=1, failed=2)
    result.stdout.fnmatch_lines(["*allows no skipping: no boat is here*"])


def test_a_module_that_skips_itself_is_refused_too(pytester, monkeypatch):
    monkeypatch.setenv("COMMONGROUND_REQUIRE_ALL", "1")
    result = run(pytester, "import pytest\npytest.skip('no harbour', allow_module_level=True)")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*allows no skipping: no harbour*"])
