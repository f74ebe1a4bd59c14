"""Rater models for the tests: small and quick, or skipped with a plain reason."""

from __future__ import annotations

import pytest

from commonground.methods.raters.fit import installed

needs_numpyro = pytest.mark.skipif(
    not installed(), reason='NumPyro is not installed (pip install "commonground[raters]")'
)
