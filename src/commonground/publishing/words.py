"""Counts, lists and rules in words: how a score is made, said in one line with its arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

from commonground.core.languages import spoken
from commonground.methods.index.part import Formula, Operation, Part, Term, Why
from commonground.methods.questionnaires.texts import base_of, is_rtl
from commonground.publishing.display import exact, figured, number, percent, rounded
from commonground.publishing.narrative.languages import LANGUAGES

HALF_A_RUN = 0.005
EVEN = 0.5


def tongue(language: str, direction: str = "") -> SafeString | str:
    """A language as marks of HTML where it is not the page's, with a direction where that differs or is given."""
    if foreign(language) and is_rtl(language) != get_language_bidi():
        direction = direction or ("rtl" if is_rtl(language) else "ltr")
    lang = format_html(' lang="{}"', language) if foreign(language) else ""
    return format_html('{} dir="{}"', lang, direction) if direction else lang


def foreign(language: str) -> str:
    """The language where it is not the page's; else empty."""
    return "" if base_of(language) == spoken() else language


def count(value: int) -> str:
    """A count as a word up to twelve, then in figures."""
    words = (
        _("no"), _("one"), _("two"), _("three"), _("four"), _("five"), _("six"),
        _("seven"), _("eight"), _("nine"), _("ten"), _("eleven"), _("twelve"),
    )  # fmt: skip
    return words[value] if 0 <= value < len(words) else number(value)


def listed(names: Sequence[str]) -> str:
    """``Work, School and Health``, as the language of the page joins them: ``España e Italia``."""
    return LANGUAGES[spoken()].listed(list(names))


def clauses(parts: Iterable[str]) -> str:
    """Parts of a sentence, one after the other."""
    return _("; ").join(parts)


def runs_of_100(share: float) -> str:
    """A share of runs: ``83 of 100 runs``, never rounded up to all or down to none.

    Two shares that make up all runs are printed so that they do: 82.5 and 17.5 become 83 and 17.
    """
    if share in {0.0, 1.0}:
        return _("every run") if share else _("no run")
    if share <= HALF_A_RUN:
        return _("fewer than 1 of 100 runs")
    if share >= 1 - HALF_A_RUN:
        return _("more than 99 of 100 runs")
    runs = share * 100 if share >= EVEN else 100 - float(rounded((1 - share) * 100, 0))
    return _("%(runs)s of 100 runs") % {"runs": number(runs)}


def sentence(text: str) -> str:
    """The text with a capital letter."""
    return capfirst(text)


def counted(size: int, kind: str) -> str:
    """``five areas``; ``kind`` is that of the children, or empty where they differ."""
    plural = {
        "area": ngettext("%(count)s area", "%(count)s areas", size),
        "question": ngettext("%(count)s question", "%(count)s questions", size),
        "indicator": ngettext("%(count)s indicator", "%(count)s indicators", size),
    }.get(kind, ngettext("%(count)s part", "%(count)s parts", size))
    return plural % {"count": count(size)}


def rule(part: Part, kind: str) -> str:
    """The rule of a group, in words."""
    formula = part.formula
    if formula is None:
        return why(part)
    children = counted(len(formula.terms), kind)
    return {
        Operation.MEAN: _("mean of %(children)s"),
        Operation.WEIGHTED: _("weighted mean of %(children)s"),
        Operation.LOOKUP: _("row %(row)s of a lookup table of %(children)s"),
        Operation.MINIMUM: _("lowest of %(children)s"),
        Operation.MAXIMUM: _("highest of %(children)s"),
        Operation.MEDIAN: _("median of %(children)s"),
        Operation.GEOMETRIC: _("geometric mean of %(children)s"),
        Operation.HARMONIC: _("harmonic mean of %(children)s"),
        Operation.GENERALISED: _("generalised mean of %(children)s"),
        Operation.COPELAND: _("places won less places lost, in pairs, over %(children)s"),
        Operation.OUTRANKING: _("shares of weight by which the others are outranked, over %(children)s"),
    }[formula.operation] % {"children": children, "row": (formula.row or 0) + 1}


def arithmetic(formula: Formula) -> str:
    """The rule with its figures: ``(70.8 + 62.5) ÷ 2``. Printed figures are rounded, the computed ones are not."""
    writers: dict[Operation, Callable[[Formula], str]] = {
        Operation.MEAN: _mean,
        Operation.WEIGHTED: _weighted,
        Operation.LOOKUP: _lookup,
        Operation.GEOMETRIC: _geometric,
        Operation.HARMONIC: _harmonic,
        Operation.GENERALISED: _generalised,
    }
    said = writers.get(formula.operation, _plain)(formula)
    return said if formula.operation is Operation.LOOKUP else figured(said)


def left_out(part: Part) -> str:
    """Which children did not count or were stood in for, and why; empty where all counted as they are."""
    if part.formula is None:
        return ""
    terms = {term.node: term for term in part.formula.terms}
    notes = []
    for child in part.children:
        term = terms.get(child.node)
        if term is None and child.value is None:
            notes.append(_("%(child)s: %(reason)s") % {"child": child.title, "reason": why(child)})
        elif term is not None and term.substituted:
            notes.append(
                _("%(child)s has no score and counts as %(points)s")
                % {"child": child.title, "points": exact(term.value)}
            )
    return clauses(notes)


def why(part: Part) -> str:
    """Why a figure does not exist."""
    return {
        Why.NO_ANSWER: _("not answered"),
        Why.NOT_APPLICABLE: _("does not apply"),
        Why.BELOW_MINIMUM_COVERAGE: _("too few answers for a score (%(share)s)") % {"share": percent(part.coverage)},
        Why.CHILD_MISSING: _("a part that the rule needs has no score"),
        Why.NO_ROW_FITS: _("no row of the lookup table fits the answers"),
        Why.WITHHELD: _("not published by its owner"),
        Why.NO_VALUE: _("no value"),
        Why.SCREENED_OUT: _("the place was left out: too few of its values are there"),
        None: "",
    }[part.why]


def _values(formula: Formula) -> list[str]:
    return [exact(term.value) for term in formula.terms]


def _mean(formula: Formula) -> str:
    return f"({' + '.join(_values(formula))}) ÷ {number(len(formula.terms))}"


def _weighted(formula: Formula) -> str:
    return " + ".join(f"{number(term.weight, 2)} × {exact(term.value)}" for term in formula.terms)


def _lookup(formula: Formula) -> str:
    def equal(term: Term) -> str:
        return figured(f"{term.node} = {exact(term.value)}")

    return _("%(points)s give %(score)s") % {
        "points": listed([equal(term) for term in formula.terms]),
        "score": exact(formula.result),
    }


def _geometric(formula: Formula) -> str:
    return " × ".join(f"{exact(term.value)}^{number(term.weight, 2)}" for term in formula.terms)


def _harmonic(formula: Formula) -> str:
    return f"1 ÷ ({' + '.join(f'{number(term.weight, 2)} ÷ {exact(term.value)}' for term in formula.terms)})"


def _generalised(formula: Formula) -> str:
    power = number(formula.power, 2)
    terms = " + ".join(f"{number(term.weight, 2)} × {exact(term.value)}^{power}" for term in formula.terms)
    return f"({terms})^(1 ÷ {power})"


def _plain(formula: Formula) -> str:
    return _(", ").join(_values(formula))
