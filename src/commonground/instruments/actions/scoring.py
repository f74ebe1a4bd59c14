"""A scoring framework for a version of a questionnaire, once it fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from commonground.instruments.actions.questionnaires import allow, locked, note
from commonground.instruments.actions.versions import add_framework
from commonground.instruments.models import FrameworkVersion, QuestionnaireVersion, State
from commonground.methods.errors import FrameworkError
from commonground.methods.index import Framework
from commonground.methods.questionnaires.scoring import fit_problems

if TYPE_CHECKING:
    from commonground.core.models import User


@transaction.atomic
def keep_framework(*, version: QuestionnaireVersion, framework: Framework, by: User | None) -> FrameworkVersion:
    """``framework`` as a scoring framework version over ``version``; the same one again is returned.

    Raises ``FrameworkError`` with all of it that does not fit.
    """
    allow(by, version.index)
    current = locked(version, State.DRAFT, State.PILOTED, State.FROZEN)
    if problems := tuple(fit_problems(current.questionnaire(), framework)):
        raise FrameworkError(*problems)
    made = add_framework(questionnaire=current, framework=framework)
    note(by, "add-framework", current, framework=made.number, scoring=made.document_hash)
    return made
