"""Who looks at a page, and what they may see of an index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from commonground.instruments.models import CommentsPolicy, Index
from commonground.publishing.models import EmbargoAccess
from commonground.scores.models import Edition

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from commonground.core.models import User
    from commonground.instruments.models.indices import IndexQuerySet
    from commonground.scores.models.editions import EditionQuerySet


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """A reader. ``previews`` is true for the person at this very computer, where the installation allows it."""

    user: User | AnonymousUser
    previews: bool = False

    def readable(self) -> IndexQuerySet:
        """The indices that the reader may open."""
        return Index.objects.all() if self.previews else Index.objects.readable_by(self.user)

    def editions(self) -> EditionQuerySet:
        """The editions that the reader may open: before its hour one is there for its team and for those named."""
        published = Q(index__in=self.readable(), published_at__isnull=False)
        if not self.user.is_authenticated:
            return Edition.every.filter(published)
        named = EmbargoAccess.objects.filter(user=self.user, withdrawn_at=None).values("edition")
        return Edition.every.filter(published | Q(index__in=Index.objects.visible_to(self.user)) | Q(pk__in=named))

    def reads(self, index: Index) -> bool:
        """Whether the reader may open the index itself: one who was named for an edition of a private one may not."""
        return self.previews or index.is_public or not self.user.is_authenticated or self.works_on(index)

    def reads_comments(self, index: Index) -> bool:
        """Experts' comments are for everybody where the owner publishes them, else for the team."""
        if self.previews or (index.is_public and index.comments_policy == CommentsPolicy.PUBLISH):
            return True
        return self.works_on(index)

    def works_on(self, index: Index) -> bool:
        """Whether the reader is on the team of an index."""
        return Index.objects.visible_to(self.user).filter(pk=index.pk).exists()
