"""Which sections a report has and what its editors say in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from commonground.core.actions.audit import record
from commonground.instruments.models import Index
from commonground.publishing.models import ReportPlan
from commonground.publishing.queries.opened import Opened
from commonground.publishing.reports.kinds import NEEDED, SECTIONS, Kind
from commonground.scores.models import Edition

if TYPE_CHECKING:
    from commonground.core.models import User


@transaction.atomic
def write_plan(
    *,
    opened: Opened,
    kind: Kind,
    language: str,
    of: str,
    sections: Sequence[str],
    texts: Mapping[str, str],
    by: User,
) -> ReportPlan:
    """Keep a plan for one report, or for all of its kind where ``of`` is empty.

    Sections that the kind does not have are left out, those that no report goes without stand at the end.
    """
    if not Index.objects.visible_to(by).filter(pk=opened.edition.index_id).exists():
        raise PermissionDenied
    held = Edition.every.select_for_update().get(pk=opened.edition.pk)
    plans = ReportPlan.objects.filter(edition=held, kind=kind, language=language)
    known = SECTIONS[kind]
    chosen = [code for code in dict.fromkeys(sections) if code in known]
    kept = ReportPlan.objects.create(
        edition=held,
        kind=kind,
        language=language,
        of=of,
        number=(plans.aggregate(last=Max("number"))["last"] or 0) + 1,
        sections=[*chosen, *(code for code in known if code in NEEDED and code not in chosen)],
        texts={code: texts[code].strip() for code in known if texts.get(code, "").strip()},
        by=by,
    )
    record(
        by=by,
        verb="set-report-plan",
        subject=f"edition:{opened.info.pinned}",
        detail={"report": kind.value, "of": of, "language": language, "plan": kept.number, "sections": kept.sections},
    )
    return kept
