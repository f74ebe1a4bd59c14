"""What the body of an editorial page is made of. Charts and figures name data and hold none."""

from __future__ import annotations

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

FEATURES = ["bold", "italic", "ol", "ul", "link"]
CHART, FIGURE = "chart", "figure"
LONGEST_ADDRESS = 6_500


class PictureChoice(blocks.ChooserBlock):
    """One of the pictures, from a plain list: choosers print scripts into the page, which the site's policy forbids."""

    class Meta:
        icon = "image"

    @cached_property
    def target_model(self) -> type:
        from commonground.publishing.models import Picture  # noqa: PLC0415 -- models hold these blocks

        return Picture

    @cached_property
    def widget(self) -> forms.Select:
        return forms.Select()

    def get_form_state(self, value: object) -> object:
        return getattr(value, "pk", value)


def _caption() -> blocks.CharBlock:
    return blocks.CharBlock(label=_("Caption"), required=False, max_length=300)


def _quote() -> blocks.StructBlock:
    parts = [
        ("text", blocks.TextBlock(label=_("Words"))),
        ("source", blocks.CharBlock(label=_("Who said or wrote it"), required=False, max_length=200)),
    ]
    return blocks.StructBlock(parts, label=_("Quotation"), icon="openquote")


def _picture() -> blocks.StructBlock:
    parts = [("picture", PictureChoice(label=_("Picture"))), ("caption", _caption())]
    return blocks.StructBlock(parts, label=_("Picture"), icon="image")


def _chart() -> blocks.StructBlock:
    view = blocks.CharBlock(
        label=_("Address of a view of the explorer"),
        max_length=LONGEST_ADDRESS,
        help_text=_(
            "Copied from the explorer’s address bar. “/indices/harbour/explore/…” follows the latest edition, "
            "“/indices/harbour@2/explore/…” stays with the second."
        ),
    )
    return blocks.StructBlock([("view", view), ("caption", _caption())], label=_("Chart"), icon="table")


def _figure() -> blocks.StructBlock:
    parts = [
        ("index", blocks.CharBlock(label=_("Code of the index"), max_length=60)),
        (
            "edition",
            blocks.IntegerBlock(
                label=_("Number of the edition"),
                required=False,
                min_value=1,
                max_value=999_999,
                help_text=_("Empty follows the latest edition."),
            ),
        ),
        ("place", blocks.CharBlock(label=_("Code of the place"), max_length=60)),
        (
            "node",
            blocks.CharBlock(
                label=_("Code of the area or indicator"),
                required=False,
                max_length=100,
                help_text=_("Empty is the overall score."),
            ),
        ),
        (
            "period",
            blocks.CharBlock(
                label=_("Period"), required=False, max_length=60, help_text=_("Empty is the edition’s own default.")
            ),
        ),
        ("caption", _caption()),
    ]
    return blocks.StructBlock(parts, label=_("Figure"), icon="decimal")


def body() -> list[tuple[str, blocks.Block]]:
    """The blocks by their names, as they are kept."""
    return [
        ("heading", blocks.CharBlock(label=_("Heading"), max_length=150, icon="title")),
        ("text", blocks.RichTextBlock(label=_("Text"), features=FEATURES, icon="pilcrow")),
        ("quote", _quote()),
        ("picture", _picture()),
        (CHART, _chart()),
        (FIGURE, _figure()),
    ]
