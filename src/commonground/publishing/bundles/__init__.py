"""The open data of an edition: one file that says everything, checks itself, and can be recomputed anywhere.

Nothing here needs a database: ``publishing.queries.bundle_content`` gathers what an edition says, ``bundle_files``
writes it down, ``pack`` makes one file of it, and ``reproduce`` computes every number of such a file anew.
"""

from __future__ import annotations

from commonground.publishing.bundles.archive import pack, unpack
from commonground.publishing.bundles.content import BundleContent, Licence, licence_of
from commonground.publishing.bundles.files import bundle_files
from commonground.publishing.bundles.reproducing import Reproduction, reproduce

__all__ = [
    "BundleContent",
    "Licence",
    "Reproduction",
    "bundle_files",
    "licence_of",
    "pack",
    "reproduce",
    "unpack",
]
