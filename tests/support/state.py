"""The whole state of what belongs to some teams, to be compared before and after."""

from __future__ import annotations

from typing import Any

from commonground.core.models import AuditEntry, Place, PlaceGroup, User
from commonground.fieldwork.models import (
    Adjudication,
    Assignment,
    Citation,
    Contract,
    Contributor,
    Invoice,
    Justification,
    Query,
    QueryMessage,
    Round,
    Stage,
)
from commonground.instruments.models import FrameworkVersion, Index, QuestionLink, QuestionnaireVersion
from commonground.library.models import ArchivedCopy, Article, LegalSource, SourceVersion
from commonground.publishing.models import EditorialPage, Picture
from commonground.responses.models import Revision
from commonground.scores.models import Edition, Standing
from tests.support.teams import Team

WHOLE = (
    Index,
    Edition,
    Standing,
    QuestionnaireVersion,
    QuestionLink,
    FrameworkVersion,
    Place,
    PlaceGroup,
    AuditEntry,
    Round,
    Stage,
    Contributor,
    Assignment,
    Query,
    QueryMessage,
    Adjudication,
    Citation,
    Contract,
    Invoice,
    Justification,
    Revision,
    LegalSource,
    SourceVersion,
    Article,
    ArchivedCopy,
    EditorialPage,
    Picture,
)


def everything(*teams: Team) -> dict[str, Any]:
    """Every value of every record that the desk shows, who is on which team, and who may do what."""
    state: dict[str, Any] = {model.__name__: list(model.objects.order_by("pk").values()) for model in WHOLE}
    state["accounts"] = list(User.objects.order_by("pk").values("email", "is_superuser", "is_active", "password"))
    state["teams"] = [list(Index.objects.get(pk=each.index.pk).team.values_list("pk", flat=True)) for each in teams]
    state["places"] = [list(group.places.values_list("pk", flat=True)) for group in PlaceGroup.objects.all()]
    return state
