"""The index: the series that questionnaires, frameworks, rounds and editions belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from commonground.core.models import User


class CommentsPolicy(models.TextChoices):
    """What happens to the experts' comments when the index is public."""

    UNDECIDED = "undecided", _("not decided")
    PUBLISH = "publish", _("published with the answers")
    WITHHOLD = "withhold", _("kept by the team")


class IndexQuerySet(models.QuerySet["Index"]):
    def public(self) -> IndexQuerySet:
        """Those whose owner has stated a licence and what happens to the comments."""
        return self.exclude(licence="").exclude(comments_policy=CommentsPolicy.UNDECIDED)

    def visible_to(self, user: User | AnonymousUser) -> IndexQuerySet:
        """Those whose team ``user`` belongs to: the one rule of the desk."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self.all()
        return self.filter(Q(owner=user) | Q(team=user)).distinct()

    def readable_by(self, user: User | AnonymousUser) -> IndexQuerySet:
        """Those that ``user`` may read on the site."""
        mine = self.visible_to(user).values("pk")
        return self.filter(Q(pk__in=self.public().values("pk")) | Q(pk__in=mine))


class Index(models.Model):
    """An index by its name in addresses (``mipex-core``). Private until licence and comments policy are stated."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)
    finding = models.CharField(_("headline finding"), max_length=200, blank=True)
    fictional = models.BooleanField(_("fictional"), default=False)
    licence = models.CharField(
        _("licence"), max_length=60, blank=True, help_text=_("For example CC BY 4.0. Empty keeps the index private.")
    )
    comments_policy = models.CharField(
        _("experts’ comments"), max_length=12, choices=CommentsPolicy, default=CommentsPolicy.UNDECIDED
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_indices",
        verbose_name=_("owner"),
    )
    team = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="team_indices", verbose_name=_("team")
    )

    objects = IndexQuerySet.as_manager()

    class Meta:
        db_table = "instruments_index"
        verbose_name = _("index")
        verbose_name_plural = _("indices")
        ordering: ClassVar = ["title"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        return bool(self.licence) and self.comments_policy != CommentsPolicy.UNDECIDED
