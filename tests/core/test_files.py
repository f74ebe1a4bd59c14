"""A file is whole or not there, whoever else writes it."""

from __future__ import annotations

from threading import Thread

import pytest

from commonground.core.files import write_whole


def test_many_may_write_the_same(tmp_path):
    path, contents = tmp_path / "whole.zip", [bytes([each]) * 300_000 for each in range(4)]
    failed: list[OSError] = []

    def write(content: bytes) -> None:
        try:
            for _ in range(5):
                write_whole(path, content)
                assert path.read_bytes() in contents
        except OSError as error:
            failed.append(error)

    threads = [Thread(target=write, args=(content,)) for content in contents]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert not failed
    assert path.read_bytes() in contents
    assert (list(tmp_path.iterdir()), path.stat().st_mode & 0o777) == ([path], 0o644)


def test_what_cannot_be_written_leaves_nothing(tmp_path):
    (tmp_path / "taken").mkdir()
    with pytest.raises(OSError, match="taken"):
        write_whole(tmp_path / "taken", b"content")
    assert [each.name for each in tmp_path.iterdir()] == ["taken"]
