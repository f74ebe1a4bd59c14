"""The form behind every edit page of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from django.forms import EmailInput, ModelChoiceField, ModelMultipleChoiceField, Textarea
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from commonground.core.actions.audit import record
from commonground.core.desk.policies import mine
from commonground.core.models import User

NO_ACCOUNT = _("No account has this address. Check the spelling, or ask an administrator to open the account first.")


class RecordForm(WagtailAdminModelForm):  # type: ignore[misc]
    """Offers and accepts a user's own records only, and writes every change into the audit trail."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, ModelChoiceField) and hasattr(field.queryset.model, "snippet_viewset"):
                field.queryset = mine(field.queryset.model, self.for_user)

    def freeze(self, *names: str) -> None:
        """Show these fields, but take no value for them, whatever is posted."""
        for name in names:
            self.fields[name].disabled = True

    @transaction.atomic
    def save(self, commit: bool = True) -> Model:  # noqa: FBT001, FBT002 -- Django's signature
        verb = "add" if self.instance.pk is None else "change"
        instance: Model = super().save(commit=commit)
        if self.changed_data:
            note(verb, instance, by=self.for_user, detail=self._changes())
        return instance

    def _changes(self) -> dict[str, Any]:
        return {name: _plain(self.cleaned_data[name]) for name in sorted(self.changed_data)}


class AccountWidget(EmailInput):
    def value_from_datadict(self, data: Mapping[str, str], files: object, name: str) -> str:
        return (data.get(name) or "").strip().lower()


class AccountsWidget(Textarea):
    def value_from_datadict(self, data: Mapping[str, str], files: object, name: str) -> list[str]:
        return (data.get(name) or "").lower().split()

    def format_value(self, value: list[str] | None) -> str:
        return "\n".join(value or [])


def account_field(**options: object) -> ModelChoiceField:
    """One account, named by its e-mail address: nobody is shown the list of all accounts."""
    return ModelChoiceField(
        User.objects.all(), to_field_name="email", widget=AccountWidget, error_messages=_refusal(), **options
    )


def accounts_field(**options: object) -> ModelMultipleChoiceField:
    """Any number of accounts, named by their e-mail addresses, one a line."""
    widget = AccountsWidget(attrs={"rows": 4})
    return ModelMultipleChoiceField(
        User.objects.all(), to_field_name="email", widget=widget, error_messages=_refusal(), **options
    )


def _refusal() -> dict[str, Any]:
    return {"invalid_choice": NO_ACCOUNT, "invalid_pk_value": NO_ACCOUNT}


def note(verb: str, instance: Model, *, by: User, detail: dict[str, Any]) -> None:
    """Write into the audit trail what was done to a record at the desk."""
    kind = instance._meta.model_name  # noqa: SLF001 -- Django's public name for it
    record(by=by, verb=f"{verb}-{kind}", subject=f"{kind}:{natural_key(instance)}", detail=detail)


def natural_key(instance: Model) -> str:
    """``SE`` or ``harbour``, with the scheme before it where a code stands in one: ``iso3166/SE``."""
    return "/".join(str(getattr(instance, part)) for part in ("scheme", "code") if hasattr(instance, part))


def _plain(value: object) -> object:
    if isinstance(value, User):
        return f"account:{value.key}"
    if isinstance(value, Model):
        return natural_key(value)
    if isinstance(value, QuerySet):
        return sorted(_plain(each) for each in value)
    return value
