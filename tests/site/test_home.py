"""The folder of an installation."""

from __future__ import annotations

import pytest

from commonground.methods.errors import CommongroundError
from commonground.site.home import home


def test_a_folder_that_cannot_be_made_is_one_clear_line(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("COMMONGROUND_HOME", str(tmp_path / "file" / "below"))
    with pytest.raises(CommongroundError) as caught:
        home()
    assert [problem.code for problem in caught.value.problems] == ["home-unusable"]


def test_a_folder_that_cannot_be_written_to(tmp_path, monkeypatch):
    monkeypatch.setenv("COMMONGROUND_HOME", str(tmp_path))
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(CommongroundError, match="COMMONGROUND_HOME"):
        home()


def test_a_folder_is_made_where_there_is_none(tmp_path, monkeypatch):
    monkeypatch.setenv("COMMONGROUND_HOME", str(tmp_path / "new" / "home"))
    assert home().is_dir()
