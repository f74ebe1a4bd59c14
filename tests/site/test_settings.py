"""Every variable of the environment that the settings read is described, and none that they do not."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
SITE = ROOT / "src/commonground/site"
READ = re.compile(r'os\.environ(?:\.get\(|\[)"([A-Z_]+)"')


def test_the_page_on_settings_names_each_variable_that_is_read():
    read = {name for file in ("settings.py", "home.py") for name in READ.findall((SITE / file).read_text())}
    described = set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs/reference/settings.md").read_text(), re.MULTILINE))
    assert read == described
    assert "COMMONGROUND_HOME" in read
