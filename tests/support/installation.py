"""The test's database as other processes see it, for what one process cannot show: races, crashes, commands."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import connection


@dataclass
class Installation:
    """A home of its own and the variables that lead there."""

    home: Path
    variables: dict[str, str] = field(default_factory=dict)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *arguments],
            env=self.variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        process = self.start(*arguments)
        out, err = process.communicate(timeout=120)
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.run("-m", "commonground.cli", *arguments)

    def script(self, source: str) -> list[str]:
        return ["-c", f"import django; django.setup()\n{source}"]


def installation(home: Path) -> Installation:
    """On SQLite a copy of the test's database in a file; on PostgreSQL the same one. Needs ``transactional_db``."""
    home.mkdir(exist_ok=True)
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("COMMONGROUND_", "COV_"))}
    variables = inherited | {
        "COMMONGROUND_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "commonground.site.settings",
        "COMMONGROUND_SECRET_KEY": settings.SECRET_KEY,
    }
    if connection.vendor == "postgresql":
        known = connection.settings_dict
        secret = f":{known['PASSWORD']}" if known["PASSWORD"] else ""
        address = f"{known['USER']}{secret}@{known['HOST']}:{known['PORT']}/{known['NAME']}"
        return Installation(home, variables | {"DATABASE_URL": f"postgres://{address}"})
    variables.pop("DATABASE_URL", None)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(home / "commonground.sqlite3")])
    return Installation(home, variables)
