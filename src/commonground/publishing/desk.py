"""Editorial pages and their pictures at the desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views.snippets import CreateView, UnpublishView

from commonground.core.desk import RecordForm, ReferenceViewSet
from commonground.core.desk.forms import note
from commonground.publishing.editorial.parts import TIED
from commonground.publishing.editorial.tied import BlockError, NotPublicError, tied
from commonground.publishing.models import EditorialPage, Picture
from commonground.publishing.queries.editorial import changes
from commonground.publishing.queries.viewers import Viewer

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.blocks import StreamValue


class EditorialForm(RecordForm):
    """Refuses charts and figures that no edition has; those of an edition that is not public yet are let in."""

    def clean_body(self) -> StreamValue:
        body, wrong = self.cleaned_data["body"], []
        for number, block in enumerate(body, start=1):
            try:
                if block.block_type in TIED:
                    tied(block.block_type, block.value, Viewer(user=AnonymousUser()))
            except NotPublicError:
                continue
            except BlockError as error:
                wrong.append(_("Part %(number)s: %(reason)s") % {"number": number, "reason": error})
        if wrong:
            raise ValidationError(wrong)
        return body

    def _changes(self) -> dict[str, Any]:
        told = {name: self.cleaned_data[name] for name in sorted(self.changed_data) if name != "body"}
        return told | ({"body": len(self.cleaned_data["body"])} if "body" in self.changed_data else {})


class PictureForm(RecordForm):
    def _changes(self) -> dict[str, Any]:
        return {name: str(self.cleaned_data[name]) for name in sorted(self.changed_data)}


class Create(CreateView):  # type: ignore[misc]
    """A new page is saved when its editor says so: a click while it was saved by itself would make it twice."""

    def setup(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
        super().setup(request, *args, **kwargs)
        self.autosave_enabled = False


class Unpublish(UnpublishView):  # type: ignore[misc]
    def unpublish(self) -> None:
        super().unpublish()
        note("unpublish", self.object, by=self.request.user, detail={})


class EditorialDesk(ReferenceViewSet):
    model = EditorialPage
    form_class = EditorialForm
    add_view_class = Create
    unpublish_view_class = Unpublish
    icon = "doc-full-inverse"
    menu_order = 400
    base_url_path = "texts"
    admin_url_namespace = "texts"
    list_display = (
        "title",
        "section",
        "slug",
        "language",
        BooleanColumn("live", label=gettext_lazy("published")),
        Column("last_published_at", label=gettext_lazy("last published")),
    )
    list_filter = ("section", "language", "live")
    list_export = ("section", "slug", "language", "title", "summary", "live", "first_published_at", "last_published_at")
    search_fields = ("title", "slug", "summary")
    export_filename = "editorial-pages"
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [FieldPanel(name) for name in ("section", "slug", "language")], gettext_lazy("Where it stands")
            ),
            FieldPanel("title"),
            FieldPanel("summary"),
            FieldPanel("body"),
            MultiFieldPanel([FieldPanel("menu"), FieldPanel("position")], gettext_lazy("Menu")),
        ]
    )


class PictureDesk(ReferenceViewSet):
    model = Picture
    form_class = PictureForm
    icon = "image"
    menu_order = 410
    base_url_path = "pictures"
    admin_url_namespace = "pictures"
    list_display = ("title", "alt", "credit", "width", "height")
    list_export = ("title", "alt", "credit", "width", "height")
    search_fields = ("title", "alt", "credit")
    export_filename = "pictures"
    edit_handler = ObjectList([FieldPanel(name) for name in ("title", "file", "alt", "credit")])


class ChangedPanel(Component):  # type: ignore[misc]
    """The dashboard of those who edit pages: published pages whose charts or figures are not what they were."""

    name = "changed_texts"
    template_name = "publishing/desk/changed.html"
    order = 200

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        rows = [(each.page, [_told(part) for part in each.parts]) for each in changes()]
        return {"rows": rows}


def _told(part: Any) -> str:  # noqa: ANN401 -- a part of a page
    if part.why:
        return part.why
    now = part.tied.said if part.tied else ""
    return _("“%(was)s” is now “%(now)s”") % {"was": Truncator(part.was).chars(160), "now": Truncator(now).chars(160)}
