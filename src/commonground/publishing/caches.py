"""The cache of pages on disk."""

from __future__ import annotations

from random import randrange

from django.core.cache.backends.filebased import FileBasedCache

EVERY = 200


class PagesCache(FileBasedCache):
    """Files in a folder, which are counted now and then and not each time one is added: there may be many."""

    def _cull(self) -> None:
        if randrange(EVERY) == 0:  # noqa: S311 -- chance for evenness, not for secrecy
            super()._cull()
