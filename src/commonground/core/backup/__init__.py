"""One file that holds an installation: its database, its secret key and its files, each with its hash."""

from commonground.core.backup.archive import Manifest
from commonground.core.backup.dumping import dump
from commonground.core.backup.loading import load
from commonground.core.backup.make import backup
from commonground.core.backup.restore import restore

__all__ = ["Manifest", "backup", "dump", "load", "restore"]
