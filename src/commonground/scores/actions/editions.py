"""Making an edition from a framework version and a snapshot."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

import numpy as np
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

import commonground
from commonground.fieldwork.models import Snapshot
from commonground.instruments.models import FrameworkVersion, Index
from commonground.methods.index import Scorecard, results_digest
from commonground.scores.models import Edition


@transaction.atomic
def compute(
    *,
    version: FrameworkVersion,
    snapshot: Snapshot,
    card: Scorecard,
    label: str,
    inputs_hash: str,
    audit: Mapping[str, Any],
    published: bool = True,
) -> Edition:
    """The next edition of the index, whose figures are those of ``card``: hashed, with what they were computed with."""
    index = Index.objects.select_for_update().get(pk=version.index_id)
    last = Edition.every.filter(index=index).aggregate(last=Max("number"))["last"] or 0
    return Edition.every.create(
        index=index,
        number=last + 1,
        label=label,
        framework=version,
        snapshot=snapshot,
        inputs_hash=inputs_hash,
        results_hash=results_digest(card),
        platform=computed_with(),
        audit=dict(audit),
        published_at=timezone.now() if published else None,
    )


def computed_with() -> dict[str, str]:
    """The versions that a result depends on."""
    return {
        "commonground": commonground.__version__,
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": version("scipy"),
        "machine": platform.machine(),
    }
