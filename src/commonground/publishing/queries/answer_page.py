"""The page of one answer: the option chosen, what was said about it, and the way from it to the overall score."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from django.utils.translation import gettext as _

from commonground.fieldwork.models import Decision
from commonground.fieldwork.queries.ways import Way, way_of
from commonground.methods.index import Answers, score
from commonground.methods.index.framework import Option, Question, Reason
from commonground.publishing.display import exact, owned
from commonground.publishing.queries.challenges import OnRecord, asked_by, on_record
from commonground.publishing.queries.figures import mean, number
from commonground.publishing.queries.ladders import Ladder, ladder
from commonground.publishing.queries.opened import EditionInfo, NodeInfo, Opened, PeriodInfo
from commonground.publishing.queries.options import Chosen, chosen, label_of, option_of, same
from commonground.publishing.queries.tables import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An option; ``overall_then`` is what the top score of the ladder would be with it."""

    label: str
    points: float | None
    reason: Reason | None
    chosen: bool
    overall_then: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What stands beside the answer. Empty texts are absent; ``withheld`` says that the team keeps them."""

    comment: str
    source: str
    at: str
    raw: str
    withheld: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAnswer:
    """The answer in one period; ``changed`` against the period before it that has an answer."""

    period: PeriodInfo
    points: float | None
    label: str
    changed: bool

    @property
    def answer(self) -> tuple[float | None, str]:
        """What was answered; equal for neighbouring periods that a page shows as one stretch."""
        return self.points, self.label


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPage:
    """Everything the page of one answer shows. ``state`` is answered, no_answer or not_applicable.

    ``challenged`` says whether readers may challenge it. Challenges change while an edition does not, so they are no
    part of its data.
    """

    edition: EditionInfo
    period: PeriodInfo
    periods: tuple[PeriodInfo, ...]
    default_period: str
    place: str
    name: str
    node: NodeInfo
    question: str
    help: str
    state: str
    points: float | None
    label: str
    lede: str
    mean: float | None
    choices: tuple[Choice, ...]
    said: Said
    way: Way | None
    file: str
    ladder: Ladder
    history: tuple[PastAnswer, ...]
    challenged: bool = field(metadata={"printed": True})
    challenges: tuple[OnRecord, ...] = field(metadata={"printed": True})

    def table(self) -> Table:
        """The answer in every period."""
        return Table(
            columns=("place", "period", "question", "points", "answer"),
            rows=tuple(
                (self.place, past.period.code, self.node.code, past.points, past.label) for past in self.history
            ),
        )


def answer_page(opened: Opened, place: str, code: str, period: PeriodInfo) -> AnswerPage:
    """The page of the answer of one place to one question in one period."""
    question = opened.framework.question(code)
    points = opened.card[code, place, period.code]
    recorded = chosen(opened, question, unit__place__code=place)
    state = _state(opened, code, place, period.code)
    option = option_of(question, points, recorded.get((place, period.code)), applicable=state != "not_applicable")
    label = (option.label or option.code) if option and points is not None else ""
    up = ladder(opened, code, place, period.code)
    return AnswerPage(
        edition=opened.info,
        period=period,
        periods=opened.periods,
        default_period=opened.default_period.code,
        place=place,
        name=opened.place_name(place),
        node=opened.node(code),
        question=question.text or question.title,
        help=question.help,
        state=state,
        points=points,
        label=label,
        lede=_lede(opened, place, label, points, state),
        mean=mean(opened.values(code, period.code)),
        choices=_choices(question, option, _what_if(opened, question, place, period.code, up.top.code)),
        said=said(opened, place, code, period.code),
        way=way(opened, place, code, period.code),
        file=opened.edition.snapshot.round.source_name,
        ladder=up,
        history=_history(opened, question, place, recorded),
        challenged=asked_by(opened.edition.index_id).is_open,
        challenges=on_record(opened, place, code, period.code),
    )


def _state(opened: Opened, code: str, place: str, period: str) -> str:
    coverage = opened.card.coverage_of(code, place, period)
    return "not_applicable" if coverage is None else "answered" if coverage else "no_answer"


def _lede(opened: Opened, place: str, label: str, points: float | None, state: str) -> str:
    name = opened.place_name(place)
    if points is None:
        no_answer = _("%(place)s has no answer to this question in this period.")
        does_not_apply = _("The question does not apply to %(place)s.")
        return (does_not_apply if state == "not_applicable" else no_answer) % {"place": name}
    words = {"place": name, "points": exact(points), "full": exact(opened.info.scale[1])}
    if label:
        return _("%(place)s: %(answer)s. The answer carries %(points)s of %(full)s points.") % {
            **words,
            "answer": owned(label.rstrip(".")),
        }
    return _("%(place)s: %(points)s of %(full)s points, a value that none of the options carries.") % words


def _choices(question: Question, option: Option | None, then: tuple[float | None, ...]) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            label=each.label or each.code,
            points=each.points,
            reason=each.reason,
            chosen=option is not None and each.code == option.code,
            overall_then=value,
        )
        for each, value in zip(question.options, then, strict=True)
    )


def _what_if(opened: Opened, question: Question, place: str, period: str, top: str) -> tuple[float | None, ...]:
    """The score of ``top`` had the place given each option: one scoring of as many copies of its answers."""
    answers, size = opened.card.answers, len(question.options)
    row, column = opened.place_row[place], answers.periods.index(period)
    points = np.repeat(answers.points[row : row + 1, column : column + 1], size, axis=0)
    applicable = np.repeat(answers.applicable[row : row + 1, column : column + 1], size, axis=0)
    at = answers.questions.index(question.code)
    for copy, option in enumerate(question.options):
        points[copy, 0, at] = np.nan if option.points is None else option.points
        applicable[copy, 0, at] = option.reason != Reason.NOT_APPLICABLE
    copies = tuple(map(str, range(size)))
    withheld = {(c, p, node) for w, p, node in answers.withheld if (w, p) == (place, period) for c in copies}
    changed = Answers(
        places=copies,
        periods=(period,),
        questions=answers.questions,
        points=points,
        applicable=applicable,
        withheld=frozenset(withheld),
    )
    card = score(opened.framework, changed)
    return tuple(card[top, copy, period] for copy in copies)


def said(opened: Opened, place: str, code: str, period: str) -> Said:
    """What stands beside an answer, as far as the reader may see it."""
    decision = _decision(opened, place, code, period)
    if decision is None:
        return Said(comment="", source="", at="", raw="", withheld=False)
    shown = Said(comment=decision.comment, source=decision.source, at=decision.at, raw=decision.raw, withheld=False)
    if opened.reads_comments:
        return shown
    withheld = bool(decision.comment or decision.source or decision.raw)
    return replace(shown, comment="", source="", raw="", withheld=withheld)


def way(opened: Opened, place: str, code: str, period: str) -> Way | None:
    """How the answer came about. Where the team keeps comments, it keeps what each said and the reasons as well."""
    decision = _decision(opened, place, code, period)
    found = way_of(decision, opened.edition.snapshot) if decision else None
    if found is None or opened.reads_comments:
        return found
    voices = tuple(replace(each, answer="", comment="", laws=()) for each in found.voices)
    return replace(found, reason="", voices=voices)


def _decision(opened: Opened, place: str, code: str, period: str) -> Decision | None:
    rows = Decision.objects.of(opened.edition.snapshot).select_related("period", "question__questionnaire")
    return rows.filter(unit__place__code=place, question__code=code, period__code=period, item="").first()


def _history(opened: Opened, question: Question, place: str, recorded: Chosen) -> tuple[PastAnswer, ...]:
    """Newest first."""
    rows: list[PastAnswer] = []
    before: float | None = None
    for period, value in zip(opened.periods, opened.history(question.code, place), strict=True):
        points = number(value)
        label = label_of(question, points, recorded.get((place, period.code)))
        changed = points is not None and before is not None and not same(points, before)
        rows.append(PastAnswer(period=period, points=points, label=label, changed=changed))
        before = before if points is None else points
    return tuple(reversed(rows))
