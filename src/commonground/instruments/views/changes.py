"""Two versions side by side: what became of each question, links that a person confirms, makes or takes away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.core.sentences import spoken
from commonground.instruments.actions.links import confirm_links, propose_links, put_link, remove_link
from commonground.instruments.actions.questionnaires import StateError
from commonground.instruments.forms.links import LinkForm
from commonground.instruments.models import QuestionLink, QuestionnaireVersion
from commonground.instruments.queries.changes import changes, others
from commonground.instruments.views.door import entered
from commonground.methods.questionnaires.compare import Became

if TYPE_CHECKING:
    from django.http import HttpResponse

    from commonground.instruments.views.door import Entered


@entered()
def choose(on: Entered) -> HttpResponse:
    """Which version to compare with: the one before, unless another is chosen."""
    return on.page("changes_choose", others=others(on.version))


@entered(post=True)
def between(on: Entered, older: int) -> HttpResponse:
    """The difference; POST ``do``: propose links, or confirm those that are of a kind."""
    before = _older(on, older)
    if on.posting:
        return _done(on, before)
    return on.page("changes", page=changes(before, on.version), older=before)


def _done(on: Entered, before: QuestionnaireVersion) -> HttpResponse:
    verb, _blank, kind = on.posted.get("do", "").partition(" ")
    both = {"older": before, "newer": on.version, "by": on.user}
    if verb == "propose":
        n = len(propose_links(**both))
        told = ngettext("%(n)s link is proposed.", "%(n)s links are proposed.", n)
    elif verb == "confirm" and kind in set(Became):
        n = confirm_links(**both, kinds=[Became(kind)])
        told = ngettext("%(n)s link is confirmed.", "%(n)s links are confirmed.", n)
    else:
        raise Http404
    return on.done(told % {"n": n}, "between", older=before.number)


@entered(post=True)
def link(on: Entered, older: int, key: int = 0) -> HttpResponse:
    """One link: confirmed as it is shown, changed, or taken away; without a key a new one."""
    before = _older(on, older)
    there = QuestionLink.objects.filter(pk=key, older=before, newer=on.version).first()
    if key and there is None:
        raise Http404
    if on.posting and there and on.posted.get("do") == "remove":
        remove_link(link=there, by=on.user)
        return on.done(_("The link is taken away."), "between", older=before.number)
    of = (before.questionnaire(), on.version.questionnaire())
    asked = (on.request.GET.get("before", ""), on.request.GET.get("after", ""))
    form = LinkForm(on.posted if on.posting else None, of=of, link=there, asked=asked)
    if on.posting and form.is_valid():
        try:
            put_link(older=before, newer=on.version, link=form.link(), replacing=there, by=on.user)
        except StateError as error:
            for problem in error.problems:
                form.add_error(None, spoken(problem.message))
        else:
            return on.done(_("The link is confirmed."), "between", older=before.number)
    return on.page("link", form=form, link=there, older=before)


def _older(on: Entered, number: int) -> QuestionnaireVersion:
    found = on.version.index.questionnaires.filter(number=number).exclude(pk=on.version.pk).first()
    if found is None:
        raise Http404
    return found
