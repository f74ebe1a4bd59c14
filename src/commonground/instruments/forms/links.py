"""A link between questions of two versions."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonground.instruments.models import LinkKind, QuestionLink
from commonground.methods.questionnaires import Question, Questionnaire, said
from commonground.methods.questionnaires.compare import Became, Link, proposed

GONE = gettext_lazy("no place")


class LinkForm(forms.Form):
    """``of`` are the older and the newer questionnaire; ``asked`` the codes that a new link begins with."""

    before = forms.CharField(
        label=gettext_lazy("Questions before"),
        help_text=gettext_lazy("Codes with commas between them."),
        max_length=2000,
    )
    after = forms.CharField(label=gettext_lazy("Questions after"), required=False, max_length=2000)
    kind = forms.ChoiceField(label=gettext_lazy("What became of them"), choices=LinkKind.choices)
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "low"}),
    )

    def __init__(
        self,
        data: object = None,
        *,
        of: tuple[Questionnaire, Questionnaire],
        link: QuestionLink | None,
        asked: tuple[str, str],
    ) -> None:
        super().__init__(data)
        self.of = of
        before, after = (link.before, link.after) if link else ([asked[0]], [asked[1]])
        guess = self._guess(before, after) if link is None else None
        known = {"kind": link.kind, "options": link.options, "reason": link.reason} if link else guess
        self.fields["before"].initial, self.fields["after"].initial = ", ".join(before), ", ".join(after)
        self.fields["kind"].initial, self.fields["reason"].initial = known["kind"], known["reason"]
        self._add_options(before, after, known["options"])

    def _guess(self, before: list[str], after: list[str]) -> dict[str, object]:
        if before[0] in self.of[0] and after[0] in self.of[1]:
            found = proposed(*self.of, before[0], after[0])
            return {"kind": found.kind.value, "options": found.options, "reason": found.reason}
        return {"kind": Became.BROKEN.value, "options": {}, "reason": ""}

    def _add_options(self, before: list[str], after: list[str], options: dict[str, str]) -> None:
        """One question to one other: where each of its options went."""
        if len(before) != 1 or len(after) != 1 or before[0] not in self.of[0] or after[0] not in self.of[1]:
            return
        old, new = self.of[0].question(before[0]), self.of[1].question(after[0])
        choices = [("", GONE), *((option.code, self._name(option, 1)) for option in new.options)]
        for at, option in enumerate(old.options):
            field = forms.ChoiceField(label=self._name(option, 0), choices=choices, required=False)
            field.initial = options.get(option.code, option.code)
            self.fields[f"option-{at}"] = field
        self.mapped: Question | None = old

    def _name(self, option: object, side: int) -> str:
        words = said(option.label, self.of[side].source)
        return f"{option.code}: {words}" if words and words != option.code else option.code

    def option_fields(self) -> list[object]:
        return [self[name] for name in self.fields if name.startswith("option-")]

    def clean_before(self) -> tuple[str, ...]:
        return _codes(self.cleaned_data["before"])

    def clean_after(self) -> tuple[str, ...]:
        return _codes(self.cleaned_data["after"])

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        kind = cleaned.get("kind")
        if kind == Became.REMAPPED and not self.option_fields():
            self.add_error("kind", _("Name one question before and one after, save, and map the options then."))
        return cleaned

    def link(self) -> Link:
        cleaned = self.cleaned_data
        return Link(
            kind=Became(cleaned["kind"]),
            before=cleaned["before"],
            after=cleaned["after"],
            options=self._map() if cleaned["kind"] in {Became.REMAPPED, Became.BROKEN} else {},
            reason=cleaned["reason"],
        )

    def _map(self) -> dict[str, str]:
        old = getattr(self, "mapped", None)
        chosen = {o.code: self.cleaned_data[f"option-{at}"] for at, o in enumerate(old.options)} if old else {}
        return {code: to for code, to in chosen.items() if to}


def _codes(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code.strip() for code in text.split(",") if code.strip()))
