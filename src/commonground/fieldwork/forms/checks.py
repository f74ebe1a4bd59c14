"""Check rules as a text that people edit."""

from __future__ import annotations

import io

from django import forms
from django.core.validators import validate_slug
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ruamel.yaml import YAML, YAMLError
from ruamel.yaml.events import AliasEvent

from commonground.fieldwork.models import Round, Scope

FIELDS = ("code", "scope", "kind", "message", "settings")
LONGEST = 20_000


class RulesForm(forms.Form):
    """The rules of a round in YAML, one entry each."""

    rules = forms.CharField(
        label=gettext_lazy("Check rules"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false", "dir": "ltr"}),
        help_text=gettext_lazy("YAML: a list of entries with code, scope, kind, message and settings."),
    )

    def clean_rules(self) -> list[dict]:
        read = _read(self.cleaned_data["rules"])
        if not isinstance(read, list) or not all(isinstance(each, dict) for each in read):
            raise forms.ValidationError(_("This is no list of rules."))
        rules = [_rule(each) for each in read]
        if len({rule["code"] for rule in rules}) < len(rules):
            raise forms.ValidationError(_("Two rules have the same code."))
        return rules


def rules_text(round_: Round) -> str:
    rows = [{name: getattr(rule, name) for name in FIELDS} for rule in round_.check_rules.all()]
    out = io.StringIO()
    yaml = YAML()
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.dump(rows, out)
    return out.getvalue()


def _read(text: str) -> object:
    """Plain values; an alias could stand for very much."""
    yaml = YAML(typ="safe", pure=True)
    try:
        if any(isinstance(event, AliasEvent) for event in yaml.parse(text)):
            raise forms.ValidationError(_("This is no list of rules."))
        return YAML(typ="safe", pure=True).load(text) or []
    except (YAMLError, ValueError, RecursionError):
        raise forms.ValidationError(_("This is no YAML.")) from None


def _rule(said: dict) -> dict:
    rule = {"settings": {}, **said}
    told = {"rule": str(said.get("code", said))[:60]}
    if set(rule) != set(FIELDS):
        raise forms.ValidationError(_("%(rule)s: a rule has code, scope, kind, message and settings.") % told)
    if rule["scope"] not in Scope.values:
        raise forms.ValidationError(_("%(rule)s: the scope is unit, last_round or units.") % told)
    texts = all(isinstance(rule[name], str) and rule[name].strip() for name in ("code", "kind", "message"))
    if not texts or not isinstance(rule["settings"], dict):
        raise forms.ValidationError(_("%(rule)s: code, kind and message are texts, settings a table.") % told)
    validate_slug(rule["code"])
    return rule
