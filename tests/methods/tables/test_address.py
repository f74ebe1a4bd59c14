"""The name of an index in addresses."""

from __future__ import annotations

import pytest

from commonground.methods.errors import CommongroundError
from commonground.methods.tables.address import check_address


@pytest.mark.parametrize("code", ["harbour", "mipex-2015", "a" * 60])
def test_names_that_addresses_hold(code):
    check_address(code)


@pytest.mark.parametrize("code", ["", "Bad Code!", "../x", "Harbour", "a--b", "-a", "a\n", "a" * 61])
def test_names_that_addresses_do_not_hold(code):
    with pytest.raises(CommongroundError, match="index-address"):
        check_address(code)
