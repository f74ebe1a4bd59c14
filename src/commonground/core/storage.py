"""Writing to a database that others write to as well, and whose disk may be full."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from threading import Lock
from typing import TypeVar

from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils.translation import gettext as _

from commonground.methods.errors import CommongroundError, Problem

Written = TypeVar("Written")
TRIES = 3
PAUSE_S = 0.1
FULL = {"SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE", "53100"}
BUSY = {"SQLITE_BUSY", "SQLITE_BUSY_SNAPSHOT", "SQLITE_LOCKED", "40001", "40P01", "55P03"}
"""SQLite's names, and PostgreSQL's numbers for a failed serialisation, a deadlock and a lock not to be had."""

_TURN = Lock()


class StorageError(CommongroundError):
    """Nothing was written; the same may be sent again."""


class StorageFullError(StorageError):
    """There is no room left to write."""


class StorageBusyError(StorageError):
    """Others wrote for longer than anybody should wait."""


def written(write: Callable[[], Written]) -> Written:
    """What ``write`` gives, in one transaction. It is begun again where others were in the way, so it must not mind.

    Where another writer made the same row first it is begun again once, and finds that row. Inside a transaction of
    the caller's a busy database is not asked again: only the whole can be.
    """
    tries, overtaken = 1 if connection.in_atomic_block else TRIES, False
    while True:
        try:
            with _turn(), transaction.atomic():
                return write()
        except IntegrityError:
            if overtaken:
                raise
            overtaken = True
        except OperationalError as error:
            tries -= 1
            if not tries or _reason(error) not in BUSY:
                raise _named(error) from error
            time.sleep(PAUSE_S)


def _turn() -> AbstractContextManager[object]:
    """SQLite lets in whoever happens to look when its one writer is done; the threads of a process queue instead."""
    return _TURN if connection.vendor == "sqlite" and not connection.in_atomic_block else nullcontext()


def _reason(error: OperationalError) -> str:
    cause = error.__cause__
    return getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None) or ""


def _named(error: OperationalError) -> Exception:
    """The same error in a user's words, where they help."""
    if _reason(error) in FULL:
        return StorageFullError(
            Problem(
                code="storage-full",
                message=_("There is no room left to save this."),
                remedy=_("Nothing was saved and nothing lost: keep the page open, and tell whoever runs this site."),
            )
        )
    if _reason(error) in BUSY:
        return StorageBusyError(
            Problem(
                code="storage-busy",
                message=_("Too many people are saving at this moment."),
                remedy=_("Nothing was saved: try again in a minute."),
            )
        )
    return error
