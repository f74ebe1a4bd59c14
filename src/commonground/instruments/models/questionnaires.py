"""Questionnaire versions: a document that is worked on until it is frozen, and its questions and options as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commonground.instruments.models.indices import Index
from commonground.methods.index.framework import Reason
from commonground.methods.questionnaires import Questionnaire, questionnaire_from_document

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from commonground.core.models import User


class State(models.TextChoices):
    """How far a version is. From frozen on, its document never changes."""

    DRAFT = "draft", _("draft")
    PILOTED = "piloted", _("piloted")
    FROZEN = "frozen", _("frozen")
    RETIRED = "retired", _("retired")


KEPT_STATES = (State.FROZEN, State.RETIRED)
KEPT = Q(state__in=KEPT_STATES)


class QuestionnaireVersionQuerySet(models.QuerySet["QuestionnaireVersion"]):
    def kept(self) -> QuestionnaireVersionQuerySet:
        """Those that never change any more."""
        return self.filter(KEPT)

    def visible_to(self, user: User | AnonymousUser) -> QuestionnaireVersionQuerySet:
        """Those of the indices whose team ``user`` belongs to."""
        return self.filter(index__in=Index.objects.visible_to(user))


class QuestionnaireVersion(models.Model):
    """One version of an index's questions, known by its meaning and its text hash.

    ``document`` is the whole questionnaire as ``methods.questionnaires`` writes it; ``document_hash`` covers all of it.
    ``corrects`` names the version whose wording this one corrects, its meaning being the same. ``pilot`` is the report
    on its pilot, or the reason why there was none; ``removed`` what was taken out of a draft, to be put back.
    """

    index = models.ForeignKey(Index, on_delete=models.PROTECT, related_name="questionnaires", verbose_name=_("index"))
    number = models.PositiveIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    document = models.JSONField(_("document"), default=dict)
    languages = models.JSONField(_("languages"), default=list)
    meaning_hash = models.CharField(max_length=64)
    text_hash = models.CharField(max_length=64)
    document_hash = models.CharField(max_length=64)
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name=_("corrects")
    )
    pilot = models.JSONField(_("pilot"), default=dict, blank=True)
    removed = models.JSONField(_("taken out"), default=list, blank=True)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    frozen_at = models.DateTimeField(_("frozen"), null=True, blank=True)

    objects = QuestionnaireVersionQuerySet.as_manager()

    class Meta:
        db_table = "instruments_questionnaire_version"
        verbose_name = _("questionnaire version")
        verbose_name_plural = _("questionnaire versions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["index", "number"], name="one_questionnaire_a_number"),
            models.UniqueConstraint(
                fields=["index", "document_hash"], condition=KEPT, name="one_frozen_questionnaire_a_content"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.index}, questionnaire {self.number}"

    @property
    def is_kept(self) -> bool:
        return self.state in KEPT_STATES

    def questionnaire(self) -> Questionnaire:
        """The document as a value."""
        return questionnaire_from_document(self.document)


class LinkKind(models.TextChoices):
    """What became of questions from one version to another."""

    IDENTICAL = "identical", _("identical")
    REWORDED = "reworded", _("reworded")
    REMAPPED = "remapped", _("options remapped")
    SPLIT = "split", _("split")
    MERGED = "merged", _("merged")
    BROKEN = "broken", _("broken")


class QuestionLink(models.Model):
    """What became of questions from ``older`` to ``newer``; it counts once a person has confirmed it."""

    older = models.ForeignKey(QuestionnaireVersion, on_delete=models.CASCADE, related_name="links_on")
    newer = models.ForeignKey(QuestionnaireVersion, on_delete=models.CASCADE, related_name="links_back")
    position = models.PositiveIntegerField()
    kind = models.CharField(_("kind"), max_length=10, choices=LinkKind)
    before = models.JSONField(_("questions before"), default=list, blank=True)
    after = models.JSONField(_("questions after"), default=list, blank=True)
    options = models.JSONField(_("options"), default=dict, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("confirmed by")
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    class Meta:
        db_table = "instruments_question_link"
        verbose_name = _("link between questions")
        verbose_name_plural = _("links between questions")
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["older", "newer", "position"], name="one_link_a_position")
        ]

    def __str__(self) -> str:
        return f"{', '.join(self.before)} → {', '.join(self.after)}: {self.get_kind_display()}"


class Question(models.Model):
    """A question of one questionnaire version."""

    questionnaire = models.ForeignKey(QuestionnaireVersion, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveIntegerField()
    code = models.CharField(_("code"), max_length=60)
    title = models.TextField(_("title"))
    text = models.TextField(_("text"), blank=True)
    help = models.TextField(_("help"), blank=True)
    tags = models.JSONField(_("tags"), default=dict)

    class Meta:
        db_table = "instruments_question"
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["questionnaire", "code"], name="one_question_a_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Option(models.Model):
    """An answer that a question allows: points, or a reason for having none."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="options")
    position = models.PositiveIntegerField()
    code = models.CharField(_("code"), max_length=60)
    label = models.TextField(_("label"), blank=True)
    points = models.FloatField(_("points"), null=True)
    reason = models.CharField(_("reason"), max_length=20, blank=True, choices=[(r.value, r.value) for r in Reason])

    class Meta:
        db_table = "instruments_option"
        verbose_name = _("option")
        verbose_name_plural = _("options")
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["question", "code"], name="one_option_a_code")]

    def __str__(self) -> str:
        return self.label or self.code
