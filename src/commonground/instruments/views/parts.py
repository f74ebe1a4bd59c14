"""Editing one part of a draft: a question, a section, the heading. A stale save shows both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.translation import gettext as _

from commonground.core.sentences import told
from commonground.instruments.actions.drafts import StaleError, put_heading, put_question, put_section
from commonground.instruments.forms.questions import QuestionForm
from commonground.instruments.forms.versions import HeadingForm, SectionForm
from commonground.instruments.queries.pages import beside, neighbours, preview
from commonground.instruments.views.door import CONFLICT, entered
from commonground.methods.questionnaires import QuestionnaireError, Section
from commonground.methods.questionnaires.checks.conditions import expression_problems
from commonground.methods.questionnaires.editing import heading_hash, known_question, part_hash

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpResponse

    from commonground.instruments.views.door import Entered
    from commonground.methods.questionnaires import Question, Questionnaire


@entered(post=True)
def question(on: Entered, code: str = "") -> HttpResponse:
    """One question of a draft, or a new one; of another version, as it stands."""
    of = on.version.questionnaire()
    there = _question(of, code) if code else None
    if on.version.is_kept:
        return on.page("question_kept", question=there, shown=preview(of, code)) if there else _gone()
    more = on.posted.get("do", "") if on.posted.get("do") in {"options", "items"} else ""
    of_section = on.request.GET.get("section", "")
    section = of_section if any(each.code == of_section for each in of.sections) else ""
    form = QuestionForm(on.posted if on.posting else None, of=of, question=there, section=section, more=more)
    if on.posting and not more and form.is_valid():
        try:
            put_question(
                version=on.version,
                question=form.question,
                replacing=code,
                seen=form.cleaned_data["seen"],
                everywhere=form.cleaned_data["everywhere"],
                by=on.user,
            )
        except StaleError as stale:
            return _conflict(on, "question", form, stale.stands, form.question, question=there)
        saved = form.question.code
        goes_on = on.posted.get("do") == "stay"
        return on.done(
            _("%(code)s is saved.") % {"code": saved},
            **({"to": "question", "code": saved} if goes_on else {"at": f"question-{saved}"}),
        )
    return _shown(on, "question", form, there, question=there, bound=more)


@entered()
def look(on: Entered, code: str) -> HttpResponse:
    """A question as those who answer will see it."""
    of = on.version.questionnaire()
    found = _question(of, code)
    language = on.request.GET.get("language", "")
    return on.page(
        "preview",
        question=found,
        shown=preview(of, code, language if language in of.languages else of.source),
        languages=of.languages,
        beside=neighbours(of, code),
    )


@entered(post=True)
def section(on: Entered, code: str = "") -> HttpResponse:
    of = on.version.questionnaire()
    there = next((each for each in of.sections if each.code == code), None)
    if (code and there is None) or on.version.is_kept:
        raise Http404
    form = SectionForm(on.posted if on.posting else None, of=of, section=there)
    if on.posting and form.is_valid() and _conditions_hold(form, of):
        made = _section(form)
        try:
            put_section(version=on.version, section=made, replacing=code, seen=form.cleaned_data["seen"], by=on.user)
        except StaleError as stale:
            return _conflict(on, "section", form, stale.stands, made, section=there)
        except QuestionnaireError as error:
            for problem in error.problems:
                form.add_error("code", told(problem))
        else:
            return on.done(_("%(code)s is saved.") % {"code": made.code}, at=f"section-{made.code}")
    return _shown(on, "section", form, there, section=there)


@entered(post=True)
def heading(on: Entered) -> HttpResponse:
    if on.version.is_kept:
        raise Http404
    of = on.version.questionnaire()
    form = HeadingForm(on.posted if on.posting else None, of=of)
    if on.posting and form.is_valid():
        said = {
            "title": form.texts("title", dict(of.title)),
            "text": form.texts("text", dict(of.text)),
            "languages": form.cleaned_data["languages"],
        }
        try:
            put_heading(version=on.version, **said, seen=form.cleaned_data["seen"], by=on.user)
        except StaleError as stale:
            stands = {"title": stale.stands.title, "text": stale.stands.text, "languages": stale.stands.languages}
            return on.page(
                "heading", status=CONFLICT, form=form, seen=heading_hash(stale.stands), both=beside(stands, said)
            )
        except QuestionnaireError as error:
            for problem in error.problems:
                form.add_error("languages", told(problem))
        else:
            return on.done(_("Title and languages are saved."))
    return on.page("heading", form=form, seen=form["seen"].value() or heading_hash(of))


def _question(of: Questionnaire, code: str) -> Question:
    try:
        return known_question(of, code)
    except QuestionnaireError:
        raise Http404 from None


def _gone() -> HttpResponse:
    raise Http404


def _conditions_hold(form: SectionForm, of: Questionnaire) -> bool:
    written = form.cleaned_data["relevance"]
    if written.strip() and written != form.before.relevance and not form.cleaned_data["as_is"]:
        for problem in expression_problems(of, form.cleaned_data["code"], written):
            form.add_error("relevance", told(problem))
    return not form.errors


def _section(form: SectionForm) -> Section:
    said, before = form.cleaned_data, form.before
    return Section(
        code=said["code"].strip(),
        title=form.texts("title", dict(before.title)),
        text=form.texts("text", dict(before.text)),
        parent=said["parent"],
        relevance=said["relevance"],
        kept=before.kept,
        extras=before.extras,
    )


def _shown(on: Entered, page: str, form: forms.Form, there: object, bound: str = "", **context: Any) -> HttpResponse:
    seen = form.data.get("seen", "") if form.is_bound else part_hash(there)
    return on.page(page, form=form, seen=seen, bound=bound, **context)


def _conflict(on: Entered, page: str, form: forms.Form, stands: object, typed: object, **context: Any) -> HttpResponse:
    """What was typed stays in the form; saved again, it takes the place of what stands there now."""
    both = beside(stands, typed)
    return on.page(page, status=CONFLICT, form=form, seen=part_hash(stands), both=both, gone=stands is None, **context)
