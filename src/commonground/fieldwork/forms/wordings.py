"""Other words for a question."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonground.fieldwork.forms.fields import long_text
from commonground.methods.questionnaires import Question, Questionnaire
from commonground.methods.questionnaires.rewording import Place, Words, words_of

LONG = ("text", "help")
LONGEST = 20_000


class WordingForm(forms.Form):
    """One field for each text in each language; those that stay as they are change nothing."""

    reason = long_text(label=gettext_lazy("Why the words change"), rows=2, max_length=2000)
    text = long_text(
        label=gettext_lazy("What those who answered before are told"), rows=3, required=False, max_length=4000
    )

    def __init__(self, data: object = None, *, question: Question, questionnaire: Questionnaire) -> None:
        super().__init__(data)
        self.words = words_of(question, questionnaire.languages)
        self.places = {f"w-{at}": place for at, place in enumerate(self.words)}
        for name, place in self.places.items():
            rows = 4 if place.part in LONG else 1
            field = long_text(label=label_of(place), rows=rows, required=False, max_length=LONGEST)
            field.initial = self.words[place]
            field.widget.attrs |= {"dir": "auto", "lang": place.language}
            self.fields[name] = field
        self.order_fields([*self.places, "reason", "text"])

    def clean(self) -> dict:
        said = super().clean()
        if not self.errors and not self.changed_words:
            raise forms.ValidationError(_("No words were changed."))
        return said

    @property
    def new_words(self) -> Words:
        return {place: self.cleaned_data[name] for name, place in self.places.items()}

    @property
    def changed_words(self) -> list[tuple[str, str, str]]:
        """Where, what stood there, and what will stand there."""
        return [
            (label_of(place), self.words[place], self.cleaned_data[name].strip())
            for name, place in self.places.items()
            if _plain(self.cleaned_data[name]) != _plain(self.words[place])
        ]


class TellForm(forms.Form):
    """What those are told who answered older words."""

    text = long_text(label=gettext_lazy("What they are told"), rows=3, required=False, max_length=4000)


def label_of(place: Place) -> str:
    names = {
        "title": _("Title"),
        "text": _("Question"),
        "help": _("Help"),
        "option": _("Option %(code)s") % {"code": place.code},
        "item": _("Row %(code)s") % {"code": place.code},
    }
    return f"{names[place.part]} ({place.language})"


def _plain(text: str) -> str:
    """Browsers send lines with a return before their end."""
    return "\n".join(text.split("\r\n")).strip()
