"""Where a served site says that it stands."""

from __future__ import annotations

import pytest

from commonground.cli.serving import address_of


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8123"),
        ("0.0.0.0", "http://127.0.0.1:8123"),  # noqa: S104 -- nothing listens
        ("192.0.2.7", "http://192.0.2.7:8123"),
        ("::1", "http://[::1]:8123"),
    ],
)
def test_a_served_site_stands_at_the_port_that_it_listens_on(host, address):
    assert address_of(host, 8123) == address
