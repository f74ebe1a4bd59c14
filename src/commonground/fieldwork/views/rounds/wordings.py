"""Correcting the words of a question in mid-round: shown first, with who answered the old ones and their mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.fieldwork.actions.wordings import correct_words, tell_of_words
from commonground.fieldwork.forms.wordings import TellForm, WordingForm
from commonground.fieldwork.queries.wordings import answered_older, corrections, preview_about
from commonground.fieldwork.views.rounds.door import Entered, entered
from commonground.methods.questionnaires.rewording import reworded
from commonground.responses.queries import asked

if TYPE_CHECKING:
    from django.http import HttpResponse


@entered("read-all")
def wordings(on: Entered) -> HttpResponse:
    """What was corrected in this round, and who answered before."""
    made = corrections(on.round)
    rows = [(code, answered_older(on.round, on.who, code)) for code in dict.fromkeys(each.question for each in made)]
    return on.page("wordings", made=made, rows=rows)


@entered("read-all", post=True)
def wording(on: Entered, code: str) -> HttpResponse:
    """The words of one question: corrected once it was shown what it comes to."""
    questionnaire = asked(on.round.questionnaire)
    if code not in questionnaire or not questionnaire.question(code).answerable:
        raise Http404
    on.require("manage")
    form = WordingForm(on.posted or None, question=questionnaire.question(code), questionnaire=questionnaire)
    if on.request.method == "POST" and form.is_valid():
        if "confirmed" in on.posted:
            return _correct(on, code, form)
        after = reworded(questionnaire, code, form.new_words)
        old = answered_older(on.round, on.who, code, after)
        mail = preview_about(old, code, form.cleaned_data["text"], after)
        return on.page("wording_dry", code=code, form=form, changes=form.changed_words, old=old, mail=mail)
    old = answered_older(on.round, on.who, code)
    return on.page("wording", code=code, form=form, old=old)


@entered("read-all", post=True, get=False)
def tell(on: Entered, code: str) -> HttpResponse:
    """Write to those who answered older words: the mail is shown first."""
    questionnaire = asked(on.round.questionnaire)
    if code not in questionnaire:
        raise Http404
    on.require("manage")
    form = TellForm(on.posted)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    chosen = _chosen(on)
    if "confirmed" in on.posted:
        n = tell_of_words(round_=on.round, question=code, assignments=chosen, text=text, by=on.user)
        told = ngettext("%(n)s mail is on its way.", "%(n)s mails are on their way.", n) % {"n": n}
        return on.done(told, "wordings")
    old = [each for each in answered_older(on.round, on.who, code) if not each.told]
    mail = preview_about(old, code, text, questionnaire)
    return on.page("wording_tell", code=code, old=old, mail=mail, text=text)


def _correct(on: Entered, code: str, form: WordingForm) -> HttpResponse:
    said = form.cleaned_data
    with transaction.atomic():
        correct_words(round_=on.round, question=code, words=form.new_words, reason=said["reason"], by=on.user)
        on.round.refresh_from_db()
        n = tell_of_words(round_=on.round, question=code, assignments=_chosen(on), text=said["text"], by=on.user)
    told = ngettext("%(n)s person is told.", "%(n)s people are told.", n) % {"n": n}
    return on.done(_("The words are corrected.") + " " + told, "wordings")


def _chosen(on: Entered) -> set[int]:
    return {int(key) for key in on.posted.getlist("part") if key.isdigit()}
