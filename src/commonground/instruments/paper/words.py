"""What a printed questionnaire says of its own, in its language; in English where there is no catalogue of it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from commonground.instruments.models import State
from commonground.methods.questionnaires.paper import Words

PHRASES = {
    "kind.single": _("Choose one answer"),
    "kind.multiple": _("Choose all that hold"),
    "kind.number": _("Answer with a number"),
    "kind.whole": _("Answer with a whole number"),
    "kind.date": _("Answer with a date: year, month and day"),
    "kind.text": _("Answer in words"),
    "kind.table": _("Answer in each row"),
    "kind.note": _("To be read"),
    "kind.calculated": _("Worked out from other answers"),
    "kind.kept": _("Cannot be answered here"),
    "rows": _("In each row:"),
    "law": _("Law on the books"),
    "practice": _("Practice"),
    "required": _("An answer is required"),
    "weight": _("Weight:"),
    "points": _("%(points)s points"),
    "asked-if": _("Asked if:"),
    "must-fit": _("The answer must fit:"),
    "worked-out": _("Worked out as:"),
    "evidence": _("Evidence:"),
    "citations": _("Citations, at least:"),
    "comment": _("a comment"),
    "guidance": _("For reviewers:"),
    "not-here": _("Why not here:"),
    "last": _("Last round"),
    "answer": _("Answer:"),
    "your-comment": _("Comment and sources:"),
    "reason.not_applicable": _("does not apply"),
    "reason.no_data": _("no data"),
}


def words_in(language: str) -> Words:
    """The paper's own words in ``language``."""
    with override(language):
        return {name: str(text) for name, text in PHRASES.items()}


def state_words(state: str, number: int, language: str) -> str:
    """Which version it is and how far it is, in ``language``."""
    with override(language):
        shown = {"number": number, "state": State(state).label}
        return str(_("Version %(number)s, %(state)s") % shown)
