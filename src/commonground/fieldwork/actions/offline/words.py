"""The words of a workbook in the language of who asks for it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonground.methods.offline import Words
from commonground.responses.models import Basis, Confidence


def words() -> Words:
    """In the language that is active."""
    return Words(
        headings={
            "row": _("Mark of the row"),
            "code": _("Code"),
            "section": _("Section"),
            "text": _("Question"),
            "help": _("Help"),
            "choices": _("Answers to choose from"),
            "last": _("Last round"),
            "answer": _("Answer"),
            "basis": _("Why it is so"),
            "confidence": _("How sure"),
            "comment": _("Comment"),
        },
        states={"no_answer": _("(no answer)"), "not_applicable": _("(does not apply)")},
        bases={code: str(label) for code, label in Basis.choices},
        confidences={code: str(label) for code, label in Confidence.choices},
        problem=_("Choose one of the answers in the list."),
    )


def about() -> tuple[str, ...]:
    """How the workbook is used."""
    return (
        _("Fill in the yellow cells of the sheet “Answers”. Everything else is locked."),
        _("Choose from the list where there is one. Of several answers, separate their codes by semicolons."),
        _("Dates are written year-month-day, such as 2024-12-31."),
        _("An answer that you empty is taken back. A cell that you leave as it is changes nothing."),
        _("You may sort and filter rows, and save the file with Excel or LibreOffice as .xlsx."),
        _("Upload the file at your assignment. You will see what it changes before anything is saved."),
        _("Sources in the law are added in the browser."),
    )
