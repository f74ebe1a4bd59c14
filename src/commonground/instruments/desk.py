"""Indices at the desk: what they are called, whose they are, and whether they are public."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn

from commonground.core.desk import RecordForm, RecordViewSet
from commonground.core.desk.forms import account_field, accounts_field
from commonground.instruments.models import Index

ONE_ADDRESS = _("The e-mail address of the account.")
ADDRESSES = _("E-mail addresses of the accounts that may work on this index, one a line.")


class IndexForm(RecordForm):
    """The team writes the texts; what is published, and by whom, is the owner's to decide."""

    owner = account_field(required=False, help_text=ONE_ADDRESS)
    team = accounts_field(required=False, help_text=ADDRESSES)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        adding, may_give_away = self.instance.pk is None, self.for_user.is_superuser
        if adding and self.instance.owner is None:
            self.instance.owner = self.for_user
        self.initial["owner"] = self.instance.owner.email if self.instance.owner else None
        if not adding:
            self.freeze("code")
        if not (may_give_away or self.instance.owner == self.for_user):
            self.freeze("licence", "comments_policy", "team")
        if not (may_give_away or (not adding and self.instance.owner == self.for_user)):
            self.freeze("owner")


class IndexDesk(RecordViewSet):
    model = Index
    form_class = IndexForm
    icon = "list-ul"
    menu_order = 100
    base_url_path = "indices"
    admin_url_namespace = "indices"
    list_display = ("title", "code", "owner", "licence", BooleanColumn("is_public", label=_("public")))
    list_export = ("code", "title", "summary", "finding", "licence", "comments_policy", "is_public")
    shown_with = ("owner",)
    search_fields = ("title", "code")
    export_filename = "indices"
    inspect_view_fields = ("title", "code", "summary", "finding", "licence", "comments_policy")
    edit_handler = ObjectList(
        [
            MultiFieldPanel([FieldPanel(name) for name in ("code", "title", "summary", "finding")], _("Texts")),
            MultiFieldPanel([FieldPanel("licence"), FieldPanel("comments_policy")], _("Publication")),
            MultiFieldPanel([FieldPanel("owner"), FieldPanel("team")], _("People")),
        ]
    )
