"""Titles of charts: what a view shows, in a sentence, with the cells that the sentence speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.methods.robustness import Interval
from commonground.publishing.display import change as signed
from commonground.publishing.display import exact, owned, points, score, shown_change
from commonground.publishing.explorer.chart import Cited, Finding
from commonground.publishing.explorer.scope import Scope
from commonground.publishing.queries.figures import SAME
from commonground.publishing.queries.findings import CLOSE as NEAR
from commonground.publishing.words import clauses, listed, sentence

SHARED = 3
"""So many names stand in a sentence."""
FEW = 4
CLOSE, STRONG, SOME = 0.2, 0.7, 0.4


def cited(scope: Scope, places: Sequence[str], node: str = "", period: str = "") -> tuple[Cited, ...]:
    """Cells of the edition."""
    node, period = node or scope.measure.code, period or scope.period.code
    return tuple(
        Cited(node=node, place=place, period=period, value=scope.score(node, place, period)) for place in places
    )


def nobody(scope: Scope) -> Finding:
    return Finding(text=_("None of these places has a score in %(period)s") % {"period": scope.period.label})


def of_ranking(scope: Scope, scores: Mapping[str, float | None]) -> Finding:
    """Who scores highest, and whether anybody stands clearly apart."""
    known = sorted(((value, place) for place, value in scores.items() if value is not None), key=lambda each: -each[0])
    if not known:
        return nobody(scope)
    best = known[0][0]
    first = [place for value, place in known if best - value < SAME]
    names = listed([scope.name(place) for place in first[:SHARED]])
    words = {"names": names, "score": score(best), "count": len(first)}
    if len(known) == 1:
        text = _("%(names)s has %(score)s points") % words
    elif len(first) > SHARED:
        text = _("%(count)s places share the highest score, %(score)s") % words
    else:
        rivals = _rivals(scope, first, [place for _value, place in known if place not in first])
        text = _first_of(words, len(first), rivals)
    return Finding(text=text, cells=cited(scope, first))


def _first_of(words: dict[str, object], size: int, rivals: int | None) -> str:
    said = ngettext("%(names)s scores highest, %(score)s", "%(names)s score highest, %(score)s", size) % words
    if rivals is None:
        return said
    if not rivals:
        return _("%(said)s, and stands clearly apart") % {"said": said}
    return ngettext(
        "%(said)s; the interval of one other place reaches as high",
        "%(said)s, but does not stand apart: the intervals of %(rivals)s others reach as high",
        rivals,
    ) % {"said": said, "rivals": rivals}


def _rivals(scope: Scope, first: Sequence[str], others: Sequence[str]) -> int | None:
    """How many other places have an interval that touches the first's; None where there are no intervals."""
    own = scope.interval(scope.measure.code, first[0], scope.period.code)
    if own is None:
        return None
    found = (scope.interval(scope.measure.code, place, scope.period.code) for place in others)
    return sum(each is not None and _reaches(each, own) for each in found)


def _reaches(other: Interval, own: Interval) -> bool:
    """Whether an interval reaches another from below: by ranks where the runs score on several scales."""
    if other.score_upper is None or own.score_lower is None:
        return other.rank_lower <= own.rank_upper
    return other.score_upper >= own.score_lower


def of_moves(scope: Scope, moves: Mapping[str, float]) -> Finding:
    """Who rose most and who fell most between the two periods."""
    if scope.since is None or not moves:
        return Finding(text=_("These places have scores in one period only, so nothing can be said of change"))
    ordered = sorted(moves.items(), key=lambda each: -each[1])
    words: dict[str, object] = {"since": scope.since.label, "all": len(moves)}
    risen = [place for place, move in ordered if shown_change(move) > 0]
    fallen = [place for place, move in reversed(ordered) if shown_change(move) < 0]
    if not risen and not fallen:
        return Finding(text=_("No score has moved since %(since)s") % words)
    ends = []
    said = []
    for places, phrase in (
        (risen, _("%(names)s gained most since %(since)s (%(move)s)")),
        (fallen, _("%(names)s lost most (%(move)s)")),
    ):
        if places:
            alike = [place for place in places if abs(moves[place] - moves[places[0]]) < SAME]
            ends += alike
            names = listed([scope.name(place) for place in alike[:SHARED]]) if len(alike) <= SHARED else str(len(alike))
            said.append(phrase % {**words, "names": names, "move": signed(moves[places[0]])})
    if not fallen and ordered[-1][1] > -SAME:
        said.append(_("none of the %(all)s lost") % words)
    if not risen and ordered[0][1] < SAME:
        said.append(_("none of the %(all)s gained since %(since)s") % words)
    cells = (*cited(scope, ends), *cited(scope, ends, period=scope.since.code))
    return Finding(text=clauses(said), cells=cells)


def of_measures(scope: Scope, means: Sequence[tuple[str, str, float | None]]) -> Finding:
    """Which measure has the highest mean and which the lowest; places set apart are spoken of first."""
    known = sorted(((mean, title) for _code, title, mean in means if mean is not None), key=lambda each: -each[0])
    if not known:
        return nobody(scope)
    (high, top), (low, bottom) = known[0], known[-1]
    words = {"top": owned(top), "high": score(high), "bottom": owned(bottom), "low": score(low)}
    cells = tuple(
        cell for code, title, _mean in means if title in {top, bottom} for cell in cited(scope, scope.places, node=code)
    )
    if len(known) == 1:
        return Finding(text=_("The mean of %(top)s is %(high)s") % words, cells=cells)
    if high - low < points(NEAR):
        return Finding(text=_("The means lie close together, between %(low)s and %(high)s") % words, cells=cells)
    return Finding(
        text=_("The mean is highest in %(top)s (%(high)s) and lowest in %(bottom)s (%(low)s)") % words, cells=cells
    )


def of_pairs(scope: Scope, r: float | None, size: int) -> Finding:
    """Whether two measures go together."""
    words = {"first": owned(scope.measure.title), "second": owned(scope.against.title), "r": exact(r), "size": size}
    if r is None:
        return Finding(text=_("Too few places have both scores to say whether they go together"))
    strength = abs(r)
    if strength < CLOSE:
        text = _("%(first)s and %(second)s do not go together over these %(size)s places")
    elif r < 0:
        text = _("Where %(first)s is higher, %(second)s tends to be lower")
    elif strength >= STRONG:
        text = _("%(first)s and %(second)s go together closely")
    elif strength >= SOME:
        text = _("%(first)s and %(second)s go together, with many exceptions")
    else:
        text = _("%(first)s and %(second)s go together only weakly")
    both = (*cited(scope, scope.places), *cited(scope, scope.places, node=scope.against.code))
    return Finding(text=sentence(text % words), cells=both)
