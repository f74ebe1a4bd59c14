"""Pages that editors write at the desk, their pictures, and the figures that they were published with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin

from commonground.publishing.editorial.blocks import body

if TYPE_CHECKING:
    from django.http import HttpRequest

LANGUAGES = (("en", "English"), ("fr", "Français"), ("ar", "العربية"))
RIGHT_TO_LEFT = {"ar"}
KINDS = ("jpg", "jpeg", "png", "webp")
MOST_BYTES = 400_000


class Section(models.TextChoices):
    """Where a page stands; its code begins the page's address."""

    ABOUT = "about", _("About")
    METHOD = "method", _("Method")
    NEWS = "news", _("News")
    TOPICS = "topics", _("Topics")


class InMenu(models.TextChoices):
    NOWHERE = "", _("In no menu")
    HEAD = "head", _("At the head of the site")
    FOOT = "foot", _("At the foot of the site")


def light(file: File[bytes]) -> None:
    """Pages are small; so are their pictures."""
    if file.size > MOST_BYTES:
        raise ValidationError(gettext("A picture has at most 400 kB. Make it smaller, or save it as WebP."))


class Picture(models.Model):
    """A picture for editorial pages; ``alt`` says what it shows to whoever does not see it."""

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=120)
    file = models.ImageField(
        _("file"),
        upload_to="pages",
        width_field="width",
        height_field="height",
        validators=[FileExtensionValidator(KINDS), light],
        help_text=_("JPEG, PNG or WebP, at most 400 kB."),
    )
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    alt = models.CharField(_("what it shows"), max_length=300, help_text=_("Read out to those who do not see it."))
    credit = models.CharField(_("credit and licence"), max_length=200, blank=True)

    class Meta:
        db_table = "publishing_picture"
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering: ClassVar = ["title"]

    def __str__(self) -> str:
        return self.title

    @property
    def code(self) -> str:
        return str(self.key)


class EditorialPage(PreviewableMixin, DraftStateMixin, RevisionMixin, models.Model):  # type: ignore[misc]
    """One page in one language. Pages of the same section and slug are each other's translations.

    The page whose slug is its section's code stands at the head of the section: ``/about``.
    """

    section = models.CharField(_("section"), max_length=10, choices=Section)
    slug = models.SlugField(
        _("name in the address"),
        max_length=60,
        help_text=_("Translations share it. The section’s own name (about, method, news, topics) is its first page."),
    )
    language = models.CharField(_("language"), max_length=10, choices=LANGUAGES, default=LANGUAGES[0][0])
    title = models.CharField(_("title"), max_length=150)
    summary = models.TextField(_("summary"), max_length=400, blank=True)
    menu = models.CharField(_("menu"), max_length=5, choices=InMenu, blank=True, default=InMenu.NOWHERE)
    position = models.PositiveSmallIntegerField(
        _("position"), default=50, help_text=_("Lower numbers stand first in menus and lists; news stand by their day.")
    )
    body = StreamField(body(), verbose_name=_("text"), blank=True)

    class Meta:
        db_table = "publishing_editorial_page"
        verbose_name = _("editorial page")
        verbose_name_plural = _("editorial pages")
        ordering: ClassVar = ["section", "position", "title", "language"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["section", "slug", "language"],
                name="one_page_an_address",
                violation_error_message=_("There is a page with this section, name and language already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"

    @property
    def direction(self) -> str:
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"

    @property
    def address(self) -> str:
        """Where the page stands in the reader's language, if it has one in it."""
        return f"/{self.section}" if self.slug == self.section else f"/{self.section}/{self.slug}"

    @property
    def own_address(self) -> str:
        """Where this language of the page stands, whatever the reader's."""
        return f"{self.address}.{self.language}"

    @property
    def code(self) -> str:
        """The page by its name, as the audit trail has it."""
        return f"{self.section}/{self.slug}.{self.language}"

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:  # noqa: ARG002 -- Wagtail decides
        return "publishing/editorial.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:  # noqa: ARG002 -- Wagtail decides
        return {"page": self, "others": (), "listed": ()}


class TiedFigures(models.Model):
    """The figures of a chart or figure of a page when the page was last published.

    ``block`` is the block's own key, ``digest`` that of its figures, ``said`` the chart's finding or the figure.
    """

    page = models.ForeignKey(EditorialPage, on_delete=models.CASCADE, related_name="tied")
    block = models.CharField(max_length=36)
    digest = models.CharField(max_length=64)
    said = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "publishing_tied_figures"
        verbose_name = _("figures of a page")
        verbose_name_plural = _("figures of pages")
        constraints: ClassVar = [models.UniqueConstraint(fields=["page", "block"], name="one_row_a_tied_block")]

    def __str__(self) -> str:
        return self.said
