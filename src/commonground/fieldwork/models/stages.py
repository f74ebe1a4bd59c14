"""Stages of a round as data: who works, over what, and whose answers are open to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from commonground.fieldwork.models.rounds import Round
from commonground.methods.questionnaires.texts import base_of


class Role(models.TextChoices):
    """What somebody is in a stage."""

    CODER = "coder", _("coder")
    SECOND_CODER = "second_coder", _("second coder")
    PEER_REVIEWER = "peer_reviewer", _("peer reviewer")
    GOVERNMENT = "government", _("government")
    MODERATOR = "moderator", _("moderator")
    AUDITOR = "auditor", _("auditor")


class Work(models.TextChoices):
    """What those of a stage do: answer themselves, review the answers of others, remark on them, decide, or read."""

    ANSWER = "answer", _("answer")
    REVIEW = "review", _("review")
    COMMENT = "comment", _("remark")
    DECIDE = "decide", _("decide")
    READ = "read", _("read")


class Stage(models.Model):
    """A part of a round's work.

    ``reads`` are the codes of the stages whose handed-in answers are open to this one. In a ``blind`` stage they, and
    all that could tell of them, stay shut until blinding ends for a unit. Work may begin at ``opens_at``; empty is
    with the round.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="stages")
    position = models.PositiveIntegerField()
    code = models.SlugField(_("code"), max_length=40)
    title = models.CharField(_("title"), max_length=200)
    titles = models.JSONField(_("title in other languages"), null=True, blank=True)
    role = models.CharField(_("role"), max_length=16, choices=Role)
    work = models.CharField(_("work"), max_length=8, choices=Work)
    blind = models.BooleanField(_("blind"), default=False)
    people = models.PositiveSmallIntegerField(_("people a unit needs"), default=1)
    declares = models.BooleanField(_("interests are declared before work begins"), default=False)
    reads = models.JSONField(_("reads the answers of"), default=list, blank=True)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    deadline = models.DateTimeField(_("deadline"), null=True, blank=True)

    class Meta:
        db_table = "fieldwork_stage"
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "code"], name="one_stage_a_code")]

    def __str__(self) -> str:
        return self.heading

    @property
    def heading(self) -> str:
        """The title in the reader's language, where it has one."""
        return in_reader_language(self.title, self.titles or {})


def in_reader_language(title: str, titles: Mapping[str, str]) -> str:
    """What a stage is called in the present language: as ``titles`` have it, else its ``title``."""
    language = get_language() or ""
    return titles.get(language) or titles.get(base_of(language)) or title
