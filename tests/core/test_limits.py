"""What an address asks for is counted together by all who serve it, in spans, and forgotten afterwards."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.test import RequestFactory

from commonground.core.limits import TooManyError, count, counted

REQUEST = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1")
HOUR = 3600


@pytest.fixture(autouse=True)
def counts(settings, tmp_path):
    settings.COUNTS = tmp_path / "counts"
    return settings.COUNTS


def test_what_several_count_at_once_is_never_lost():
    with ThreadPoolExecutor(8) as several:
        found = several.map(lambda _: counted(REQUEST, of="api", within=HOUR), range(400))
    assert sorted(found) == list(range(1, 401))
    assert counted(REQUEST, of="api", within=HOUR, cost=10) == 410
    assert counted(REQUEST, of="pages", within=HOUR) == 1
    assert counted(RequestFactory().get("/", REMOTE_ADDR="192.0.2.2"), of="api", within=HOUR) == 1


def test_old_spans_are_forgotten_and_no_file_names_an_address(counts):
    for name in ("1", "lost+found"):
        (counts / str(HOUR) / name).mkdir(parents=True)
    counted(REQUEST, of="api", within=HOUR)
    [span] = (each for each in (counts / str(HOUR)).iterdir() if each.name != "lost+found")
    assert span.name != "1"
    [file] = span.iterdir()
    assert len(file.name) == 64


def test_beyond_the_limit_is_too_many_and_a_disk_that_takes_nothing_stops_nobody(counts):
    count(REQUEST, of="api", limit=1, cost=1)
    with pytest.raises(TooManyError):
        count(REQUEST, of="api", limit=1)
    for each in counts.rglob("*/*/*"):
        each.unlink()
        each.mkdir()
    count(REQUEST, of="api", limit=1)
