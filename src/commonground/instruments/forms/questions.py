"""The form of one question: its texts by language, its options and rows, its conditions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonground.core.sentences import told
from commonground.instruments.forms.versions import TextsForm, area, section_choices
from commonground.methods.errors import Problem
from commonground.methods.index.framework import Reason
from commonground.methods.questionnaires import (
    Evidence,
    Item,
    Kind,
    Option,
    Question,
    Questionnaire,
    QuestionnaireError,
    Translated,
    Translation,
    translation_state,
)
from commonground.methods.questionnaires.checks.conditions import condition_problems, expression_problems
from commonground.methods.questionnaires.editing import sharing, with_question
from commonground.methods.questionnaires.hashes import source_hash
from commonground.methods.tables.spelling import number_text

KINDS = {
    Kind.SINGLE: gettext_lazy("one option"),
    Kind.MULTIPLE: gettext_lazy("several options"),
    Kind.NUMBER: gettext_lazy("number"),
    Kind.DATE: gettext_lazy("date"),
    Kind.TEXT: gettext_lazy("text"),
    Kind.TABLE: gettext_lazy("table with a row for each group"),
    Kind.NOTE: gettext_lazy("note, not answered"),
    Kind.CALCULATED: gettext_lazy("worked out from other answers"),
    Kind.KEPT: gettext_lazy("kept, not answerable here"),
}
ROWS = (Kind.SINGLE, Kind.MULTIPLE, Kind.NUMBER, Kind.DATE, Kind.TEXT)
REASONS = {
    "": "–",
    Reason.NOT_APPLICABLE.value: gettext_lazy("does not apply"),
    Reason.NO_DATA.value: gettext_lazy("no data"),
}
STATES = {
    Translated.MISSING: gettext_lazy("missing"),
    Translated.PARTIAL: gettext_lazy("in part"),
    Translated.DRAFT: gettext_lazy("draft"),
    Translated.REVIEWED: gettext_lazy("reviewed"),
    Translated.OUTDATED: gettext_lazy("outdated: the source text changed"),
    Translated.SOURCE: gettext_lazy("source"),
}
TEXTS = (
    ("text", gettext_lazy("Question"), 3),
    ("title", gettext_lazy("Short title"), 1),
    ("help", gettext_lazy("Help"), 3),
    ("evidence", gettext_lazy("Rule of evidence"), 2),
    ("guidance", gettext_lazy("Reviewer’s guidance"), 3),
    ("message", gettext_lazy("What is said where an answer does not fit"), 1),
)
CONDITIONS = ("relevance", "constraint", "calculation")
SPARE = 3
MOST_ROWS = 500


class QuestionForm(TextsForm):
    """``of`` is the questionnaire as it stands, ``question`` the one that is changed, None for a new one."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    code = forms.CharField(label=gettext_lazy("Code"), max_length=60)
    section = forms.ChoiceField(label=gettext_lazy("Section"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of answer"), choices=list(KINDS.items()))
    row = forms.ChoiceField(
        label=gettext_lazy("In each row of a table"), choices=[(each, KINDS[each]) for each in ROWS], required=False
    )
    law_or_practice = forms.ChoiceField(
        label=gettext_lazy("About"),
        choices=[("", "–"), ("law", gettext_lazy("law on the books")), ("practice", gettext_lazy("practice"))],
        required=False,
    )
    weight = forms.FloatField(label=gettext_lazy("Weight"), required=False, min_value=1e-9, max_value=1e9)
    required = forms.BooleanField(label=gettext_lazy("An answer is required"), required=False)
    whole = forms.BooleanField(label=gettext_lazy("Whole numbers only"), required=False)
    citations = forms.IntegerField(
        label=gettext_lazy("Citations, at least"), required=False, min_value=0, max_value=100
    )
    comment = forms.BooleanField(label=gettext_lazy("A comment is wanted"), required=False)
    relevance = forms.CharField(
        label=gettext_lazy("Asked if"),
        help_text=gettext_lazy("A condition over other answers: ${A1} = 'yes'. Empty: always."),
        required=False,
        widget=area(2),
    )
    constraint = forms.CharField(
        label=gettext_lazy("The answer must fit"),
        help_text=gettext_lazy("The answer is a point: . >= 0 and . <= 100"),
        required=False,
        widget=area(2),
    )
    calculation = forms.CharField(
        label=gettext_lazy("Worked out as"),
        help_text=gettext_lazy("For the kind that is worked out: if(${A3} > 10, 'many', 'few')"),
        required=False,
        widget=area(2),
    )
    as_is = forms.BooleanField(
        label=gettext_lazy("Save the conditions as they are, although they are not run"), required=False
    )
    scale = forms.CharField(
        label=gettext_lazy("Scale"),
        help_text=gettext_lazy("A name for options that several questions share."),
        required=False,
        max_length=60,
    )
    everywhere = forms.BooleanField(
        label=gettext_lazy("Change the options of all questions that share the scale"), required=False
    )
    options = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST_ROWS)
    items = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST_ROWS)

    def __init__(
        self, data: object = None, *, of: Questionnaire, question: Question | None, section: str = "", more: str = ""
    ) -> None:
        super().__init__(data)
        self.of = of
        self.before = question or Question(code="new", section=section)
        self.adding = question is None
        self.shared = sharing(of, self.before)
        self.fields["section"].choices = section_choices(of)
        self._begin()
        self._add_rows(more)
        self.fields["code"].initial = "" if self.adding else self.before.code

    def _begin(self) -> None:
        before = self.before
        plain = ("section", "kind", "row", "law_or_practice", "weight", "required", "whole", "scale", *CONDITIONS)
        for name in plain:
            self.fields[name].initial = getattr(before, name)
        self.fields["weight"].initial = None if before.weight is None else number_text(before.weight)
        self.fields["citations"].initial = before.evidence.citations or None
        self.fields["comment"].initial = before.evidence.comment
        for what, label, rows in TEXTS:
            self.add_texts(what, label, self.of.languages, dict(self._texts(what)), widget=area(rows))
        for language in self.of.languages[1:]:
            known = before.translations.get(language)
            reviewed = known is not None and known.state is Translated.REVIEWED
            label = _("This translation is reviewed")
            self.fields[f"reviewed-{language}"] = forms.BooleanField(label=label, required=False, initial=reviewed)

    def _texts(self, what: str) -> object:
        if what == "evidence":
            return self.before.evidence.text
        return getattr(self.before, "constraint_message" if what == "message" else what)

    def _add_rows(self, more: str) -> None:
        for what, parts in (("options", self.before.options), ("items", self.before.items)):
            there = self._count(what, len(parts) + SPARE) + (SPARE if more == what else 0)
            self.fields[what].initial = there
            for at in range(there):
                self._add_row(what, at, parts[at] if at < len(parts) else None)
        if more:
            self.data = self.data.copy()
            self.data[more] = str(self.fields[more].initial)

    def _count(self, what: str, otherwise: int) -> int:
        typed = self.data.get(what, "") if self.is_bound else ""
        return min(int(typed), MOST_ROWS) if typed.isascii() and typed.isdigit() else otherwise

    def _add_row(self, what: str, at: int, part: Option | Item | None) -> None:
        name, number = f"{what}-{at}", at + 1
        of_row = _("row %(number)s") if what == "items" else _("option %(number)s")
        named = of_row % {"number": number}
        code = forms.CharField(label=_("Code of %(row)s") % {"row": named}, required=False, max_length=60)
        code.initial = part.code if part else ""
        self.fields[f"{name}-code"] = code
        order = forms.IntegerField(label=_("Place of %(row)s") % {"row": named}, required=False, max_value=9999)
        order.initial = number
        self.fields[f"{name}-order"] = order
        if what == "options":
            points = forms.FloatField(label=_("Points of %(row)s") % {"row": named}, required=False)
            has = isinstance(part, Option) and part.points is not None
            points.initial = number_text(part.points) if has else None
            self.fields[f"{name}-points"] = points
            label = _("Why %(row)s has no points") % {"row": named}
            reason = forms.ChoiceField(label=label, required=False, choices=list(REASONS.items()))
            reason.initial = part.reason.value if isinstance(part, Option) and part.reason else ""
            self.fields[f"{name}-reason"] = reason
        labels = dict(part.label) if part else {}
        self.add_texts(f"{name}-label", _("Words of %(row)s") % {"row": named}, self.of.languages, labels)

    # What the template walks.

    def rows(self, what: str) -> Iterator[dict[str, object]]:
        shown = self._count(what, self.fields[what].initial) if self.is_bound else self.fields[what].initial
        for at in range(shown):
            parts = ("code", "order", *(("points", "reason") if what == "options" else ()))
            found = {part: self[f"{what}-{at}-{part}"] for part in parts}
            yield {**found, "label": self[f"{what}-{at}-label-{self.of.source}"], "number": at + 1}

    def option_rows(self) -> list[dict[str, object]]:
        return list(self.rows("options"))

    def item_rows(self) -> list[dict[str, object]]:
        return list(self.rows("items"))

    def source_fields(self) -> list[object]:
        return [self[f"{what}-{self.of.source}"] for what, *_ in TEXTS]

    def translations(self) -> list[dict[str, object]]:
        """For each other language: its texts, the words of options and rows, and how far it is."""
        found = []
        for language in self.of.languages[1:]:
            state = Translated.MISSING if self.adding else translation_state(self.before, language, self.of.source)
            labels = [
                self[f"{what}-{at}-label-{language}"]
                for what, parts in (("options", self.before.options), ("items", self.before.items))
                for at in range(len(parts))
            ]
            fields = [self[f"{what}-{language}"] for what, *_ in TEXTS]
            found.append(
                {
                    "language": language,
                    "state": STATES[state],
                    "done": state is Translated.REVIEWED,
                    "fields": [*fields, *labels, self[f"reviewed-{language}"]],
                    "bad": any(each.errors for each in (*fields, *labels)),
                }
            )
        return found

    # What comes of it.

    def clean(self) -> dict[str, object]:
        said = super().clean()
        if self.errors:
            return said
        try:
            self.question = self._question()
            replacing = "" if self.adding else self.before.code
            self.changed = with_question(
                self.of, self.question, replacing=replacing, everywhere=bool(said.get("everywhere"))
            )
        except QuestionnaireError as error:
            for problem in error.problems:
                self.add_error(self._field_of(problem), told(problem))
            return said
        if not said.get("as_is"):
            self._check_conditions()
        return said

    def _field_of(self, problem: Problem) -> str | None:
        fields = {"questionnaire-duplicate-code": "code", "questionnaire-scale": "scale"}
        if problem.code == "questionnaire-code":
            return "code" if f'"{self.question.code}" cannot' in problem.message else None
        return fields.get(problem.code)

    def _check_conditions(self) -> None:
        named: set[str] = set()
        for name in CONDITIONS:
            written = getattr(self.question, name)
            if written.strip() and written != getattr(self.before, name):
                for problem in expression_problems(self.changed, self.question.code, written):
                    self.add_error(name, told(problem))
                    named.add(name)
        changed = any(getattr(self.question, name) != getattr(self.before, name) for name in CONDITIONS)
        if named or not changed:
            return
        for problem in condition_problems(self.changed):
            if problem.place == self.question.code and problem.code in {"condition-circle", "condition-impossible"}:
                fits = problem.message.startswith("No answer fits")
                self.add_error("constraint" if fits else "relevance", told(problem))

    def _question(self) -> Question:
        said, before = self.cleaned_data, self.before
        evidence = Evidence(
            citations=said["citations"] or 0, comment=said["comment"], text=self.texts("evidence", before.evidence.text)
        )
        made = replace(
            before,
            code=said["code"].strip(),
            section=said["section"],
            kind=Kind(said["kind"]),
            row=Kind(said["row"] or Kind.SINGLE),
            law_or_practice=said["law_or_practice"],
            weight=said["weight"],
            required=said["required"],
            whole=said["whole"],
            scale=said["scale"].strip(),
            relevance=said["relevance"],
            constraint=said["constraint"],
            calculation=said["calculation"],
            evidence=evidence,
            constraint_message=self.texts("message", dict(before.constraint_message)),
            options=self._options(),
            items=self._items(),
            **{what: self.texts(what, dict(getattr(before, what))) for what in ("text", "title", "help", "guidance")},
        )
        self.question = made
        return replace(made, translations=self._translations(made))

    def _ordered(self, what: str) -> list[int]:
        said = self.cleaned_data
        filled = [at for at in range(said[what]) if (said.get(f"{what}-{at}-code") or "").strip()]
        return sorted(filled, key=lambda at: (said.get(f"{what}-{at}-order") or 0, at))

    def _options(self) -> tuple[Option, ...]:
        said, there = self.cleaned_data, self.before.options
        return tuple(
            Option(
                code=said[f"options-{at}-code"].strip(),
                label=self.texts(f"options-{at}-label", dict(there[at].label) if at < len(there) else {}),
                points=said[f"options-{at}-points"],
                reason=Reason(said[f"options-{at}-reason"]) if said[f"options-{at}-reason"] else None,
                extras=there[at].extras if at < len(there) else {},
            )
            for at in self._ordered("options")
        )

    def _items(self) -> tuple[Item, ...]:
        said, there = self.cleaned_data, self.before.items
        return tuple(
            Item(
                code=said[f"items-{at}-code"].strip(),
                label=self.texts(f"items-{at}-label", dict(there[at].label) if at < len(there) else {}),
            )
            for at in self._ordered("items")
        )

    def _translations(self, made: Question) -> dict[str, Translation]:
        """A translation that is called reviewed renders the source text as it is now."""
        found = dict(self.before.translations)
        of = source_hash(made, self.of.source)
        for language in self.of.languages[1:]:
            said = translation_state(made, language, self.of.source)
            known = self.before.translations.get(language)
            if said is Translated.MISSING:
                found.pop(language, None)
            elif self.cleaned_data[f"reviewed-{language}"]:
                kept = known if known and known.state is Translated.REVIEWED and not self._touched(language) else None
                found[language] = kept or Translation(state=Translated.REVIEWED, of=of)
            elif self._touched(language):
                found[language] = Translation(state=Translated.DRAFT, of=of)
        return found

    def _touched(self, language: str) -> bool:
        """Whether anything was typed in that language, or its tick was set."""
        return any(name.endswith(f"-{language}") for name in self.changed_data)
