"""Who asks is counted by what one subscriber has: an address, or a network of IPv6."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from commonground.core.clients import client_address, client_network


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::9", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
        ("unknown", "unknown"),
    ],
)
def test_one_subscriber_is_one_asker(address, counted):
    assert client_network(RequestFactory().get("/", REMOTE_ADDR=address)) == counted


def test_behind_a_proxy_the_reader_is_counted(settings):
    settings.PROXIES = 1
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", headers={"x-forwarded-for": "2001:db8::1"})
    assert (client_address(request), client_network(request)) == ("2001:db8::1", "2001:db8::/64")
